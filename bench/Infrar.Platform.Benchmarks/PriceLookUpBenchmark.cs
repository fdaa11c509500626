using System.Diagnostics;
using System.Globalization;
using Infrar.Platform.Hosting;
using Infrar.Platform.Http;
using Infrar.Platform.Parts.Prices;
using Infrar.Platform.Prices;
using Infrar.Testing.Servers;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Infrar.Platform.Benchmarks;

/// <summary>How long a pricing rule's look-up takes in a book of millions, without any cache of ours.</summary>
internal static class PriceLookUpBenchmark
{
    private const int RatesOfASku = 10;
    private const int LookUps = 20_000;
    private const string Attributes = """'{"instanceType": "t' || i || '", "operatingSystem": "Linux", "vcpu": "4"}'""";
    private const string RuleAttributes = """'{"instanceType": "t' || i || '"}'""";

    public static async Task RunAsync(int prices)
    {
        await using var server = await PostgresServer.StartAsync(new(SharedMegabytes: 512), CancellationToken.None);
        foreach (var postgres in (bool[])[true, false])
        {
            var folder = Directory.CreateTempSubdirectory("infrar-look-ups-").FullName;
            var connection = postgres ? await server.CreateDatabaseAsync(CancellationToken.None) : "";
            string[] settings =
            [
                $"--Server:DataFolder={folder}",
                .. postgres ? (string[])["--Database:Kind=postgres", $"--Database:ConnectionString={connection}"] : [],
            ];
            await using (var app = PlatformHost.Build(settings))
            {
                await PlatformStart.PrepareAsync(app.Services, CancellationToken.None);
                var store = app.Services.GetRequiredService<PriceStore>();
                await FillAsync(postgres, connection, folder, prices / RatesOfASku);
                var name = postgres ? "PostgreSQL" : "SQLite";
                Measure(name, store, prices);
                await PriceEstimateBenchmark.RunAsync(name, store);
                await SearchAsync(name, app.Services.GetRequiredService<PriceFinder>());
            }

            Directory.Delete(folder, recursive: true);
        }
    }

    // 50 services in 40 regions; a hundredth of the SKUs has a name that rules ask for, as in a whole price list.
    private static async Task FillAsync(bool postgres, string connection, string folder, int skus)
    {
        var numbers = postgres
            ? $"generate_series(0, {skus - 1}) as n(i)"
            : $"(with recursive n(i) as (select 0 union all select i + 1 from n where i < {skus - 1}) select i from n) as n";
        var rates = postgres
            ? $"generate_series(0, {RatesOfASku - 1}) as m(j)"
            : $"(with recursive m(j) as (select 0 union all select j + 1 from m where j < {RatesOfASku - 1}) select j from m) as m";
        string[] statements =
        [
            "insert into price_files (provider, name) values ('aws', 'all')",
            "insert into price_syncs (provider, status, asked_by, started_at, finished_at, problem, progress) values ('aws', 'Succeeded', '', '2026-11-28T00:00:00Z', '2026-11-28T00:00:00Z', '', '{}')",
            "insert into price_current values ('aws', 1)",
            "insert into price_versions values (1, 1, 'http://127.0.0.1/', '', '2026-11-28', '', '', '', '', 0, 0, 0)",
            $"""
                insert into price_skus (file_id, {PriceSchema.SkuColumns}, first_sync)
                select 1, 'SKU' || i, 'region-' || (i % 40), 'aws', 'SKU' || i, 'service-' || (i % 50), 'Compute Instance', 'An instance of type ' || i,
                  {Attributes},
                  case when i % 100 < 1 then 'service-' || (i / 100 % 50) end, case when i % 100 < 1 then 'region-' || (i / 100 % 40) end,
                  case when i % 100 < 1 then 'instance-hour' end, case when i % 100 < 1 then 't' || i end, case when i % 100 < 1 then '' end,
                  case when i % 100 < 1 then {RuleAttributes} end, 1, i, 1 from {numbers}
                """,
            $"""
                insert into price_rates (file_id, {PriceSchema.RateColumns}, first_sync)
                select 1, 'SKU' || i, 'RATE' || j, case when j = 0 then 'OnDemand' else 'Reserved' end, case when j = 0 then '' else j || 'yr' end, 'Hrs',
                  {(postgres ? "0" : "'0'")}, null, {(
                    postgres ? "(i + 1) * 0.00001" : "'0.' || (i + 1)"
                )}, 'USD', '2026-11-01', 1 from {numbers} cross join {rates}
                """,
            PriceSchema.Indexes,
            "analyze",
        ];
        if (postgres)
        {
            await using var source = NpgsqlDataSource.Create(connection);
            foreach (var statement in statements)
            {
                await using var command = source.CreateCommand(statement);
                command.CommandTimeout = 0;
                _ = await command.ExecuteNonQueryAsync();
            }
        }
        else
        {
            await using var open = new SqliteConnection($"Data Source={Path.Combine(folder, "prices.db")}");
            await open.OpenAsync();
            foreach (var statement in statements)
            {
                await using var command = open.CreateCommand();
                command.CommandText = statement;
                command.CommandTimeout = 0;
                _ = await command.ExecuteNonQueryAsync();
            }
        }
    }

    // Each as people ask; the first one of all has to count the book.
    private static async Task SearchAsync(string name, PriceFinder finder)
    {
        (string What, PriceSearch Search)[] searches =
        [
            ("first of all", new()),
            ("everything", new()),
            ("a region", new() { RegionId = "region-7" }),
            (
                "a service, region and words",
                new()
                {
                    Provider = "aws",
                    Service = "VICE-31",
                    RegionId = "region-31",
                    Words = ["linux", "t31"],
                }
            ),
            ("a SKU", new() { Words = ["sku77777"] }),
        ];
        foreach (var (what, search) in searches)
        {
            var began = Stopwatch.GetTimestamp();
            var page = await finder.SearchAsync(search, new PageRequest { Limit = null }, CancellationToken.None);
            var said = page.Succeeded(out var found, out var problem)
                ? $"{found.Items.Length} on the page"
                : problem.Code;
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{name, -12} search for {what}: {said}, {Stopwatch.GetElapsedTime(began).TotalMilliseconds:0.0} ms"
                )
            );
        }
    }

    private static void Measure(string name, PriceStore store, int prices)
    {
        var random = new Random(20261128);
        var took = new List<double>(LookUps);
        for (var i = 0; i < LookUps + 500; i++)
        {
            var sku = random.Next(prices / RatesOfASku / 100) * 100;
            var began = Stopwatch.GetTimestamp();
            var found = store.Find(
                "aws",
                1,
                $"service-{(sku / 100 % 50).ToString(CultureInfo.InvariantCulture)}",
                $"region-{(sku / 100 % 40).ToString(CultureInfo.InvariantCulture)}",
                "instance-hour",
                $"t{sku.ToString(CultureInfo.InvariantCulture)}"
            );
            var elapsed = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            if (found is not [{ Rates: [_] }])
            {
                throw new InvalidOperationException($"{found.Count} SKUs were found for t{sku}.");
            }

            // The first warm the connection up.
            if (i >= 500)
            {
                took.Add(elapsed);
            }
        }

        took.Sort();
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{name, -12} {prices, 10} prices: p50 {took[LookUps / 2]:0.000} ms, p99 {took[LookUps * 99 / 100]:0.000} ms, most {took[^1]:0.000} ms   goal p99 < 1 ms"
            )
        );
    }
}
