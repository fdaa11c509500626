using Infrar.Platform.Hosting;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Parts.Prices;

namespace Infrar.Platform.Prices;

/// <summary><c>sync-prices</c>: reads every feed once and ends, for whoever has a clock of his own.</summary>
internal static class SyncPricesCommand
{
    /// <summary>Reads them.</summary>
    /// <returns>0 when all are in use, 1 when one failed or another process is reading.</returns>
    public static async Task<int> RunAsync(string[] settings, CancellationToken cancellationToken)
    {
        await using var app = PlatformHost.Build(settings);
        await using (await StartTurn.TakeAsync(app.Services, cancellationToken))
        {
            await PlatformStart.PrepareAsync(app.Services, cancellationToken);
        }

        var (store, syncing) = (
            app.Services.GetRequiredService<PriceStore>(),
            app.Services.GetRequiredService<PriceSyncing>()
        );
        var time = app.Services.GetRequiredService<TimeProvider>();
        foreach (var provider in syncing.Providers)
        {
            _ = await store.AskAsync(provider, "command", time.GetUtcNow(), cancellationToken);
        }

        if (await syncing.RunAsync(cancellationToken) is not { } done)
        {
            await Console.Error.WriteLineAsync("Another process is reading the feeds.");
            return 1;
        }

        foreach (var sync in done)
        {
            await Console.Out.WriteLineAsync(
                sync.Status is PriceSyncStatus.Succeeded
                    ? $"{sync.Provider}: in use, {sync.Progress.Rows} prices read, {sync.Progress.Added} new or changed, {sync.Progress.Ended} ended, {sync.Progress.Quarantined} in quarantine."
                    : $"{sync.Provider}: failed, the prices in use stay. {sync.Problem}"
            );
        }

        return done.All(s => s.Status is PriceSyncStatus.Succeeded) ? 0 : 1;
    }
}
