using System.Collections.Immutable;
using System.Globalization;
using Infrar.Core.Pricing;
using Infrar.Platform.Evaluations;
using Infrar.Platform.Notifications;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Projects;
using Infrar.Providers;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.Prices;

/// <summary>Tells projects that new prices moved what they are estimated to cost, by more than they chose.</summary>
internal sealed class PriceWatch(PlatformContext records, PriceBooks books, Notifier notifier)
{
    /// <summary>Tells.</summary>
    /// <param name="before">The syncs whose prices were in use before.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task TellAsync(ImmutableSortedDictionary<string, long> before, CancellationToken cancellationToken)
    {
        var (old, now) = (books.Of(before), await books.CurrentAsync(cancellationToken));
        var watching = await (
            from prices in records.Set<ProjectPrices>().AsNoTracking()
            join project in records.Set<Project>() on prices.ProjectId equals project.Id
            where prices.TellPercent != null && prices.PinnedOn == null
            select new
            {
                project.Id,
                project.Name,
                project.Manifest,
                project.Residency,
                Least = prices.TellPercent!.Value,
            }
        ).ToListAsync(cancellationToken);
        foreach (var project in watching)
        {
            var choices = await records
                .Set<StrategyChoice>()
                .AsNoTracking()
                .Where(c => c.ProjectId == project.Id)
                .ToListAsync(cancellationToken);
            if (!StoredManifest.Read(project.Manifest).Succeeded(out var manifest, out _))
            {
                continue;
            }

            foreach (var environment in manifest.Environments)
            {
                var request = new SelectionRequest { Environment = environment.Name };
                if (
                    Selected
                        .Of(request, project.Manifest, project.Residency, choices)
                        .Succeeded(out var selected, out _) && Moved(selected, old, now, project.Least) is { } moved
                )
                {
                    await notifier.AddAsync(project.Id, project.Name, environment.Name, moved, cancellationToken);
                }
            }

            await records.SaveChangesAsync(cancellationToken);
            records.ChangeTracker.Clear();
        }
    }

    /// <summary>How far prices moved an estimate; null when by less than somebody wants to know.</summary>
    internal static NotificationPrices? Moved(Selected selected, PriceBook old, PriceBook now, decimal least)
    {
        if (!selected.Place().Succeeded(out var placement, out _))
        {
            return null;
        }

        var (before, after) = (
            Estimator.Estimate(placement, selected.Traffic, AllProviders.Catalog, new EstimateOptions { Book = old }),
            Estimator.Estimate(placement, selected.Traffic, AllProviders.Catalog, new EstimateOptions { Book = now })
        );
        var (was, difference) = (before.Total.Expected, after.Total.Expected - before.Total.Expected);
        if (difference is 0m || Math.Abs(difference) * 100m < was * least)
        {
            return null;
        }

        var percent = was is 0m ? "new" : (difference * 100m / was).ToString("+0.0;-0.0", CultureInfo.InvariantCulture);
        return new(Money(was), Money(after.Total.Expected), after.Currency, percent, now.Version);
    }

    private static string Money(decimal amount) => amount.ToString("0.00", CultureInfo.InvariantCulture);
}
