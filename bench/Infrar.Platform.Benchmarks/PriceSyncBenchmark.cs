using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Infrar.Testing;
using Infrar.Testing.Servers;
using nietras.SeparatedValues;
using Npgsql;

namespace Infrar.Platform.Benchmarks;

/// <summary>Whole price syncs as a process, against reading the same file and doing nothing, plus bare COPY of the same rows.</summary>
internal static class PriceSyncBenchmark
{
    // A quarter of the memory of a small machine, as PostgreSQL's documentation would have it.
    private const int ServerMegabytes = 512;

    public static async Task RunAsync(int megabytes, int items, string[] forms)
    {
        await using var feeds = await PriceFeeds.StartAsync(megabytes, items, forms);
        await using var server = await PostgresServer.StartAsync(
            new(SharedMegabytes: ServerMegabytes),
            CancellationToken.None
        );
        Console.WriteLine(
            $"{"sync", -12} {"file MB", 8} {"prices", 10} {"whole s", 8} {"sync s", 8} {"again s", 8} {"read s", 8} {"copy s", 8} {"ratio", 7} {"peak MB", 8}   goals 0.5, 300 MB"
        );
        foreach (var form in forms)
        {
            var connection = await server.CreateDatabaseAsync(CancellationToken.None);
            string[] settings =
            [
                "--Database:Kind=postgres",
                $"--Database:ConnectionString={connection}",
                $"--Prices:Feeds:aws:Address={feeds.Url}",
                $"--Prices:Feeds:aws:Csv={form is "csv"}",
                "--Prices:Feeds:aws:Services:0=AmazonEC2",
                $"--Prices:Feeds:aws:Enabled={form is not "azure"}",
                $"--Prices:Feeds:azure:Address={feeds.Url}",
                "--Prices:Feeds:azure:Services:0=*",
                $"--Prices:Feeds:azure:Enabled={form is "azure"}",
            ];
            // A server has its tables, and has been started; neither is part of a sync.
            string[] idle = [.. settings, "--Prices:Feeds:aws:Enabled=false", "--Prices:Feeds:azure:Enabled=false"];
            _ = await SyncAsync(idle);
            var (start, _) = await SyncAsync(idle);
            var (whole, peak) = await SyncAsync(settings);
            var sync = whole - start;
            Console.Error.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"{form} was read in {sync.TotalSeconds:0.0} s")
            );
            var read = form switch
            {
                "csv" => Timed(() => ReadCsv(feeds.Csv)),
                "json" => Timed(() => ReadJson(feeds.Json)),
                _ => await PagesAsync(feeds.Url),
            };
            var (copy, rows) = await CopyAsync(connection);
            // As after a new version of the mapping: every row is compared and none is written.
            await using (var source = NpgsqlDataSource.Create(connection))
            {
                await using var forget = source.CreateCommand("update price_versions set revision = ''");
                _ = await forget.ExecuteNonQueryAsync();
            }

            var (wholeAgain, other) = await SyncAsync(settings);
            var again = wholeAgain - start;
            var size =
                form is "csv" ? new FileInfo(feeds.Csv).Length
                : form is "json" ? new FileInfo(feeds.Json).Length
                : 0;
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{form, -12} {size / 1_000_000, 8} {rows, 10} {whole.TotalSeconds, 8:0.0} {sync.TotalSeconds, 8:0.0} {again.TotalSeconds, 8:0.0} {read.TotalSeconds, 8:0.0} {copy.TotalSeconds, 8:0.0} {(read + copy) / sync, 7:0.00} {Math.Max(peak, other) / 1_000_000, 8}"
                )
            );
        }
    }

    private static async Task<(TimeSpan Took, long Peak)> SyncAsync(string[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("infrar-sync-").FullName;
        // As people have it: compiled ahead.
        var program =
            Environment.GetEnvironmentVariable("INFRAR_PLATFORM")
            ?? Path.Combine(
                Repository.Root(typeof(PriceSyncBenchmark).Assembly),
                "artifacts/launch/platform/infrar-platform"
            );
        var start = new ProcessStartInfo(program, ["sync-prices", $"--Server:DataFolder={folder}", .. settings])
        {
            RedirectStandardOutput = true,
        };
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var peak = 0L;
        while (!process.HasExited)
        {
            try
            {
                var line = (await File.ReadAllLinesAsync($"/proc/{process.Id}/status")).FirstOrDefault(l =>
                    l.StartsWith("VmHWM", StringComparison.Ordinal)
                );
                peak = line is null
                    ? peak
                    : Math.Max(
                        peak,
                        long.Parse(
                            line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
                            CultureInfo.InvariantCulture
                        ) * 1024
                    );
            }
            catch (IOException)
            {
                // It has ended.
            }

            await Task.Delay(50);
        }

        Directory.Delete(folder, recursive: true);
        return process.ExitCode is 0 ? (watch.Elapsed, peak) : throw new InvalidOperationException(await output);
    }

    private static void ReadJson(string file)
    {
        using var stream = File.OpenRead(file);
        var (buffer, held, state) = (new byte[256 * 1024], 0, new JsonReaderState());
        while (true)
        {
            var read = stream.Read(buffer, held, buffer.Length - held);
            held += read;
            var json = new Utf8JsonReader(buffer.AsSpan(0, held), read is 0, state);
            while (json.Read())
            {
                // Nothing.
            }

            if (read is 0)
            {
                return;
            }

            state = json.CurrentState;
            var used = (int)json.BytesConsumed;
            buffer.AsSpan(used, held - used).CopyTo(buffer);
            held -= used;
        }
    }

    private static void ReadCsv(string file)
    {
        using var text = new StreamReader(file);
        for (var line = 0; line < 5; line++)
        {
            _ = text.ReadLine();
        }

        using var rows = Sep.New(',').Reader(o => o with { Unescape = true }).From(text);
        var length = 0L;
        foreach (var row in rows)
        {
            length += row[0].Span.Length;
        }

        GC.KeepAlive(length);
    }

    private static async Task<TimeSpan> PagesAsync(string url)
    {
        using var client = new HttpClient(new SocketsHttpHandler());
        var watch = Stopwatch.StartNew();
        var next = $"{url}/api/retail/prices";
        while (next is not null)
        {
            var page = await client.GetByteArrayAsync(next);
            next = Next(page);
        }

        return watch.Elapsed;
    }

    private static string? Next(byte[] page)
    {
        var json = new Utf8JsonReader(page);
        string? next = null;
        while (json.Read())
        {
            if (
                json.TokenType is JsonTokenType.PropertyName
                && json.CurrentDepth is 1
                && json.ValueTextEquals("NextPageLink"u8)
            )
            {
                json.Read();
                next = json.GetString();
            }
        }

        return next;
    }

    // The rows that the sync wrote, into tables without an index.
    private static async Task<(TimeSpan Took, long Rows)> CopyAsync(string connection)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await using var open = await source.OpenConnectionAsync();
        var took = TimeSpan.Zero;
        foreach (var table in (string[])["price_skus", "price_rates"])
        {
            var file = Path.GetTempFileName();
            await using (var to = File.Create(file))
            await using (var copy = await open.BeginRawBinaryCopyAsync($"copy {table} to stdout (format binary)"))
            {
                await copy.CopyToAsync(to);
            }

            await using var make = new NpgsqlCommand($"create table bare_{table} (like {table})", open);
            _ = await make.ExecuteNonQueryAsync();
            var watch = Stopwatch.StartNew();
            await using (var from = File.OpenRead(file))
            await using (var copy = await open.BeginRawBinaryCopyAsync($"copy bare_{table} from stdin (format binary)"))
            {
                await from.CopyToAsync(copy);
            }

            took += watch.Elapsed;
            File.Delete(file);
        }

        await using var count = new NpgsqlCommand("select count(*) from price_rates", open);
        return (took, (long)(await count.ExecuteScalarAsync())!);
    }

    private static TimeSpan Timed(Action act)
    {
        var watch = Stopwatch.StartNew();
        act();
        return watch.Elapsed;
    }
}
