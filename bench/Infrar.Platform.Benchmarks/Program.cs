using System.Globalization;
using Infrar.Platform.Benchmarks;

// reads [ROUNDS], users [COUNT...], soak [MINUTES], runs [PAIRS], queue [COUNT], prices [MEGABYTES [ITEMS [FORM...]]], lookups [PRICES]; `bare` is the baseline that `reads` starts.
switch (args)
{
    case ["reads", .. var rounds]:
        await ReadBenchmark.RunAsync(rounds is [var count] ? Number(count) : 3);
        return 0;
    case ["users", .. var counts]:
        await UserBenchmark.RunAsync(counts is [] ? [100, 1000] : [.. counts.Select(Number)]);
        return 0;
    case ["soak", .. var minutes]:
        await SoakBenchmark.RunAsync(TimeSpan.FromMinutes(minutes is [var length] ? Number(length) : 10));
        return 0;
    case ["runs", .. var pairs]:
        await RunBenchmark.OverheadAsync(pairs is [var many] ? Number(many) : 5);
        return 0;
    case ["queue", .. var runs]:
        await RunBenchmark.ThroughputAsync(runs is [var all] ? Number(all) : 200);
        return 0;
    case ["prices", .. var sizes]:
        await PriceSyncBenchmark.RunAsync(
            sizes is [var megabytes, ..] ? Number(megabytes) : 3000,
            sizes is [_, var items, ..] ? Number(items) : 500_000,
            sizes is [_, _, .. { Length: > 0 } forms] ? forms : ["csv", "json", "azure"]
        );
        return 0;
    case ["lookups", .. var rows]:
        await PriceLookUpBenchmark.RunAsync(rows is [var prices] ? Number(prices) : 10_000_000);
        return 0;
    case ["bare", var connection, var user, var address]:
        await BareServer.RunAsync(connection, user, address);
        return 0;
    default:
        Console.Error.WriteLine(
            "Name what to measure: reads [ROUNDS], users [COUNT...], soak [MINUTES], runs [PAIRS], queue [COUNT], prices [MEGABYTES [ITEMS [FORM...]]], lookups [PRICES]."
        );
        return 1;
}

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
