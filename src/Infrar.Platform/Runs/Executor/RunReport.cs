using System.Text;
using System.Text.Json;
using Infrar.Platform.Events;
using Infrar.Platform.Http;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Parts.Secrets;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.Runs.Executor;

/// <summary>An executor's run was taken over or given up: what it still has to say is not taken.</summary>
internal sealed class FencedException(Id<Run> run, int epoch)
    : Exception($"Run {run} is no longer this executor's (epoch {epoch}).");

/// <summary>Tells of a run while it is at work: its journal, its log, its resources. Each telling is one transaction under the epoch.</summary>
internal sealed class RunReport(IServiceScopeFactory scopes, Run run, TimeSpan lease, TimeProvider time)
{
    private const int LongestText = StreamEvent.LongestData / 8;

    /// <summary>Tells of lines; throws <see cref="FencedException"/> when the run is no longer this executor's.</summary>
    public async Task LinesAsync(
        string phase,
        IReadOnlyList<EngineLine> lines,
        SecretMask mask,
        CancellationToken cancellationToken
    )
    {
        var told = new List<NewEvent>();
        var text = new StringBuilder();
        foreach (var line in lines)
        {
            var masked = mask.Mask(line.Text);
            if (text.Length > 0 && text.Length + masked.Length > LongestText)
            {
                Flush();
            }

            text.Append(masked.Length <= LongestText ? masked : masked[..LongestText]).Append('\n');
            if (line.Resource is { } resource)
            {
                Flush();
                told.Add(
                    new(
                        "resource",
                        JsonSerializer.Serialize(
                            new
                            {
                                phase,
                                resource.Address,
                                resource.Action,
                                Kind = JsonNames.Of(resource.Kind),
                            },
                            JsonShape.Options
                        )
                    )
                );
            }
        }

        Flush();
        await SaveAsync(
            told,
            lines
                .Where(l => l.Resource is not null)
                .Select(l => JournalEntry.Of(run.Id, run.Epoch, l.Number, l.Resource!, time.GetUtcNow())),
            cancellationToken
        );

        void Flush()
        {
            if (text.Length > 0)
            {
                told.Add(
                    new("log", JsonSerializer.Serialize(new { phase, Text = text.ToString() }, JsonShape.Options))
                );
                text.Clear();
            }
        }
    }

    /// <summary>Says that the executor lives.</summary>
    /// <returns>What somebody wants of the run meanwhile.</returns>
    /// <exception cref="FencedException">The run is no longer this executor's.</exception>
    public async Task<RunWish> RenewAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var records = scope.ServiceProvider.GetRequiredService<PlatformContext>();
        await FenceAsync(records, cancellationToken);
        return await records
            .Set<Run>()
            .Where(r => r.Id == run.Id)
            .Select(r => new RunWish(r.CancelAt != null, r.IsForced))
            .FirstAsync(cancellationToken);
    }

    private async Task SaveAsync(
        List<NewEvent> told,
        IEnumerable<JournalEntry> journal,
        CancellationToken cancellationToken
    )
    {
        await using var scope = scopes.CreateAsyncScope();
        var records = scope.ServiceProvider.GetRequiredService<PlatformContext>();
        var events = scope.ServiceProvider.GetRequiredService<EventLog>();
        var telling = scope.ServiceProvider.GetRequiredService<RunTelling>();
        var entries = journal.ToList();
        await telling.TryAsync(
            async () =>
            {
                await using var transaction = await records.Database.BeginTransactionAsync(cancellationToken);
                await FenceAsync(records, cancellationToken);
                if (entries.Count > 0)
                {
                    var first = entries[0].Line;
                    var known = await records
                        .Set<JournalEntry>()
                        .Where(j => j.RunId == run.Id && j.Epoch == run.Epoch && j.Line >= first)
                        .Select(j => j.Line)
                        .ToListAsync(cancellationToken);
                    records.AddRange(entries.Where(e => !known.Contains(e.Line)));
                }

                await events.AddAsync(RunTelling.Stream(run), told, cancellationToken);
                await records.SaveChangesAsync(cancellationToken);
                await transaction.CommitAsync(cancellationToken);
            },
            cancellationToken
        );
        await events.SignalAsync(RunTelling.Stream(run), cancellationToken);
    }

    // The row is locked until the transaction ends: nobody takes the run over between the look and the writing.
    private async Task FenceAsync(PlatformContext records, CancellationToken cancellationToken)
    {
        var until = time.GetUtcNow() + lease;
        var mine = await records
            .Set<Run>()
            .Where(r =>
                r.Id == run.Id
                && r.Epoch == run.Epoch
                && (r.Status == RunStatus.Planning || r.Status == RunStatus.Applying)
            )
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.LeaseUntil, until), cancellationToken);
        if (mine is 0)
        {
            throw new FencedException(run.Id, run.Epoch);
        }
    }
}

/// <summary>What somebody wants of a run that is at work.</summary>
/// <param name="IsCanceled">That it comes to an end.</param>
/// <param name="IsForced">That it is killed.</param>
internal sealed record RunWish(bool IsCanceled, bool IsForced);
