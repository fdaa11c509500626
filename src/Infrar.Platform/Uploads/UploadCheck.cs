using System.Security.Cryptography;
using Infrar.Core;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Parts.Files;
using Infrar.Platform.Projects;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Quartz;

namespace Infrar.Platform.Uploads;

/// <summary>Puts an upload together, holds it against what was announced, and proposes a manifest from it.</summary>
/// <remarks>
/// Each step can be done again: 1. The beginning is noted, so that a source that ends the process does not end it for ever. 2. Parts
/// become a file, unless they had become one. 3. The archive is read as one that nobody vouches for. 4. Outcome, event and audit row
/// are one transaction; if somebody gave the upload up meanwhile, it is dropped.
/// </remarks>
internal sealed class UploadCheck(
    PlatformContext records,
    UploadFiles files,
    UploadOutcome outcome,
    IOptions<UploadsOptions> options,
    TimeProvider time
) : IJob
{
    /// <summary>The group of these jobs; their name is the upload's id.</summary>
    public const string Group = "upload-check";

    private const string Action = "upload.check";

    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        await RunAsync(new(context.JobDetail.Key.Name), cancellationToken);

    internal async Task RunAsync(Id<Upload> id, CancellationToken cancellationToken)
    {
        var upload = await records.Set<Upload>().FirstOrDefaultAsync(u => u.Id == id, cancellationToken);
        if (upload?.Status is not UploadStatus.Checking)
        {
            return;
        }

        // 1.
        var mayBegin = upload.BeginCheck(time.GetUtcNow());
        await records.SaveChangesAsync(cancellationToken);
        if (!mayBegin)
        {
            await outcome.FailAsync(upload, UploadProblems.TooLong(), Action, cancellationToken);
            return;
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(options.Value.CheckSeconds));
        try
        {
            await CheckAsync(upload, patience.Token, cancellationToken);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            await outcome.FailAsync(upload, UploadProblems.TooLong(), Action, cancellationToken);
        }
        catch (Exception)
        {
            // A part that does not answer is not the source's fault: UploadTending has it done again.
            using var bounded = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            await records
                .Set<Upload>()
                .Where(u => u.Id == id)
                .ExecuteUpdateAsync(set => set.SetProperty(u => u.Attempts, u => u.Attempts - 1), bounded.Token);
            throw;
        }
    }

    private async Task CheckAsync(Upload upload, CancellationToken patience, CancellationToken cancellationToken)
    {
        // 2.
        var stored = await StoredAsync(upload, patience);
        if (!stored.Succeeded(out var file, out var problem))
        {
            await outcome.FailAsync(upload, problem, Action, cancellationToken);
            return;
        }

        if (upload.Sha256 is { } announced && announced != file.Sha256)
        {
            await outcome.FailAsync(upload, UploadProblems.WrongHash(), Action, cancellationToken);
            return;
        }

        // 3.
        var slug = await records
            .Set<Project>()
            .Where(p => p.Id == upload.ProjectId)
            .Select(p => p.Slug)
            .FirstAsync(patience);
        var limits = options.Value.Limits(linksAreSkipped: upload.Source is UploadSource.Git);
        await using var content = new StoredContent(files.Store, new(file.Key, file.Size, upload.ChangedAt));
        var read = await SourceFindings.ReadAsync(content, slug, limits, patience);
        if (!read.Succeeded(out var found, out problem))
        {
            await outcome.FailAsync(upload, problem, Action, cancellationToken);
            return;
        }

        // 4.
        upload.Detect(found, file.Sha256, time.GetUtcNow());
        _ = await outcome.SaveAsync(upload, Action, cancellationToken);
    }

    private async Task<Result<WrittenFile>> StoredAsync(Upload upload, CancellationToken cancellationToken)
    {
        var key = UploadFiles.Key(upload);
        if (await files.Store.FindAsync(key, cancellationToken) is null)
        {
            var parts = await records
                .Set<UploadPart>()
                .Where(p => p.UploadId == upload.Id)
                .OrderBy(p => p.Number)
                .Select(p => new FilePart(p.Number, p.Size, p.Tag))
                .ToListAsync(cancellationToken);
            return await files.Store.CompleteAsync(key, upload.PartsId, parts, cancellationToken);
        }

        await using var content = await files.Store.OpenAsync(key, 0, null, cancellationToken);
        if (content is null)
        {
            return FileProblems.UploadGone();
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var size = await HashingCopy.RunAsync(content, Stream.Null, hash, long.MaxValue, cancellationToken);
        return new WrittenFile(key, size, HashingCopy.Hex(hash));
    }
}
