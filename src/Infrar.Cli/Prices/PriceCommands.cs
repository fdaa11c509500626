using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Infrar.Cli.Remote;
using Infrar.Cli.Remote.Commands;
using Infrar.Cli.Reports;
using Infrar.Core;

namespace Infrar.Cli.Prices;

/// <summary><c>infrar prices</c>: the price book.</summary>
internal static class PriceCommands
{
    private const string Root = "/api/v1/prices";
    private const int Usual = 50;

    private static readonly Option<string?> _provider = new("--provider")
    {
        Description = "A provider: aws, azure, gcp, cloudflare, digitalocean, hetzner, railway, render or vercel.",
        HelpName = "PROVIDER",
    };

    private static readonly Option<string?> _service = new("--service")
    {
        Description = "A part of the service's name, in any case.",
        HelpName = "SERVICE",
    };

    private static readonly Option<string?> _region = new("--region")
    {
        Description = "A region as the provider names it.",
        HelpName = "REGION",
    };

    private static readonly Option<int?> _limit = new("--limit")
    {
        Description = "Most SKUs; 50 when left out.",
        HelpName = "NUMBER",
    };

    private static readonly Argument<string[]> _words = new("WORDS")
    {
        Description = "Words that all stand in its description, attributes or SKU.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private static readonly Argument<string> _sku = new("SKU")
    {
        Description = "The SKU, as infrar prices search shows it.",
    };

    /// <summary>Builds the group.</summary>
    public static CommandGroup Create() =>
        new(
            "prices",
            "The price book: what everything costs, by which source, since when.",
            [
                new(
                    "infrar prices search --provider aws --service rds --region eu-west-1 \"db.t3.medium multi\"",
                    "by words"
                ),
                new("infrar prices show QQAGQAY7QG33KD6Z", "bands, source, history"),
                new("infrar prices status", "how old they are"),
            ],
            Search(),
            Show(),
            Status(),
            Sync(),
            Syncs(),
            Quarantine(),
            PriceSettings.Settings(),
            PriceSettings.Pin(),
            PriceSettings.Tell(),
            Export()
        );

    private static PriceBookCommand Search() =>
        new(
            "search",
            "Search the price book by provider, service, region and words.",
            [_words, _provider, _service, _region, _limit],
            [
                new("infrar prices search --provider aws --service rds \"db.t3.medium multi\"", "in all regions"),
                new("infrar prices search --embedded fargate", "without a server"),
            ],
            new(
                parse =>
                    EmbeddedPrices.Search(
                        parse.GetValue(_provider) ?? "",
                        parse.GetValue(_service) ?? "",
                        parse.GetValue(_region) ?? "",
                        Text(parse),
                        parse.GetValue(_limit) ?? Usual
                    ),
                parse =>
                    ApiPath.Query(
                        Root,
                        ("provider", parse.GetValue(_provider)),
                        ("service", parse.GetValue(_service)),
                        ("region", parse.GetValue(_region)),
                        ("text", Text(parse) is { Length: > 0 } text ? text : null)
                    ),
                PriceReports.Found
            )
            {
                Most = parse => parse.GetValue(_limit) ?? Usual,
            }
        );

    private static PriceBookCommand Show() =>
        new(
            "show",
            "Show a SKU: its price in every region, bands, source, and what it cost before.",
            [_sku, _provider],
            [new("infrar prices show QQAGQAY7QG33KD6Z", "with its history, where a server keeps one")],
            new(
                parse => EmbeddedPrices.Show(parse.GetValue(_provider) ?? "", parse.GetRequiredValue(_sku)),
                parse =>
                    ApiPath.Query(
                        $"{Root}/skus/{ApiPath.Part(parse.GetRequiredValue(_sku))}",
                        ("provider", parse.GetValue(_provider))
                    ),
                PriceReports.Shown
            )
            {
                None = parse => new Problem(
                    "PRC001",
                    ProblemKind.NotFound,
                    "No such SKU",
                    $"The embedded price book has no '{parse.GetRequiredValue(_sku)}'. Search by words: infrar prices search."
                ),
            }
        );

    private static PriceBookCommand Status() =>
        new(
            "status",
            "Show how old the prices are and how many there are, by provider and region.",
            [],
            [new("infrar prices status", "of the server, or of this program")],
            new(_ => EmbeddedPrices.Status(), _ => $"{Root}/status", PriceReports.Status)
        );

    private static RemoteCommand Sync()
    {
        var nowait = new Option<bool>("--no-wait") { Description = "Do not wait for its end." };
        return new RemoteCommand(
            "sync",
            "Have the providers' feeds read now; for administrators.",
            [_provider, nowait],
            [
                new("infrar prices sync", "all that have a feed"),
                new("infrar prices sync --provider aws", "with its progress"),
            ],
            async (connection, cancellationToken) =>
            {
                var body = new JsonObject();
                if (connection.Parse.GetValue(_provider) is { } provider)
                {
                    body["provider"] = provider;
                }

                var sent = await connection.Client.SendAsync(
                    new ApiRequest(HttpMethod.Post, $"{Root}/syncs") { Body = Utf8(body) },
                    cancellationToken
                );
                if (!sent.Succeeded(out var answer, out var problem))
                {
                    return connection.Invocation.Refuse(problem);
                }

                var syncs = answer.Json().EnumerateArray().ToList();
                return connection.Parse.GetValue(nowait)
                    ? connection.Reply(answer.Json(), _ => SyncReport(syncs))
                    : await FollowAsync(connection, syncs, cancellationToken);
            }
        );
    }

    private static async Task<int> FollowAsync(
        Connection connection,
        IReadOnlyList<JsonElement> syncs,
        CancellationToken cancellationToken
    )
    {
        var ended = new List<JsonElement>();
        foreach (var sync in syncs)
        {
            var events = connection.Client.Events($"{Root}/syncs/{sync.Text("number")}/events", null);
            var last = sync;
            await foreach (var one in events.ReadAsync(cancellationToken))
            {
                last = JsonElement.Parse(one.Data);
                connection.Invocation.Problems.Progress(PriceReports.Progress(last));
                if (one.EventType is "status")
                {
                    break;
                }
            }

            if (events.Problem is { } problem)
            {
                return connection.Invocation.Refuse(problem);
            }

            ended.Add(last);
        }

        var shown = connection.Invocation.Reply(
            () => SyncReport(ended),
            json =>
            {
                json.WriteStartArray();
                ended.ForEach(e => e.WriteTo(json));
                json.WriteEndArray();
            }
        );
        return ended.Exists(e => e.Text("status") is not "succeeded") ? ExitCode.Failure : shown;
    }

    private static Report SyncReport(IEnumerable<JsonElement> syncs) =>
        new("", string.Join("\n", syncs.Select(PriceReports.Outcome)));

    private static CommandGroup Syncs()
    {
        var number = new Argument<long>("NUMBER") { Description = "Its number, as infrar prices syncs list shows it." };
        return new CommandGroup(
            "syncs",
            "The readings of the providers' feeds.",
            [new("infrar prices syncs list --provider aws", "newest first")],
            new RemoteCommand(
                "list",
                "List the newest readings of the providers' feeds, newest first.",
                [_provider, RemoteOptions.Limit],
                [new("infrar prices syncs list", "of all providers")],
                (connection, cancellationToken) =>
                    connection.ListAsync(
                        ApiPath.Query($"{Root}/syncs", ("provider", connection.Parse.GetValue(_provider))),
                        "sync",
                        "No feed was read yet. Begin with: infrar prices sync",
                        [
                            JsonColumn.Of("Number", "number", ColumnKind.Code),
                            JsonColumn.Of("Provider", "provider"),
                            JsonColumn.Of("Status", "status"),
                            JsonColumn.Time("Begun", "startedAt"),
                            JsonColumn.Time("Ended", "finishedAt", dropOrder: 1),
                            new("Prices", s => s.GetProperty("progress").Text("rows"), ColumnKind.Figure),
                            new("Changed", s => s.GetProperty("progress").Text("added"), ColumnKind.Figure),
                            new("In quarantine", s => s.GetProperty("progress").Text("quarantined"), ColumnKind.Figure),
                            JsonColumn.Of("Problem", "problem", dropOrder: 2),
                        ],
                        cancellationToken
                    )
            ),
            new RemoteCommand(
                "show",
                "Show how far a reading of a feed has come, and what became of it.",
                [number],
                [new("infrar prices syncs show 41", "what it changed")],
                (connection, cancellationToken) =>
                    connection.ShowAsync(
                        ApiRequest.Get(
                            FormattableString.Invariant($"{Root}/syncs/{connection.Parse.GetRequiredValue(number)}")
                        ),
                        sync => new Report("", PriceReports.Outcome(sync)),
                        cancellationToken
                    )
            )
        );
    }

    private static CommandGroup Quarantine()
    {
        var row = new Argument<long>("ROW") { Description = "Its number, as infrar prices quarantine list shows it." };
        var all = new Option<bool>("--all") { Description = "Also those that somebody decided of." };
        return new CommandGroup(
            "quarantine",
            "Rows of the feeds that are not used, each with the reason.",
            [new("infrar prices quarantine list", "then: infrar prices quarantine release 7")],
            new RemoteCommand(
                "list",
                "List the rows that are not used, newest first.",
                [_provider, all, RemoteOptions.Limit],
                [new("infrar prices quarantine list --provider aws", "of one feed")],
                (connection, cancellationToken) =>
                    connection.ListAsync(
                        ApiPath.Query(
                            $"{Root}/quarantine",
                            ("provider", connection.Parse.GetValue(_provider)),
                            ("decision", connection.Parse.GetValue(all) ? null : "open")
                        ),
                        "row",
                        "Nothing is in quarantine.",
                        [
                            JsonColumn.Of("Row", "id", ColumnKind.Code),
                            JsonColumn.Of("Provider", "provider", dropOrder: 2),
                            JsonColumn.Of("File", "file", dropOrder: 1),
                            JsonColumn.Of("Of", "key", ColumnKind.Code),
                            JsonColumn.Of("Reason", "reason"),
                            JsonColumn.Of("In use", "oldPrice", ColumnKind.Figure),
                            JsonColumn.Of("Not believed", "newPrice", ColumnKind.Figure),
                            JsonColumn.Of("Detail", "detail", dropOrder: 3),
                            JsonColumn.Of("Decision", "decision", dropOrder: 4),
                        ],
                        cancellationToken
                    )
            ),
            Decide(
                row,
                "release",
                "Let a price that was not believed be used by the next sync; for administrators.",
                "then: infrar prices sync",
                a => $"The next sync uses {a.Text("newPrice")} for {a.Text("key")}."
            ),
            Decide(
                row,
                "keep-out",
                "Keep a row out also when it comes again; for administrators.",
                "it is in no list any more, but that of --all",
                a => $"{a.Text("key")} stays as it is, also when the same comes again."
            )
        );
    }

    private static RemoteCommand Decide(
        Argument<long> row,
        string name,
        string summary,
        string hint,
        Func<JsonElement, string> say
    ) =>
        new(
            name,
            summary,
            [row],
            [new($"infrar prices quarantine {name} 7", hint)],
            (connection, cancellationToken) =>
                connection.DoAsync(
                    new ApiRequest(
                        HttpMethod.Put,
                        FormattableString.Invariant(
                            $"{Root}/quarantine/{connection.Parse.GetRequiredValue(row)}/{name}"
                        )
                    ),
                    answer => say(answer.Json()),
                    cancellationToken
                )
        );

    private static RemoteCommand Export()
    {
        var to = new Argument<string>("FILE")
        {
            Description = "Where to; its ending picks the form: .csv, .json or .parquet.",
        };
        return new RemoteCommand(
            "export",
            "Write the price book in use to a file: CSV, JSON or Parquet.",
            [to, _provider],
            [new("infrar prices export prices.parquet --provider aws", "a row a price, columns as FOCUS names them")],
            (connection, cancellationToken) =>
            {
                var file = connection.Parse.GetRequiredValue(to);
                var format = Path.GetExtension(file).TrimStart('.').ToLowerInvariant();
                return Download.ToFileAsync(
                    connection,
                    ApiRequest.Get(
                        ApiPath.Query(
                            $"{Root}/export",
                            ("provider", connection.Parse.GetValue(_provider)),
                            ("format", format.Length is 0 ? null : format)
                        )
                    ),
                    file,
                    cancellationToken
                );
            }
        );
    }

    private static string Text(ParseResult parse) => string.Join(' ', parse.GetValue(_words) ?? []);

    private static byte[] Utf8(JsonObject body)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            body.WriteTo(writer);
        }

        return bytes.ToArray();
    }
}
