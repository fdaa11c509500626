using Infrar.Platform.Runs;

namespace Infrar.Platform.Builds;

/// <summary>How far a build has come; <c>docs/builds.md</c> draws how one follows from another.</summary>
internal enum BuildStatus
{
    /// <summary>Waits for its source: the upload is still received, fetched or looked into.</summary>
    Pending,

    /// <summary>Waits for a builder.</summary>
    BuildQueued,

    /// <summary>A builder is at work.</summary>
    Building,

    /// <summary>Ended: every image is in the registry, with its bill of materials, provenance and signature.</summary>
    Built,

    /// <summary>Ended: an image could not be made, or not be pushed.</summary>
    Errored,

    /// <summary>Ended: somebody stopped it.</summary>
    Canceled,
}

/// <summary>What follows from a status.</summary>
internal static class BuildStatuses
{
    /// <summary>Whether nothing more happens to it.</summary>
    public static bool IsEnded(this BuildStatus status) =>
        status is BuildStatus.Built or BuildStatus.Errored or BuildStatus.Canceled;

    /// <summary>As the API writes it: <c>build_queued</c>.</summary>
    public static string Word(this BuildStatus status) => JsonNames.Of(status);
}
