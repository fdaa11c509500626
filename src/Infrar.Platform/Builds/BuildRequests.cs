using System.Collections.Immutable;
using Infrar.Core.Images;
using Infrar.Platform.Http;
using Infrar.Platform.Parts.Secrets;
using Infrar.Platform.Projects;
using Infrar.Platform.Uploads;

namespace Infrar.Platform.Builds;

/// <summary>What is to be built.</summary>
/// <param name="Upload">The upload whose source is built.</param>
/// <param name="Message">Why, at most 1,000 characters.</param>
/// <param name="Components">What of it; all that detection finds when left out.</param>
/// <param name="Release">The environment that it is released to once it is built; none when left out.</param>
[ApiExample(
    """
        {"upload": "upl-06f3k7z9m1b8qd2v5x4c", "message": "The sale's banner", "components": [{"component": "api", "folder": "services/api"}]}
        """
)]
internal sealed record CreateBuildRequest(
    Id<Upload> Upload,
    string? Message = null,
    ImmutableArray<BuildOrder>? Components = null,
    string? Release = null
)
{
    private const int MostComponents = 40;
    private const int LongestPath = 400;
    private const int LongestName = 63;

    /// <summary>What is wrong with it.</summary>
    public ImmutableArray<ProblemError> Faults()
    {
        var errors = ImmutableArray.CreateBuilder<ProblemError>();
        if (Message is { Length: > BuildConfiguration.LongestComment })
        {
            errors.Add(new($"A message has at most {BuildConfiguration.LongestComment} characters.", "/message"));
        }

        var orders = Components ?? [];
        if (orders.Length > MostComponents)
        {
            errors.Add(new($"State at most {MostComponents} components.", "/components"));
        }

        foreach (var (at, order) in orders.Index())
        {
            if (!IsName(order.Component))
            {
                errors.Add(new("State the component's name as in the manifest.", $"/components/{at}/component"));
            }

            foreach (
                var (name, path) in (ReadOnlySpan<(string, string?)>)
                    [("folder", order.Folder), ("dockerfile", order.Dockerfile)]
            )
            {
                if (
                    path is not null
                    && (path.Length > LongestPath || path.Any(char.IsControl) || path.Split('/', '\\').Contains(".."))
                )
                {
                    errors.Add(new("State a path in the source.", $"/components/{at}/{name}"));
                }
            }
        }

        return errors.ToImmutable();
    }

    private static bool IsName(string text) =>
        text.Length is > 0 and <= LongestName
        && char.IsAsciiLetterLower(text[0])
        && text[^1] is not '-'
        && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-');
}

/// <summary>How a build is to be stopped.</summary>
/// <param name="Comment">Why.</param>
[ApiExample("""{"comment": "Wrong branch"}""")]
internal sealed record CancelBuildRequest(string? Comment = null);

/// <summary>A build.</summary>
/// <param name="Id">Its id.</param>
/// <param name="ProjectId">Its project.</param>
/// <param name="Upload">The upload that it is of.</param>
/// <param name="Status">How far it is: <c>pending</c>, <c>build_queued</c>, <c>building</c>, <c>built</c>, <c>errored</c> or <c>canceled</c>.</param>
/// <param name="Message">Why it was asked for.</param>
/// <param name="Release">The environment that it is released to once it is built.</param>
/// <param name="Images">The images that it made.</param>
/// <param name="Worker">The builder that is, or last was, at work on it.</param>
/// <param name="CancelAt">When somebody asked to stop it.</param>
/// <param name="Problem">Why it ended otherwise than was wanted; of one that is <c>built</c>, why it was not released.</param>
/// <param name="CreatedBy">Who asked for it.</param>
/// <param name="CreatedAt">When.</param>
/// <param name="StartedAt">When a builder last began it.</param>
/// <param name="ChangedAt">When its status last changed.</param>
[ApiExample(
    """
        {"id": "bld-06f3k7z9m1b8qd2v5x4c", "projectId": "prj-06f3k7z9m1b8qd2v5x4c", "upload": "upl-06f3k7z9m1b8qd2v5x4c", "status": "built", "message": "The sale's banner", "release": null, "images": [{"component": "api", "reference": "registry.example.com/shop/api@sha256:6e0bf070613671311ed66c0c94401cead4b2e2a9d9304aff551820632a6972f3", "digest": "sha256:6e0bf070613671311ed66c0c94401cead4b2e2a9d9304aff551820632a6972f3", "recipe": "services/api/Dockerfile", "language": "node", "isSite": false, "size": 52428800, "layers": [{"digest": "sha256:7b78fa3a52cf8d610c0f1ed32ee8b08e54b727701257bbfb737ece23def28885", "size": 52428800}], "bases": ["docker.io/library/node@sha256:ac5ffb5524378d14e0fb7d343977da1510438c6f58283dea6b3aeb1bded0ea47"], "steps": 9, "cachedSteps": 4, "seconds": 8.1, "madeBy": null, "packages": 112, "licenses": [{"license": "MIT", "packages": 70}]}], "worker": "builder-1-4711-a1b2c3", "cancelAt": null, "problem": null, "createdBy": "usr-06f3k7z9m1b8qd2v5x4c", "createdAt": "2026-11-27T09:30:00+00:00", "startedAt": "2026-11-27T09:30:01+00:00", "changedAt": "2026-11-27T09:30:12+00:00"}
        """
)]
internal sealed record BuildResponse(
    Id<Build> Id,
    Id<Project> ProjectId,
    Id<Upload> Upload,
    string Status,
    string Message,
    string? Release,
    ImmutableArray<BuiltImageResponse> Images,
    string? Worker,
    DateTimeOffset? CancelAt,
    BuildProblem? Problem,
    string CreatedBy,
    DateTimeOffset CreatedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset ChangedAt
)
{
    public static BuildResponse Of(Build build) =>
        new(
            build.Id,
            build.ProjectId,
            build.UploadId,
            build.Status.Word(),
            build.Message,
            build.ReleaseTo,
            [.. build.Images.Select(BuiltImageResponse.Of)],
            build.Worker,
            build.CancelAt,
            build.ProblemCode is null ? null : new(build.ProblemCode, build.ProblemTitle!, build.ProblemDetail!),
            build.CreatedBy,
            build.CreatedAt,
            build.StartedAt,
            build.ChangedAt
        );
}

/// <summary>An image that a build made.</summary>
/// <param name="Component">The component that it is of.</param>
/// <param name="Reference">The image, by digest.</param>
/// <param name="Digest">Of its manifest.</param>
/// <param name="Recipe">Path of the Dockerfile in the source: where it lies, or where a generated one would.</param>
/// <param name="Language">What the recipe was written for; <c>dockerfile</c> for the source's own.</param>
/// <param name="IsSite">Whether it is a static site's.</param>
/// <param name="Size">Bytes of its layers, packed.</param>
/// <param name="Layers">Its layers from the base up.</param>
/// <param name="Bases">The images that it was made of, each with its digest.</param>
/// <param name="Steps">How many instructions there were.</param>
/// <param name="CachedSteps">How many of them were taken from what was built before.</param>
/// <param name="Seconds">How long it took, all in all.</param>
/// <param name="MadeBy">The earlier build that made it of the very same; null where this one did.</param>
/// <param name="Packages">How many packages its bill of materials has.</param>
/// <param name="Licenses">Licences that packages state, with how many do, most first; under the empty name those that state none.</param>
internal sealed record BuiltImageResponse(
    string Component,
    string Reference,
    string Digest,
    string Recipe,
    string Language,
    bool IsSite,
    long Size,
    ImmutableArray<ImageLayer> Layers,
    ImmutableArray<string> Bases,
    int Steps,
    int CachedSteps,
    double Seconds,
    string? MadeBy,
    int Packages,
    ImmutableArray<LicenseCount> Licenses
)
{
    public static BuiltImageResponse Of(BuiltImage image) =>
        new(
            image.Component,
            image.Reference,
            image.Digest,
            image.Recipe,
            image.Language,
            image.IsSite,
            image.Size,
            image.Layers,
            image.Bases,
            image.Steps,
            image.CachedSteps,
            Math.Round(image.Took.TotalSeconds, 3),
            image.MadeBy,
            image.Packages,
            image.Licenses
        );
}

/// <summary>Why a build ended otherwise than was wanted.</summary>
/// <param name="Code">The problem's code.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Detail">What was wrong, and what to do.</param>
internal sealed record BuildProblem(string Code, string Title, string Detail);

/// <summary>A build with every status that it had.</summary>
/// <param name="Build">The build.</param>
/// <param name="Transitions">Its statuses, oldest first.</param>
[ApiExample(
    """
        {"build": {"id": "bld-06f3k7z9m1b8qd2v5x4c", "projectId": "prj-06f3k7z9m1b8qd2v5x4c", "upload": "upl-06f3k7z9m1b8qd2v5x4c", "status": "build_queued", "message": "", "release": null, "images": [], "worker": null, "cancelAt": null, "problem": null, "createdBy": "usr-06f3k7z9m1b8qd2v5x4c", "createdAt": "2026-11-27T09:30:00+00:00", "startedAt": null, "changedAt": "2026-11-27T09:30:00+00:00"}, "transitions": [{"status": "pending", "actor": "usr-06f3k7z9m1b8qd2v5x4c", "comment": "", "at": "2026-11-27T09:30:00+00:00"}]}
        """
)]
internal sealed record BuildDetailResponse(BuildResponse Build, ImmutableArray<BuildTransitionResponse> Transitions);

/// <summary>That a build came into a status.</summary>
/// <param name="Status">The status.</param>
/// <param name="Actor">A person's id, <c>platform</c>, or a builder's name.</param>
/// <param name="Comment">Why.</param>
/// <param name="At">When.</param>
internal sealed record BuildTransitionResponse(string Status, string Actor, string Comment, DateTimeOffset At);

/// <summary>A value for steps of builds.</summary>
/// <param name="Value">The value, at most 16,384 characters; never shown again.</param>
[ApiExample("""{"value": "npm_0123456789abcdef"}""")]
internal sealed record SetBuildSecretRequest(Secret Value);

/// <summary>A secret that steps of builds may read.</summary>
/// <param name="Name">Its name; the value is never shown.</param>
[ApiExample("""{"name": "npm-token"}""")]
internal sealed record BuildSecretResponse(string Name);

/// <summary>A registry for a project's images.</summary>
/// <param name="Address">Host, port and path, such as <c>registry.example.com/shop</c>; repositories are called like the components, below it.</param>
/// <param name="User">Who the platform is there; nobody when left out.</param>
/// <param name="Password">The password; when left out the one that is stored, where it is for the same address and user.</param>
/// <param name="Credential">The project's credential of AWS that signs in to Amazon ECR, in the place of user and password.</param>
/// <param name="KeepDays">How many days images are kept that no environment runs; for ever when left out or 0.</param>
[ApiExample(
    """
        {"address": "registry.example.com/shop", "user": "infrar", "password": "correct horse battery staple", "credential": null, "keepDays": 30}
        """
)]
internal sealed record SetRegistryRequest(
    string Address,
    string? User = null,
    Secret? Password = null,
    string? Credential = null,
    int? KeepDays = null
)
{
    /// <summary>Most characters of an address.</summary>
    public const int LongestAddress = 200;

    private const int MostDays = 3650;

    /// <summary>What is wrong with it.</summary>
    public ImmutableArray<ProblemError> Faults()
    {
        var errors = ImmutableArray.CreateBuilder<ProblemError>();
        var host = Address.Split('/')[0];
        if (
            Address.Length > LongestAddress
            || !ImageReference.TryParse($"{Address.TrimEnd('/')}/x", out var place)
            || place.Registry != host
        )
        {
            errors.Add(new("State host and path of a registry, such as registry.example.com/shop.", "/address"));
        }

        if (User is { Length: 0 or > 200 } || User?.Contains(':') is true)
        {
            errors.Add(new("A name has 1 to 200 characters and no colon.", "/user"));
        }

        if (Credential is not null && (User is not null || Password is not null))
        {
            errors.Add(new("State either a credential, or user and password.", "/credential"));
        }

        if (Password is not null && User is null)
        {
            errors.Add(new("A password needs a user.", "/user"));
        }

        if (KeepDays is < 0 or > MostDays)
        {
            errors.Add(new($"State a number of days from 0 to {MostDays}.", "/keepDays"));
        }

        return errors.ToImmutable();
    }
}

/// <summary>Where a project's images are kept.</summary>
/// <param name="Address">Host, port and path.</param>
/// <param name="IsOwn">Whether the project names it; else it is the installation's.</param>
/// <param name="User">Who the platform is there; null for nobody, or where a credential says.</param>
/// <param name="Credential">The credential that signs in to Amazon ECR.</param>
/// <param name="KeepDays">How many days images are kept that no environment runs; 0 for ever.</param>
/// <param name="SigningKey">The public key that images of this project are signed with, in PEM.</param>
[ApiExample(
    """
        {"address": "registry.example.com/shop", "isOwn": true, "user": "infrar", "credential": null, "keepDays": 30, "signingKey": "-----BEGIN PUBLIC KEY-----\n…\n-----END PUBLIC KEY-----"}
        """
)]
internal sealed record RegistryResponse(
    string Address,
    bool IsOwn,
    string? User,
    string? Credential,
    int KeepDays,
    string SigningKey
);
