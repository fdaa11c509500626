using System.Text.Json;
using Infrar.Platform.Http;
using Infrar.Platform.Parts.Secrets;
using Infrar.Platform.Projects;

namespace Infrar.Platform.Uploads;

/// <summary>Announces an archive.</summary>
/// <param name="Name">For people, such as <c>shop.tar.gz</c>; 1 to 200 characters. The content decides what it is.</param>
/// <param name="Size">Bytes that will be sent.</param>
/// <param name="Sha256">SHA-256 of the whole, in hex; held against what was received.</param>
[ApiExample(
    """
        {"name": "shop.tar.gz", "size": 52428800, "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"}
        """
)]
internal sealed record CreateUploadRequest(string Name, long Size, string? Sha256 = null);

/// <summary>Names a repository to fetch.</summary>
/// <param name="Url">Its https address, without user or token in it.</param>
/// <param name="Ref">Branch, tag or full commit; the default branch when left out.</param>
/// <param name="Token">What opens a private repository; used once, never stored.</param>
/// <param name="Username">Who the token belongs to, where the server asks; <c>x-access-token</c> when left out.</param>
[ApiExample(
    """
        {"url": "https://git.example.com/shop.git", "ref": "main"}
        """
)]
internal sealed record ImportGitRequest(string Url, string? Ref = null, Secret? Token = null, string? Username = null);

/// <summary>Why an upload failed.</summary>
internal sealed record UploadProblem(string Code, string Title, string Detail);

/// <summary>The repository that a source came from.</summary>
/// <param name="Url">Its address.</param>
/// <param name="Ref">What was asked for.</param>
/// <param name="Commit">What it was then; null until it is fetched.</param>
internal sealed record UploadGit(string Url, string Ref, string? Commit);

/// <summary>An upload.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Project">Whose source it is.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="Name">For people.</param>
/// <param name="Size">Bytes of the archive; 0 until a repository is fetched.</param>
/// <param name="Received">Bytes that are stored; the next chunk begins there.</param>
/// <param name="Sha256">Of the whole: as announced, and once checked as it is.</param>
/// <param name="Status">How far it has come.</param>
/// <param name="Problem">Why it failed.</param>
/// <param name="Git">The repository, for <c>git</c>.</param>
/// <param name="Files">Files that were found in it.</param>
/// <param name="UnpackedSize">Their bytes.</param>
/// <param name="Root">The folder that held all of them, and so counts as the root; empty for none.</param>
/// <param name="Proposal">
/// What was detected: components with evidence, notes, and the proposed manifest's text in <c>manifest</c>, which is written with
/// <c>PUT …/manifest</c>. Null before, and in lists.
/// </param>
/// <param name="CreatedBy">Who began it.</param>
/// <param name="CreatedAt">When.</param>
/// <param name="ChangedAt">When it last changed.</param>
[ApiExample(
    """
        {"id": "upl-01kb2m9x7q3v8c5d1e6f", "project": "prj-01kb2m9x7q3v8c5d1e6f", "source": "archive", "name": "shop.tar.gz", "size": 52428800, "received": 16777216, "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", "status": "receiving", "problem": null, "git": null, "files": 0, "unpackedSize": 0, "root": "", "proposal": null, "createdBy": "usr-01kb2m9x7q3v8c5d1e6f", "createdAt": "2026-11-27T09:30:00+00:00", "changedAt": "2026-11-27T09:31:00+00:00"}
        """
)]
internal sealed record UploadResponse(
    Id<Upload> Id,
    Id<Project> Project,
    UploadSource Source,
    string Name,
    long Size,
    long Received,
    string? Sha256,
    UploadStatus Status,
    UploadProblem? Problem,
    UploadGit? Git,
    int Files,
    long UnpackedSize,
    string Root,
    JsonElement? Proposal,
    string CreatedBy,
    DateTimeOffset CreatedAt,
    DateTimeOffset ChangedAt
)
{
    public static UploadResponse Of(Upload upload) =>
        new(
            upload.Id,
            upload.ProjectId,
            upload.Source,
            upload.Name,
            upload.Size,
            upload.Received,
            upload.Sha256,
            upload.Status,
            upload.ProblemCode is { } code ? new(code, upload.ProblemTitle ?? "", upload.ProblemDetail ?? "") : null,
            upload.GitUrl is { } url ? new(url, upload.GitRef ?? "", upload.GitCommit) : null,
            upload.Files,
            upload.UnpackedSize,
            upload.Root,
            upload.Proposal is { } proposal ? JsonElement.Parse(proposal) : null,
            upload.CreatedBy,
            upload.CreatedAt,
            upload.ChangedAt
        );
}

/// <summary>What is wrong with a request for an upload.</summary>
internal static class UploadFaults
{
    private const int LongestName = 200;

    public static IEnumerable<ProblemError> Of(CreateUploadRequest request)
    {
        if (request.Name.Length is 0 or > LongestName || request.Name.Any(c => char.IsControl(c) || IsHidden(c)))
        {
            yield return new($"State a name of 1 to {LongestName} visible characters.", "/name");
        }

        if (request.Size < 1)
        {
            yield return new("State how many bytes will be sent, 1 or more.", "/size");
        }

        if (request.Sha256 is { } sha && (sha.Length is not 64 || !sha.All(char.IsAsciiHexDigit)))
        {
            yield return new("State the SHA-256 as 64 hexadecimal digits, or leave it out.", "/sha256");
        }
    }

    private static bool IsHidden(char letter) =>
        char.GetUnicodeCategory(letter)
            is System.Globalization.UnicodeCategory.Format
                or System.Globalization.UnicodeCategory.LineSeparator
                or System.Globalization.UnicodeCategory.ParagraphSeparator
                or System.Globalization.UnicodeCategory.Surrogate;
}
