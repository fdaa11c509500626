using Infrar.Core;
using Infrar.Platform.Projects;

namespace Infrar.Platform.Uploads;

/// <summary>How far an upload has come.</summary>
internal enum UploadStatus
{
    /// <summary>Chunks are being received.</summary>
    Receiving,

    /// <summary>The repository is being fetched.</summary>
    Fetching,

    /// <summary>All is received; a job puts it together, holds it against its checksum and looks into it.</summary>
    Checking,

    /// <summary>What it holds is known and proposed as a manifest.</summary>
    Detected,

    /// <summary>It was refused; the problem says why.</summary>
    Failed,

    /// <summary>Somebody gave it up.</summary>
    Aborted,
}

/// <summary>Where a source comes from.</summary>
internal enum UploadSource
{
    /// <summary>An archive that is sent in chunks.</summary>
    Archive,

    /// <summary>A repository that the platform fetches.</summary>
    Git,
}

/// <summary>A repository as a user names it; never a token.</summary>
/// <param name="Url">Its https address.</param>
/// <param name="Ref">Branch, tag or commit; <c>HEAD</c> for the default branch.</param>
internal sealed record GitSource(string Url, string Ref);

/// <summary>A project's source on its way in: what was received of it, and what was found in it.</summary>
internal sealed class Upload : IIdentified
{
    /// <summary>How often a check may begin without coming to any end before the source is held to be what ends it.</summary>
    private const int MostAttempts = 3;

    public static string Prefix => "upl";

    public Id<Upload> Id { get; private init; }

    public Id<Project> ProjectId { get; private init; }

    public UploadSource Source { get; private init; }

    /// <summary>For people: the archive's file name, or the repository's.</summary>
    public string Name { get; private init; } = "";

    /// <summary>Bytes that the source has; 0 until a repository is fetched.</summary>
    public long Size { get; private set; }

    /// <summary>Bytes that are stored, from the first on; what a client goes on from.</summary>
    public long Received { get; private set; }

    /// <summary>SHA-256 in lower-case hex: as stated, and once checked that of the content.</summary>
    public string? Sha256 { get; private set; }

    public UploadStatus Status { get; private set; }

    /// <summary>The store's name of the parts; empty for what is written whole.</summary>
    public string PartsId { get; private init; } = "";

    public string? GitUrl { get; private init; }

    public string? GitRef { get; private init; }

    public string? GitCommit { get; private set; }

    /// <summary>Files in the source; 0 until it is checked.</summary>
    public int Files { get; private set; }

    /// <summary>Bytes of the files, unpacked.</summary>
    public long UnpackedSize { get; private set; }

    /// <summary>The folder that holds everything else in the archive, and so counts as its root; empty for none.</summary>
    public string Root { get; private set; } = "";

    /// <summary>What was detected, as <c>docs/detection.schema.json</c> says.</summary>
    public string? Proposal { get; private set; }

    public string? ProblemCode { get; private set; }

    public string? ProblemTitle { get; private set; }

    public string? ProblemDetail { get; private set; }

    /// <summary>Checks that began and have not ended.</summary>
    public int Attempts { get; private set; }

    public DateTimeOffset CreatedAt { get; private init; }

    public string CreatedBy { get; private init; } = "";

    public DateTimeOffset ChangedAt { get; private set; }

    /// <summary>Rises with every change; of two at once, one is refused.</summary>
    public int Version { get; private set; }

    /// <summary>Whether nothing more happens to it.</summary>
    public bool IsEnded => Status is UploadStatus.Detected or UploadStatus.Failed or UploadStatus.Aborted;

    public static Upload Begin(
        Id<Upload> id,
        Id<Project> project,
        CreateUploadRequest request,
        string partsId,
        string by,
        DateTimeOffset now
    ) =>
        new()
        {
            Id = id,
            ProjectId = project,
            Source = UploadSource.Archive,
            Name = request.Name,
            Size = request.Size,
            Sha256 = request.Sha256?.ToLowerInvariant(),
            Status = UploadStatus.Receiving,
            PartsId = partsId,
            CreatedAt = now,
            CreatedBy = by,
            ChangedAt = now,
        };

    public static Upload Fetch(Id<Upload> id, Id<Project> project, GitSource git, string by, DateTimeOffset now) =>
        new()
        {
            Id = id,
            ProjectId = project,
            Source = UploadSource.Git,
            Name = git.Url[(git.Url.TrimEnd('/').LastIndexOf('/') + 1)..].TrimEnd('/'),
            Status = UploadStatus.Fetching,
            GitUrl = git.Url,
            GitRef = git.Ref,
            CreatedAt = now,
            CreatedBy = by,
            ChangedAt = now,
        };

    /// <summary>Ends the receiving.</summary>
    /// <returns>The upload; <c>UPL036</c> while something is missing, <c>UPL037</c> when it was given up or refused.</returns>
    public Result<Upload> Complete(DateTimeOffset now)
    {
        if (Status is UploadStatus.Checking or UploadStatus.Detected)
        {
            return this;
        }

        if (Status is not UploadStatus.Receiving)
        {
            return UploadProblems.NotReceiving(Status);
        }

        return Received < Size ? UploadProblems.NotWhole(Received, Size) : MoveTo(UploadStatus.Checking, now);
    }

    /// <summary>Takes a fetched repository.</summary>
    public void Fetched(string commit, long size, string sha256, DateTimeOffset now)
    {
        (GitCommit, Size, Received, Sha256) = (commit, size, size, sha256);
        _ = MoveTo(UploadStatus.Checking, now);
    }

    /// <summary>Notes that a check begins.</summary>
    /// <returns>False when checks began and came to no end too often: then it is refused.</returns>
    public bool BeginCheck(DateTimeOffset now)
    {
        Attempts++;
        _ = MoveTo(Status, now);
        return Attempts <= MostAttempts;
    }

    /// <summary>Takes what was found.</summary>
    public void Detect(SourceFindings found, string sha256, DateTimeOffset now)
    {
        (Files, UnpackedSize, Root, Proposal) = (found.Files, found.UnpackedSize, found.Root, found.Proposal);
        (Sha256, Attempts) = (sha256, 0);
        _ = MoveTo(UploadStatus.Detected, now);
    }

    /// <summary>Refuses the source.</summary>
    public void Fail(Problem problem, DateTimeOffset now)
    {
        (ProblemCode, ProblemTitle, ProblemDetail) = (problem.Code, problem.Title, problem.Detail);
        _ = MoveTo(UploadStatus.Failed, now);
    }

    /// <summary>Gives it up; what is stored of it goes.</summary>
    public void Abort(DateTimeOffset now) => MoveTo(UploadStatus.Aborted, now);

    private Upload MoveTo(UploadStatus status, DateTimeOffset now)
    {
        (Status, ChangedAt) = (status, now);
        Version++;
        return this;
    }
}
