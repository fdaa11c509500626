using System.Security.Cryptography;
using Infrar.Platform.Hosting;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Parts.Files;
using Infrar.Platform.Parts.Secrets;
using Infrar.Platform.Privacy;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.Backups;

/// <summary>Makes a data folder of a backup: written beside it, checked, and only then put in its place.</summary>
/// <param name="dataFolder">Where the platform will look for it.</param>
/// <param name="secrets">Where the configuration says that the master key is.</param>
/// <param name="time">The clock.</param>
internal sealed class Restore(string dataFolder, SecretsOptions secrets, TimeProvider time)
{
    private readonly string _folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(dataFolder));

    /// <summary>Restores a backup.</summary>
    /// <param name="archive">The backup.</param>
    /// <param name="masterKey">The file of the master key, where it is not in the archive; null for where the configuration says.</param>
    /// <param name="force">Whether a data folder that is not empty is moved aside.</param>
    /// <param name="cancellationToken">Gives up; nothing is left.</param>
    /// <returns>What the backup says of itself, and where the old folder went; null when there was none.</returns>
    /// <exception cref="InvalidOperationException">It would not be right to restore here; nothing was changed.</exception>
    /// <exception cref="InvalidDataException">The archive is damaged, or of a newer version; nothing was changed.</exception>
    public async Task<(BackupManifest Manifest, string? Before)> RunAsync(
        string archive,
        string? masterKey,
        bool force,
        CancellationToken cancellationToken
    )
    {
        var isThere = Directory.Exists(_folder) && Directory.EnumerateFileSystemEntries(_folder).Any();
        if (isThere && !force)
        {
            throw new InvalidOperationException(
                $"{_folder} is not empty. Name another folder with --data DIR, or let --force move it aside."
            );
        }

        using var alone = isThere ? DataFolderInUse.TryTakeAlone(_folder) : null;
        if (isThere && alone is null)
        {
            throw new InvalidOperationException($"A platform runs in {_folder}. Stop it first.");
        }

        var beside = $"{_folder}.restoring-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}";
        DurableFile.CreateFolder(beside);
        try
        {
            var manifest = await BackupArchive.ReadAsync(
                archive,
                RefuseNewer,
                entry => PlaceOf(beside, entry),
                cancellationToken
            );
            await CheckAsync(beside, manifest, masterKey, cancellationToken);
            KeepErased(beside);
            foreach (
                var folder in Directory.EnumerateDirectories(beside, "*", SearchOption.AllDirectories).Append(beside)
            )
            {
                DurableFolder.Flush(folder);
            }

            return (manifest, PutInPlace(beside, isThere));
        }
        finally
        {
            if (Directory.Exists(beside))
            {
                Directory.Delete(beside, recursive: true);
            }
        }
    }

    /// <summary>Refuses a database that a newer version has changed already.</summary>
    /// <exception cref="InvalidDataException">It is newer.</exception>
    internal static void RefuseNewer(BackupManifest manifest)
    {
        using var records = new DesignTimeSqlite().CreateDbContext([]);
        if (!records.Database.GetMigrations().Contains(manifest.Schema, StringComparer.Ordinal))
        {
            throw new InvalidDataException(
                $"The backup is of Infrar {manifest.Product}, whose database ({manifest.Schema}) this version, {ProductVersion.Text}, does not know. Restore it with that version or a newer one."
            );
        }
    }

    private static string PlaceOf(string folder, BackupEntry entry)
    {
        var place = Path.Combine(folder, entry.Name);
        DurableFile.CreateFolder(Path.GetDirectoryName(place)!);
        return place;
    }

    private async Task CheckAsync(
        string beside,
        BackupManifest manifest,
        string? masterKey,
        CancellationToken cancellationToken
    )
    {
        foreach (var name in (string[])[BackupNames.Database, BackupNames.Prices])
        {
            var database = Path.Combine(beside, name);
            if (name is BackupNames.Database || File.Exists(database))
            {
                await using var records = SqliteFile.Open(database);
                await SqliteFile.CheckAsync(records, cancellationToken);
            }
        }

        if (manifest.Proof is not { } proof)
        {
            return;
        }

        var own = Path.Combine(beside, BackupNames.MasterKey);
        if (manifest.MasterKey is MasterKeyPlace.Elsewhere && masterKey is not null)
        {
            DurableFile.Write(own, await File.ReadAllBytesAsync(masterKey, cancellationToken));
        }

        var file = File.Exists(own) ? own : secrets.MasterKeyFile;
        if (file is null || !File.Exists(file))
        {
            throw new InvalidOperationException(
                "The master key is not in the backup, and without it nothing that is sealed opens. Name its file with --master-key FILE."
            );
        }

        try
        {
            _ = await FileMasterKey.Open(file).UnwrapAsync(proof, BackupManifest.ProofContext, cancellationToken);
        }
        catch (CryptographicException)
        {
            throw new InvalidOperationException(
                $"The master key in {masterKey ?? file} is not the one that this backup was sealed under. Name the right one with --master-key FILE."
            );
        }
    }

    // Whom the folder that is moved aside knows to be erased, the backup may bring back; the start erases them again by this list.
    private void KeepErased(string beside)
    {
        var from = Path.Combine(_folder, ErasedList.Place);
        if (!Directory.Exists(from))
        {
            return;
        }

        var to = Path.Combine(beside, ErasedList.Place);
        DurableFile.CreateFolder(to);
        foreach (var name in Directory.EnumerateFiles(from).Select(f => Path.GetFileName(f)!))
        {
            var place = Path.Combine(to, name);
            if (!File.Exists(place))
            {
                DurableFile.Write(place, File.ReadAllBytes(Path.Combine(from, name)));
            }
        }
    }

    private string? PutInPlace(string beside, bool isThere)
    {
        string? before = null;
        if (isThere)
        {
            before = $"{_folder}.before-{time.GetUtcNow():yyyyMMdd'T'HHmmss'Z'}";
            Directory.Move(_folder, before);
        }
        else if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder);
        }

        Directory.Move(beside, _folder);
        DurableFolder.Flush(Path.GetDirectoryName(_folder)!);
        return before;
    }
}
