using System.Collections.Immutable;
using System.Security.Cryptography;
using Infrar.Platform.Hosting;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Parts.Files;
using Infrar.Platform.Parts.Secrets;
using Microsoft.Extensions.Options;

namespace Infrar.Platform.Backups;

/// <summary>Takes the embedded database, files and vault together, of one moment, while the platform serves.</summary>
/// <remarks>
/// Whoever writes puts a file or secret in its place before the row that names it, and takes the row away before the file or secret.
/// So: 1. nothing is taken away or replaced in the vault and the files; 2. the database's snapshot is pinned; 3. links are made to all
/// that lies there, which includes whatever the snapshot names; 4. the platform goes on, and what was linked is read in peace: files and
/// secrets are never changed in place, only replaced. Steps 1 to 3 last as long as the links take to make; reads and, but for the vault,
/// new files go on meanwhile.
/// </remarks>
internal sealed class Backup(
    IOptions<ServerOptions> server,
    IOptions<DatabaseOptions> database,
    IOptions<SecretsOptions> secrets,
    IMasterKey master,
    ISecretVault vault,
    FileStores files,
    TimeProvider time
)
{
    private const string Staging = ".backup-";

    private string DataFolder => Path.GetFullPath(server.Value.DataFolder);

    /// <summary>Takes a backup.</summary>
    /// <param name="target">The archive; when it is a folder, a file in it that bears the time.</param>
    /// <param name="withMasterKey">Whether the master key's file is in it; whoever has the archive then opens everything.</param>
    /// <param name="cancellationToken">Gives up; nothing is left.</param>
    /// <returns>The archive and what it says of itself.</returns>
    /// <exception cref="InvalidOperationException">The platform is not of the embedded form, or something is at the target already.</exception>
    public async Task<(string Archive, BackupManifest Manifest)> TakeAsync(
        string target,
        bool withMasterKey,
        CancellationToken cancellationToken
    )
    {
        var archive = Directory.Exists(target)
            ? Path.Combine(target, $"infrar-{time.GetUtcNow():yyyyMMdd'T'HHmmss'Z'}.tar.gz")
            : target;
        Refuse(archive, withMasterKey);
        using var turn =
            FolderLock.TryTake(Path.Combine(DataFolder, ".backup.turn"))
            ?? throw new InvalidOperationException("Another backup of this data folder is being taken. Wait for it.");
        foreach (var left in Directory.GetDirectories(DataFolder, Staging + "*"))
        {
            Directory.Delete(left, recursive: true);
        }

        var staging = Path.Combine(DataFolder, Staging + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4)));
        DurableFile.CreateFolder(staging);
        try
        {
            var takenAt = await SnapshotAsync(staging, cancellationToken);
            if (withMasterKey)
            {
                File.Copy(MasterKeyFile, Path.Combine(staging, BackupNames.MasterKey));
            }

            var manifest = await DescribeAsync(staging, takenAt, withMasterKey, cancellationToken);
            await BackupArchive.WriteAsync(
                archive,
                manifest,
                entry => Path.Combine(staging, entry.Name),
                cancellationToken
            );
            return (archive, manifest);
        }
        finally
        {
            Directory.Delete(staging, recursive: true);
        }
    }

    private string MasterKeyFile => secrets.Value.MasterKeyFile ?? Path.Combine(DataFolder, BackupNames.MasterKey);

    private void Refuse(string archive, bool withMasterKey)
    {
        if (database.Value.Kind is DatabaseKind.Postgres)
        {
            throw new InvalidOperationException(
                "Database:Kind is postgres, whose backup is PostgreSQL's own; docs/backup.md says how, also for files and secrets."
            );
        }

        if (!File.Exists(Path.Combine(DataFolder, BackupNames.Database)))
        {
            throw new InvalidOperationException(
                $"{DataFolder} holds no database of Infrar. Name the data folder with --data DIR."
            );
        }

        if (File.Exists(archive))
        {
            throw new InvalidOperationException($"{archive} is there already. Name another file, or a folder.");
        }

        if (withMasterKey && secrets.Value.KmsKeyId is not null)
        {
            throw new InvalidOperationException(
                "The master key is at AWS KMS and never leaves it. Leave --with-master-key out."
            );
        }
    }

    private async Task<DateTimeOffset> SnapshotAsync(string staging, CancellationToken cancellationToken)
    {
        await using var source = SqliteFile.Open(Path.Combine(DataFolder, BackupNames.Database));
        DateTimeOffset takenAt;
        var held = new Stack<IDisposable>();
        try
        {
            // 1. One after the other in one order; nobody else waits for two.
            if (vault is FolderVault sealedFiles)
            {
                held.Push(await sealedFiles.HoldAsync(cancellationToken));
            }

            foreach (var (_, store) in Folders())
            {
                held.Push(await store.HoldAsync(cancellationToken));
            }

            // 2. The first read decides what a transaction sees.
            await SqliteFile.RunAsync(source, "begin deferred; select count(*) from sqlite_master;", cancellationToken);
            takenAt = time.GetUtcNow();
            // 3.
            if (vault is FolderVault folder)
            {
                HardLinks.Make(folder.Folder, Path.Combine(staging, "vault"));
            }

            foreach (var (name, store) in Folders())
            {
                HardLinks.Make(store.Folder, Path.Combine(staging, "files", name));
            }
        }
        finally
        {
            while (held.TryPop(out var one))
            {
                one.Dispose();
            }
        }

        // 4.
        await SqliteFile.CopyAsync(source, Path.Combine(staging, BackupNames.Database), cancellationToken);
        await PricesAsync(staging, cancellationToken);
        return takenAt;
    }

    // Of a moment later: no record names a price, a pin names a day. Feeds state no price that was, so history is in no other place.
    private async Task PricesAsync(string staging, CancellationToken cancellationToken)
    {
        var file = Path.Combine(DataFolder, BackupNames.Prices);
        if (File.Exists(file))
        {
            await using var prices = SqliteFile.Open(file);
            await SqliteFile.RunAsync(prices, "begin deferred; select count(*) from sqlite_master;", cancellationToken);
            await SqliteFile.CopyAsync(prices, Path.Combine(staging, BackupNames.Prices), cancellationToken);
        }
    }

    private async Task<BackupManifest> DescribeAsync(
        string staging,
        DateTimeOffset takenAt,
        bool withMasterKey,
        CancellationToken cancellationToken
    )
    {
        var entries = ImmutableArray.CreateBuilder<BackupEntry>();
        foreach (
            var name in Directory
                .EnumerateFiles(staging, "*", SearchOption.AllDirectories)
                .Select(f => Path.GetRelativePath(staging, f))
                .Order(StringComparer.Ordinal)
        )
        {
            entries.Add(await BackupArchive.MeasureAsync(name, Path.Combine(staging, name), cancellationToken));
        }

        var isAtKms = secrets.Value.KmsKeyId is not null;
        return new(
            BackupManifest.CurrentFormat,
            ProductVersion.Text,
            takenAt,
            await SqliteFile.SchemaAsync(Path.Combine(staging, BackupNames.Database), cancellationToken),
            isAtKms ? MasterKeyPlace.Kms
                : withMasterKey ? MasterKeyPlace.Included
                : MasterKeyPlace.Elsewhere,
            isAtKms ? null : await master.WrapAsync(new byte[] { 1 }, BackupManifest.ProofContext, cancellationToken),
            [.. Elsewhere()],
            entries.ToImmutable()
        );
    }

    private IEnumerable<string> Elsewhere()
    {
        if (!Folders().Any())
        {
            yield return "Files lie in S3 and are not in the archive; versioning of the buckets keeps them.";
        }

        if (secrets.Value.Kind is SecretsKind.Aws)
        {
            yield return "Secrets lie in AWS Secrets Manager and are not in the archive.";
        }
    }

    private IEnumerable<(string Name, FolderFileStore Store)> Folders() =>
        files.Named().Where(n => n.Store is FolderFileStore).Select(n => (n.Name, (FolderFileStore)n.Store));
}
