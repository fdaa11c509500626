namespace Infrar.Cli.Remote;

/// <summary>A lock between processes: an empty file that one of them holds open alone. The system frees it when its holder dies.</summary>
internal static class FileLock
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    /// <summary>Takes the lock, waiting for whoever has it.</summary>
    /// <exception cref="IOException">It was not free for half a minute, or the file cannot be made.</exception>
    public static async Task<IDisposable> TakeAsync(string path, TimeProvider time, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        while (true)
        {
            try
            {
                return OwnFiles.Open(path, FileMode.OpenOrCreate, FileShare.None);
            }
            catch (IOException taken) when (taken is not DirectoryNotFoundException)
            {
                if (time.GetElapsedTime(began) > Patience)
                {
                    throw;
                }

                await Task.Delay(Pause, time, cancellationToken);
            }
        }
    }
}
