using System.Text.Json;
using Infrar.Cli.Terminal;

namespace Infrar.Cli.Remote;

/// <summary>The file of sign-ins: in the user's own folder of settings, readable by nobody else, replaced as a whole.</summary>
/// <param name="console">The surroundings, which say where the folder is.</param>
internal sealed class SignInStore(CliConsole console)
{
    private string Folder =>
        Path.Combine(
            console.Variable("XDG_CONFIG_HOME")
                ?? (
                    console.Variable("HOME") is { } home
                        ? Path.Combine(home, ".config")
                        : Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData)
                ),
            "infrar"
        );

    /// <summary>The file.</summary>
    public string File => Path.Combine(Folder, "servers.json");

    /// <summary>What is kept; nothing where there is no file.</summary>
    /// <exception cref="IOException">The file is there and cannot be read.</exception>
    public StoredSignIns Read()
    {
        try
        {
            return JsonSerializer.Deserialize(System.IO.File.ReadAllBytes(File), ApiJson.Default.StoredSignIns)
                ?? new StoredSignIns();
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return new StoredSignIns();
        }
        catch (JsonException)
        {
            throw new IOException($"{File} is not what Infrar wrote. Delete it, then sign in again with infrar login.");
        }
    }

    /// <summary>The sign-in at a server; null when there is none.</summary>
    public StoredSignIn? Find(ServerAddress server) => Read().Servers.GetValueOrDefault(server.Text);

    /// <summary>Lets nobody else change the file until the answer is disposed of.</summary>
    public Task<IDisposable> LockAsync(CancellationToken cancellationToken)
    {
        OwnFiles.MakeFolder(Folder);
        return FileLock.TakeAsync(Path.Combine(Folder, "servers.lock"), console.Time, cancellationToken);
    }

    /// <summary>Keeps a sign-in and speaks to its server from now on. The caller holds the lock.</summary>
    public void Keep(ServerAddress server, StoredSignIn signIn, bool makeCurrent)
    {
        var all = Read();
        all.Servers[server.Text] = signIn;
        Write(makeCurrent ? new StoredSignIns { Current = server.Text, Servers = all.Servers } : all);
    }

    /// <summary>Forgets the sign-in at a server. The caller holds the lock.</summary>
    public void Forget(ServerAddress server)
    {
        var all = Read();
        if (all.Servers.Remove(server.Text))
        {
            var current = all.Current == server.Text ? all.Servers.Keys.FirstOrDefault() : all.Current;
            Write(new StoredSignIns { Current = current, Servers = all.Servers });
        }
    }

    private void Write(StoredSignIns all)
    {
        // A reader sees the old file or the new one, and a power cut leaves one of them.
        var next = $"{File}.{Environment.ProcessId}.new";
        using (var stream = OwnFiles.Open(next, FileMode.Create, FileShare.None))
        {
            JsonSerializer.Serialize(stream, all, ApiJson.Default.StoredSignIns);
            stream.Flush(flushToDisk: true);
        }

        System.IO.File.Move(next, File, overwrite: true);
    }
}
