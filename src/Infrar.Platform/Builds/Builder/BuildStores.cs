using Microsoft.Extensions.Options;

namespace Infrar.Platform.Builds.Builder;

/// <summary>What this node keeps of projects' layers for their next builds: the least used goes first when that is too much.</summary>
internal sealed partial class BuildStores(
    BuilderPlace place,
    IOptions<BuilderOptions> options,
    TimeProvider time,
    ILogger<BuildStores> log
)
{
    /// <summary>Name of the file whose time says when a project's layers were last used.</summary>
    public const string Mark = "used";

    private static readonly TimeSpan Between = TimeSpan.FromMinutes(10);
    private long? _last;

    /// <summary>Removes what is too much; to be called while nothing is built here. Looks now and then alone.</summary>
    public void Prune()
    {
        if (_last is { } last && time.GetElapsedTime(last) < Between)
        {
            return;
        }

        _last = time.GetTimestamp();
        try
        {
            var folder = Path.Combine(place.Folder, "stores");
            if (Directory.Exists(folder))
            {
                Prune(Directory.GetDirectories(folder));
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // Layers belong to ids of the builds' user, which only root may remove.
            Log.NotPruned(log, fault);
        }
    }

    private void Prune(string[] stores)
    {
        var left = (long)options.Value.CacheMebibytes << 20;
        foreach (var store in stores.OrderByDescending(s => File.GetLastWriteTimeUtc(Path.Combine(s, Mark))))
        {
            left -= BuildWatch.Size(store);
            if (left < 0)
            {
                Directory.Delete(store, recursive: true);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Layers of earlier builds could not be removed; they stay")]
        public static partial void NotPruned(ILogger log, Exception fault);
    }
}
