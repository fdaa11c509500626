using System.Threading.Channels;
using Infrar.Core;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Parts.Secrets;
using Infrar.Platform.Parts.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Infrar.Platform.Uploads.Git;

/// <summary>Fetches repositories in the background, two at once.</summary>
/// <remarks>
/// Tokens live in the memory of the node that was asked and nowhere else. So a fetch that its node does not end is not taken over:
/// the node says so when it stops, and <see cref="UploadTending"/> when it died.
/// </remarks>
internal sealed partial class GitImports(
    IServiceScopeFactory scopes,
    GitFetch fetch,
    IOptions<UploadsOptions> options,
    TimeProvider time,
    ILogger<GitImports> log
) : BackgroundService
{
    /// <summary>What the audit log calls a fetch.</summary>
    public const string Action = "upload.fetch";

    private const int AtOnce = 2;
    private const int MostWaiting = 20;
    private readonly Channel<Import> _waiting = Channel.CreateBounded<Import>(MostWaiting);

    /// <summary>How long an import may wait and fetch before it is held to be lost.</summary>
    public static TimeSpan Longest(GitOptions git) =>
        TimeSpan.FromSeconds((git.Seconds + 30) * (1 + (MostWaiting / AtOnce)));

    /// <summary>Whether another can wait.</summary>
    public bool HasRoom => _waiting.Reader.Count < MostWaiting;

    /// <summary>Has a repository fetched.</summary>
    /// <returns>False when too many wait.</returns>
    public bool TryAdd(Id<Upload> upload, GitSource git, string username, Secret? token) =>
        _waiting.Writer.TryWrite(new(upload, git, username, token));

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        RemoveLeftovers();
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => WorkAsync(stoppingToken)));
        while (_waiting.Reader.TryRead(out var import))
        {
            await RunAsync(import, stoppingToken);
        }
    }

    private async Task WorkAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var import in _waiting.Reader.ReadAllAsync(stoppingToken))
            {
                await RunAsync(import, stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // What waits is told that it was interrupted.
        }
    }

    private async Task RunAsync(Import import, CancellationToken stoppingToken)
    {
        try
        {
            var result = await FetchAsync(import, stoppingToken);
            // The outcome is written down also when the node is stopping.
            using var bounded = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            await SaveAsync(import.Upload, result, bounded.Token);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            Log.Failed(log, fault.GetType().Name, import.Upload.Value);
        }
    }

    private async Task<Result<GitFetched>> FetchAsync(Import import, CancellationToken stoppingToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var records = scope.ServiceProvider.GetRequiredService<PlatformContext>();
        var upload = await records
            .Set<Upload>()
            .AsNoTracking()
            .FirstOrDefaultAsync(u => u.Id == import.Upload, CancellationToken.None);
        if (stoppingToken.IsCancellationRequested || upload is not { Status: UploadStatus.Fetching })
        {
            return GitProblems.Interrupted();
        }

        try
        {
            var opener = import.Token is { } token ? $"{import.Username}:{token.Reveal()}" : null;
            return await fetch.RunAsync(import.Git, opener, UploadFiles.Key(upload), stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return GitProblems.Interrupted();
        }
        catch (Exception fault) when (fault is IOException or Amazon.Runtime.AmazonServiceException)
        {
            Log.Failed(log, fault.GetType().Name, import.Upload.Value);
            return GitProblems.NotReached();
        }
    }

    private async Task SaveAsync(Id<Upload> id, Result<GitFetched> result, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var records = scope.ServiceProvider.GetRequiredService<PlatformContext>();
        var outcome = scope.ServiceProvider.GetRequiredService<UploadOutcome>();
        var upload = await records.Set<Upload>().FirstOrDefaultAsync(u => u.Id == id, cancellationToken);
        if (upload is not { Status: UploadStatus.Fetching })
        {
            if (upload is not null)
            {
                await scope.ServiceProvider.GetRequiredService<UploadFiles>().RemoveAsync(upload, cancellationToken);
            }

            return;
        }

        if (!result.Succeeded(out var fetched, out var problem))
        {
            await outcome.FailAsync(upload, problem, Action, cancellationToken);
            return;
        }

        upload.Fetched(fetched.Commit, fetched.File.Size, fetched.File.Sha256, time.GetUtcNow());
        if (await outcome.SaveAsync(upload, Action, cancellationToken))
        {
            await scope
                .ServiceProvider.GetRequiredService<OneTimeWork>()
                .AddAsync<UploadCheck>(UploadCheck.Group, id.Value, cancellationToken);
        }
    }

    /// <summary>Folders of fetches whose process died.</summary>
    private void RemoveLeftovers()
    {
        if (!Directory.Exists(fetch.Folder))
        {
            return;
        }

        var before = time.GetUtcNow() - Longest(options.Value.Git);
        foreach (var folder in Directory.EnumerateDirectories(fetch.Folder))
        {
            if (Directory.GetLastWriteTimeUtc(folder) < before.UtcDateTime)
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private sealed record Import(Id<Upload> Upload, GitSource Git, string Username, Secret? Token);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Fetching for {Upload} failed with {Fault}")]
        public static partial void Failed(ILogger log, string fault, string upload);
    }
}
