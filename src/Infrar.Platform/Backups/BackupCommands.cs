using System.Globalization;
using Infrar.Platform.Hosting;
using Infrar.Platform.Parts.Secrets;
using Microsoft.Extensions.Options;

namespace Infrar.Platform.Backups;

/// <summary>What <c>infrar backup</c> and <c>infrar restore</c> become.</summary>
internal static class BackupCommands
{
    /// <summary>Takes a backup; <c>Backup:WithMasterKey</c> is its one setting of its own.</summary>
    public static async Task<int> TakeAsync(string target, string[] settings, CancellationToken cancellationToken)
    {
        // Building the platform makes its data folder; a backup of nothing must not.
        var folder =
            Settings.Of(settings).GetSection("Server").Get<ServerOptions>()?.DataFolder
            ?? new ServerOptions().DataFolder;
        if (!Directory.Exists(folder))
        {
            throw new InvalidOperationException($"{folder} is not there. Name the data folder with --data DIR.");
        }

        await using var app = PlatformHost.Build(settings);
        app.Services.GetRequiredService<IStartupValidator>().Validate();
        var withMasterKey = app.Configuration.GetValue<bool>("Backup:WithMasterKey");
        var (archive, manifest) = await app
            .Services.GetRequiredService<Backup>()
            .TakeAsync(target, withMasterKey, cancellationToken);
        await Console.Out.WriteLineAsync(archive);
        await TellAsync(manifest);
        return 0;
    }

    /// <summary>Holds an archive against its checksums.</summary>
    public static async Task<int> VerifyAsync(string archive, CancellationToken cancellationToken)
    {
        await TellAsync(await BackupArchive.ReadAsync(archive, Restore.RefuseNewer, place: null, cancellationToken));
        await Console.Out.WriteLineAsync("Every entry has its checksum.");
        return 0;
    }

    /// <summary>Restores a backup; <c>Restore:Force</c> and <c>Restore:MasterKey</c> are its own settings.</summary>
    public static async Task<int> RestoreAsync(string archive, string[] settings, CancellationToken cancellationToken)
    {
        var configuration = Settings.Of(settings);
        var server = configuration.GetSection("Server").Get<ServerOptions>() ?? new();
        var secrets = configuration.GetSection("Secrets").Get<SecretsOptions>() ?? new();
        if (secrets.Folder is not null || configuration["Files:Folder"] is not null)
        {
            throw new InvalidOperationException(
                "Secrets:Folder or Files:Folder is stated, and a backup is restored into one folder. Leave them out; move vault and files afterwards."
            );
        }

        var (manifest, before) = await new Restore(server.DataFolder, secrets, TimeProvider.System).RunAsync(
            archive,
            configuration["Restore:MasterKey"],
            configuration.GetValue<bool>("Restore:Force"),
            cancellationToken
        );
        await TellAsync(manifest);
        await Console.Out.WriteLineAsync(
            before is null
                ? $"Restored into {server.DataFolder}."
                : $"Restored into {server.DataFolder}. What was there is in {before}."
        );
        return 0;
    }

    // Beside the answer, so that a script reads nothing but the archive's name.
    private static async Task TellAsync(BackupManifest manifest)
    {
        var size = manifest.Size.ToString("N0", CultureInfo.InvariantCulture);
        await Console.Error.WriteLineAsync(
            $"Infrar {manifest.Product} at {manifest.TakenAt.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC: {manifest.Entries.Length} entries, {size} bytes."
        );
        await Console.Error.WriteLineAsync(
            manifest.MasterKey switch
            {
                MasterKeyPlace.Included =>
                    "The master key is in it: whoever has this archive opens everything. Lock it away.",
                MasterKeyPlace.Elsewhere =>
                    "The master key is NOT in it, and a restore needs it: keep a copy of master.key elsewhere.",
                MasterKeyPlace.Kms => "The master key is at AWS KMS; a restored platform needs leave to use it.",
            }
        );
        foreach (var part in manifest.Elsewhere)
        {
            await Console.Error.WriteLineAsync(part);
        }
    }
}
