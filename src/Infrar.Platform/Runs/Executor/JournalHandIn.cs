using Infrar.Platform.Parts.Database;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.Runs.Executor;

/// <summary>Hands in the lines of a run's journal that were not told while its engine was at work.</summary>
internal sealed class JournalHandIn(PlatformContext records, TimeProvider time)
{
    private const int LinesAtOnce = 5000;

    /// <summary>Notes every line about a resource that is not noted yet.</summary>
    public async Task WriteAsync(Run run, PhaseFolder folder, CancellationToken cancellationToken)
    {
        var known = (
            await records
                .Set<JournalEntry>()
                .Where(j => j.RunId == run.Id && j.Epoch == run.Epoch)
                .Select(j => j.Line)
                .ToListAsync(cancellationToken)
        ).ToHashSet();
        using var journal = new GrowingFile(folder.Journal);
        while (journal.Read(isLast: true, LinesAtOnce) is { Count: > 0 } lines)
        {
            foreach (var (number, text) in lines)
            {
                if (EngineLine.Read(number, text).Resource is { } seen && known.Add(number))
                {
                    records.Add(JournalEntry.Of(run.Id, run.Epoch, number, seen, time.GetUtcNow()));
                }
            }
        }

        await records.SaveChangesAsync(cancellationToken);
    }
}
