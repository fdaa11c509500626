using Infrar.Platform.Parts.Files;

namespace Infrar.Platform.Builds;

/// <summary>Keeps the logs of builds, masked as they were told.</summary>
internal sealed class BuildLogs(FileStores stores)
{
    /// <summary>Stores what a builder wrote.</summary>
    /// <returns>Its key; null where nothing was written.</returns>
    public async Task<string?> KeepAsync(Build build, string file, CancellationToken cancellationToken)
    {
        if (!File.Exists(file))
        {
            return null;
        }

        var key = FileKey.Of($"{build.ProjectId}/builds/{build.Id}/log-{build.Epoch}");
        await using var content = File.OpenRead(file);
        await stores.Logs.WriteAsync(key, content, cancellationToken);
        return key.Value;
    }

    /// <summary>Opens a log; the caller disposes of it. Null when it is kept no longer.</summary>
    public Task<Stream?> OpenAsync(string key, CancellationToken cancellationToken) =>
        stores.Logs.OpenAsync(FileKey.Of(key), 0, null, cancellationToken);
}
