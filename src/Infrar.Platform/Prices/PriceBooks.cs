using System.Collections.Concurrent;
using System.Collections.Immutable;
using Infrar.Core.Pricing;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Parts.Prices;
using Infrar.Platform.Projects;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.Prices;

/// <summary>Hands out the price book: the one in use, or the one of a day.</summary>
internal sealed class PriceBooks(PriceStore store)
{
    private const int MostKept = 16;
    private readonly ConcurrentDictionary<string, SyncedBook> _books = new(StringComparer.Ordinal);

    /// <summary>The book in use.</summary>
    public async Task<PriceBook> CurrentAsync(CancellationToken cancellationToken) =>
        Of(await store.CurrentAsync(cancellationToken));

    /// <summary>The book that was in use at the end of a day, UTC.</summary>
    public async Task<PriceBook> AsOfAsync(DateOnly day, CancellationToken cancellationToken) =>
        Of(
            await store.AsOfAsync(
                new DateTimeOffset(day.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero),
                cancellationToken
            )
        );

    /// <summary>The book that a project's estimates are made with: that of the day that it is pinned to, else the one in use.</summary>
    public async Task<PriceBook> OfProjectAsync(
        PlatformContext records,
        Id<Project> project,
        CancellationToken cancellationToken
    ) =>
        await records
            .Set<ProjectPrices>()
            .Where(p => p.ProjectId == project)
            .Select(p => p.PinnedOn)
            .FirstOrDefaultAsync(cancellationToken)
            is { } day
            ? await AsOfAsync(day, cancellationToken)
            : await CurrentAsync(cancellationToken);

    /// <summary>When a feed was first read to its end; null while none was.</summary>
    public Task<DateTimeOffset?> SinceAsync(CancellationToken cancellationToken) => store.SinceAsync(cancellationToken);

    /// <summary>The book of certain syncs; the embedded one where there are none.</summary>
    public PriceBook Of(ImmutableSortedDictionary<string, long> syncs)
    {
        if (syncs.IsEmpty)
        {
            return PriceBook.Embedded;
        }

        var book = new SyncedBook(store, syncs);
        if (_books.Count >= MostKept)
        {
            _books.Clear();
        }

        return _books.GetOrAdd(book.Version, book);
    }
}
