namespace Infrar.Rehearsal.Clouds;

/// <summary>The file that holds a rehearsed cloud. Any number of processes may use it at once.</summary>
/// <remarks>
/// A change takes the lock file beside it, reads, writes a new file and renames it over the old one; so readers need no
/// lock and never see half a file. A missing file is an empty cloud.
/// </remarks>
internal sealed class CloudFile : IDisposable
{
    private static readonly TimeSpan s_retryLock = TimeSpan.FromMilliseconds(5);

    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly string _path;

    public CloudFile(string path) => _path = System.IO.Path.GetFullPath(path);

    public string Path => _path;

    /// <summary>What exists now.</summary>
    public async Task<Cloud> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return Cloud.Parse(await File.ReadAllBytesAsync(_path, cancellationToken));
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return new Cloud();
        }
    }

    /// <summary>Reads, lets <paramref name="change"/> decide and act, and writes if it changed anything.</summary>
    public async Task<T> ChangeAsync<T>(Func<Cloud, T> change, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            await using var held = await LockAsync(cancellationToken);
            var cloud = await ReadAsync(cancellationToken);
            var result = change(cloud);
            if (cloud.IsChanged)
            {
                // Once begun, a write is finished: the engine is told of what the file holds.
                await WriteAsync(cloud.ToJson());
            }

            return result;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task WriteAsync(ReadOnlyMemory<byte> json)
    {
        var fresh = $"{_path}.{Environment.ProcessId}.new";
        await File.WriteAllBytesAsync(fresh, json, CancellationToken.None);
        File.Move(fresh, _path, overwrite: true);
    }

    /// <summary>An exclusively opened file is an advisory lock that the system takes back if its owner dies.</summary>
    private async Task<FileStream> LockAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(_path) ?? ".");
        while (true)
        {
            try
            {
                return new FileStream(_path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (Directory.Exists(System.IO.Path.GetDirectoryName(_path)))
            {
                await Task.Delay(s_retryLock, cancellationToken);
            }
        }
    }
}
