using System.Security.Cryptography;
using Infrar.Core;
using Infrar.Platform.Access;
using Infrar.Platform.Account;
using Infrar.Platform.Audit;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Parts.Files;
using Infrar.Platform.Parts.Secrets;
using Infrar.Platform.Projects;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.Runs.Configurations;

/// <summary>Receives configurations and keeps them, sealed, until runs are made of them.</summary>
internal sealed class UploadedConfigurations(
    PlatformContext records,
    FileStores stores,
    Sealing sealing,
    AuditLog audit,
    TimeProvider time
)
{
    /// <summary>The largest archive, in MiB.</summary>
    public const int MostMebibytes = 32;

    // What is looked through lies in memory, so not many at once.
    private static readonly SemaphoreSlim _room = new(2);

    /// <summary>Begins one whose content comes later, with the secret alone.</summary>
    /// <returns>The configuration and the secret.</returns>
    public async Task<(UploadedConfiguration Configuration, string Ticket)> BeginAsync(
        ProjectAccess access,
        Caller caller,
        bool isSpeculative,
        CancellationToken cancellationToken
    )
    {
        var ticket = OpaqueToken.New();
        var begun = UploadedConfiguration.Begin(
            Id<UploadedConfiguration>.New(time),
            access.Id,
            isSpeculative,
            OpaqueToken.Hash(ticket),
            caller.UserId,
            time.GetUtcNow()
        );
        records.Add(begun);
        await records.SaveChangesAsync(cancellationToken);
        return (begun, ticket);
    }

    /// <summary>Receives one whole.</summary>
    /// <returns>The configuration; <c>UPL001</c> to <c>UPL010</c>, <c>CNF001</c> to <c>CNF003</c>.</returns>
    public async Task<Result<UploadedConfiguration>> CreateAsync(
        Stream body,
        ProjectAccess access,
        Caller caller,
        AuditOrigin origin,
        CancellationToken cancellationToken
    )
    {
        var made = UploadedConfiguration.Begin(
            Id<UploadedConfiguration>.New(time),
            access.Id,
            isSpeculative: false,
            null,
            caller.UserId,
            time.GetUtcNow()
        );
        var stored = await StoreAsync(made, body, cancellationToken);
        if (!stored.Succeeded(out var content, out var problem))
        {
            return problem;
        }

        made.Receive(content);
        records.Add(made);
        await audit.SaveAsync(access.TeamId, origin, Told(made), cancellationToken);
        return made;
    }

    /// <summary>Receives the content of one that was begun; what is refused stays refused.</summary>
    /// <returns>The configuration; the problem, which it keeps.</returns>
    public async Task<Result<UploadedConfiguration>> ReceiveAsync(
        UploadedConfiguration begun,
        Stream body,
        string address,
        CancellationToken cancellationToken
    )
    {
        if (begun.Status is not ConfigurationStatus.Pending)
        {
            return ConfigurationProblems.CameBefore();
        }

        var there = await records.Set<UploadedConfiguration>().FirstAsync(c => c.Id == begun.Id, cancellationToken);
        var stored = await StoreAsync(there, body, cancellationToken);
        if (!stored.Succeeded(out var content, out var problem))
        {
            there.Refuse(problem);
            await records.SaveChangesAsync(cancellationToken);
            return problem;
        }

        there.Receive(content);
        var team = await records
            .Set<Project>()
            .Where(p => p.Id == there.ProjectId)
            .Select(p => p.TeamId)
            .FirstAsync(cancellationToken);
        await audit.SaveAsync(
            team,
            new AuditOrigin(there.CreatedBy, there.Id.Value, address, ""),
            Told(there),
            cancellationToken
        );
        return there;
    }

    /// <summary>One of a project; null when it has none of this id.</summary>
    public async Task<UploadedConfiguration?> FindAsync(
        Id<Project> project,
        string id,
        CancellationToken cancellationToken
    ) =>
        Id<UploadedConfiguration>.TryParse(id, null, out var parsed)
            ? await records
                .Set<UploadedConfiguration>()
                .AsNoTracking()
                .FirstOrDefaultAsync(c => c.Id == parsed && c.ProjectId == project, cancellationToken)
            : null;

    /// <summary>The content of one, to make a run of.</summary>
    /// <returns>A zip archive; <c>CNF004</c> or <c>CNF005</c>.</returns>
    public async Task<Result<byte[]>> ReadAsync(
        UploadedConfiguration configuration,
        CancellationToken cancellationToken
    )
    {
        if (configuration.FileKey is not { } file)
        {
            return ConfigurationProblems.NotThere(configuration.Status);
        }

        var source = await stores.Artifacts.OpenAsync(FileKey.Of(file), 0, null, cancellationToken);
        if (source is null)
        {
            return ConfigurationProblems.NoSuch();
        }

        var key = await sealing.OpenAsync(
            configuration.ProjectId.Value,
            configuration.Name,
            configuration.SealedKey,
            cancellationToken
        );
        await using var opened = SealedContent.Open(source, key, configuration.Name, configuration.Size);
        using var content = new MemoryStream();
        await opened.CopyToAsync(content, cancellationToken);
        CryptographicOperations.ZeroMemory(key);
        return content.ToArray();
    }

    /// <summary>Takes away what has outlived its time.</summary>
    /// <returns>How many went.</returns>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - UploadedConfiguration.Kept;
        var old = await records
            .Set<UploadedConfiguration>()
            .AsNoTracking()
            .Where(c => c.CreatedAt < before)
            .Select(c => new { c.Id, c.FileKey })
            .ToListAsync(cancellationToken);
        foreach (var one in old)
        {
            if (one.FileKey is { } file)
            {
                await stores.Artifacts.DeleteAsync(FileKey.Of(file), cancellationToken);
            }

            await records.Set<UploadedConfiguration>().Where(c => c.Id == one.Id).ExecuteDeleteAsync(cancellationToken);
        }

        return old.Count;
    }

    private async Task<Result<StoredConfiguration>> StoreAsync(
        UploadedConfiguration configuration,
        Stream sent,
        CancellationToken cancellationToken
    )
    {
        await using var body = await SpooledBody.ReceiveAsync(sent, MostMebibytes << 20, cancellationToken);
        if (body is null)
        {
            return ConfigurationProblems.TooLarge(MostMebibytes);
        }

        await _room.WaitAsync(cancellationToken);
        try
        {
            using var content = await body.ReadAsync(cancellationToken);
            var read = await ConfigurationArchive.ReadAsync(content, cancellationToken);
            return read.Succeeded(out var archive, out var problem)
                ? await KeepAsync(configuration, archive, cancellationToken)
                : problem;
        }
        finally
        {
            _room.Release();
        }
    }

    private async Task<StoredConfiguration> KeepAsync(
        UploadedConfiguration configuration,
        ConfigurationArchive archive,
        CancellationToken cancellationToken
    )
    {
        var once = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6));
        var file = FileKey.Of($"{configuration.ProjectId}/configurations/{configuration.Id}-{once}");
        var key = SealedContent.NewKey();
        await using (var closed = SealedContent.Seal(new MemoryStream(archive.Zip), key, configuration.Name))
        {
            await stores.Artifacts.WriteAsync(file, closed, cancellationToken);
        }

        var sealedKey = await sealing.SealAsync(
            configuration.ProjectId.Value,
            configuration.Name,
            key,
            cancellationToken
        );
        CryptographicOperations.ZeroMemory(key);
        return new(
            file.Value,
            archive.Zip.Length,
            Convert.ToHexStringLower(SHA256.HashData(archive.Zip)),
            sealedKey,
            archive.Files
        );
    }

    private static AuditEntry Told(UploadedConfiguration configuration) =>
        new("configuration.create", configuration.Id.Value)
        {
            ProjectId = configuration.ProjectId.Value,
            Detail = $"{configuration.Files} files, {configuration.Size} bytes",
        };
}
