using System.Collections.Immutable;
using System.Text;

namespace Infrar.Platform.Parts.Secrets;

/// <summary>Secrets in a folder: a sealed file for each, which only the owner of the process can read.</summary>
/// <remarks>Files are put in place whole, so readers need no lock; writers take turns, so that none undoes another's write.</remarks>
internal sealed class FolderVault : ISecretVault
{
    private const string Extension = ".sealed";

    private readonly string _folder;
    private readonly Sealing _sealing;
    private readonly TimeProvider _time;

    public FolderVault(string folder, Sealing sealing, TimeProvider time)
    {
        (_folder, _sealing, _time) = (Path.GetFullPath(folder), sealing, time);
        DurableFile.CreateFolder(_folder);
        Sweep();
    }

    /// <summary>Where it is.</summary>
    public string Folder => _folder;

    private string Turn => Path.Combine(_folder, ".turn");

    /// <summary>Keeps everybody from changing anything until the result is disposed of; readers go on.</summary>
    public Task<IDisposable> HoldAsync(CancellationToken cancellationToken) =>
        FolderLock.TakeAsync(Turn, _time, cancellationToken);

    public async Task<Secret?> FindAsync(SecretPath path, CancellationToken cancellationToken)
    {
        if (await ReadAsync(path, cancellationToken) is not { } envelope)
        {
            return null;
        }

        var plain = await _sealing.OpenAsync(path.Owner, path.Name, envelope, cancellationToken);
        return new(Encoding.UTF8.GetString(plain));
    }

    public async Task PutAsync(SecretPath path, Secret secret, CancellationToken cancellationToken)
    {
        var envelope = await SealAsync(path, secret, cancellationToken);
        using var turn = await FolderLock.TakeAsync(Turn, _time, cancellationToken);
        Write(path, envelope);
    }

    public async Task<bool> TryAddAsync(SecretPath path, Secret secret, CancellationToken cancellationToken)
    {
        var envelope = await SealAsync(path, secret, cancellationToken);
        using var turn = await FolderLock.TakeAsync(Turn, _time, cancellationToken);
        if (File.Exists(FileOf(path)))
        {
            return false;
        }

        Write(path, envelope);
        return true;
    }

    public async Task<bool> DeleteAsync(SecretPath path, CancellationToken cancellationToken)
    {
        using var turn = await FolderLock.TakeAsync(Turn, _time, cancellationToken);
        if (!File.Exists(FileOf(path)))
        {
            return false;
        }

        DurableFile.Delete(FileOf(path));
        return true;
    }

    public Task<ImmutableArray<SecretPath>> ListAsync(string folder, CancellationToken cancellationToken)
    {
        ImmutableArray<SecretPath> paths =
        [
            .. Directory
                .EnumerateFiles(_folder, "*" + Extension, SearchOption.AllDirectories)
                .Select(f => Path.GetRelativePath(_folder, f)[..^Extension.Length].Replace('\\', '/'))
                .Where(SecretPath.IsPath)
                .Select(text => new SecretPath(text))
                .Where(path => path.LiesIn(folder))
                .OrderBy(path => path.Text, StringComparer.Ordinal),
        ];
        return Task.FromResult(paths);
    }

    public async Task<int> RenewAsync(CancellationToken cancellationToken)
    {
        _sealing.ForgetKeys();
        var renewed = 0;
        foreach (var path in await ListAsync("", cancellationToken))
        {
            using var turn = await FolderLock.TakeAsync(Turn, _time, cancellationToken);
            if (await ReadAsync(path, cancellationToken) is { } envelope)
            {
                Write(path, await _sealing.RewrapAsync(path.Owner, envelope, cancellationToken));
                renewed++;
            }
        }

        return renewed;
    }

    public async Task<int> ResealAsync(string folder, CancellationToken cancellationToken)
    {
        _sealing.ForgetKeys();
        var resealed = 0;
        foreach (var path in await ListAsync(folder, cancellationToken))
        {
            using var turn = await FolderLock.TakeAsync(Turn, _time, cancellationToken);
            if (await FindAsync(path, cancellationToken) is { } secret)
            {
                Write(path, await SealAsync(path, secret, cancellationToken));
                resealed++;
            }
        }

        return resealed;
    }

    // What is being written is written by whoever has the turn; so with the turn, all that is unfinished was left by the dead.
    private void Sweep()
    {
        if (FolderLock.TryTake(Turn) is not { } turn)
        {
            return;
        }

        using (turn)
        {
            foreach (
                var left in Directory.EnumerateFiles(
                    _folder,
                    DurableFile.UnfinishedPrefix + "*",
                    new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None }
                )
            )
            {
                File.Delete(left);
            }
        }
    }

    private Task<byte[]> SealAsync(SecretPath path, Secret secret, CancellationToken cancellationToken) =>
        _sealing.SealAsync(path.Owner, path.Name, Encoding.UTF8.GetBytes(secret.Reveal()), cancellationToken);

    private async Task<byte[]?> ReadAsync(SecretPath path, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllBytesAsync(FileOf(path), cancellationToken);
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private void Write(SecretPath path, byte[] envelope)
    {
        var file = FileOf(path);
        DurableFile.CreateFolder(Path.GetDirectoryName(file)!);
        DurableFile.Write(file, envelope);
    }

    private string FileOf(SecretPath path) => Path.Combine(_folder, path.Text) + Extension;
}
