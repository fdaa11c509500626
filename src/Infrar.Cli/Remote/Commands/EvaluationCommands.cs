using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Infrar.Cli.Commands;
using Infrar.Cli.Reports;

namespace Infrar.Cli.Remote.Commands;

/// <summary>What the server computes of a project: comparison, estimate, findings, topology, configuration.</summary>
internal static class EvaluationCommands
{
    private static readonly Option<string?> _currency = new("--currency")
    {
        Description = "Currency of every sum, by its three letters; the manifest's when left out.",
        HelpName = "CODE",
    };

    /// <summary>Builds <c>infrar projects compare</c>.</summary>
    public static RemoteCommand Compare()
    {
        var weights = new Option<string?>("--weights")
        {
            Description = "A preset, or eight digits as in 2.4.3.4.3.2.5.2.",
            HelpName = "WEIGHTS",
        };
        return new RemoteCommand(
            "compare",
            "Compare all hosting options of an environment, as the server computes them.",
            [
                SharedOptions.Environment,
                SharedOptions.Traffic,
                _currency,
                weights,
                RemoteOptions.Project,
                SharedOptions.Output,
            ],
            [new("infrar projects compare --project shop -e production", "cost and score of each option")],
            (connection, cancellationToken) =>
                EvaluateAsync(
                    connection,
                    "comparison",
                    Comparison,
                    cancellationToken,
                    ("weights", connection.Parse.GetValue(weights))
                )
        );
    }

    /// <summary>Builds <c>infrar projects estimate</c>.</summary>
    public static RemoteCommand Estimate() =>
        Placed(
            "estimate",
            "Say what a month costs under a hosting option, as the server computes it.",
            [_currency],
            new("infrar projects estimate --project shop -e production", "under the option that was chosen"),
            "estimate",
            Cost
        );

    /// <summary>Builds <c>infrar projects check</c>.</summary>
    public static RemoteCommand Check() =>
        Placed(
            "check",
            "Say what is wrong with a placement, as the server finds it.",
            [],
            new("infrar projects check --project shop -e production", "gravest first"),
            "findings",
            Findings
        );

    /// <summary>Builds <c>infrar projects graph</c>.</summary>
    public static RemoteCommand Graph() =>
        Placed(
            "graph",
            "Say what runs where and who calls whom.",
            [],
            new("infrar projects graph --project shop -e production --format json", "to draw it"),
            "topology",
            Topology
        );

    /// <summary>Builds <c>infrar projects generate</c>.</summary>
    public static RemoteCommand Generate() =>
        new(
            "generate",
            "Fetch the OpenTofu or Compose files of a placement as a ZIP archive.",
            [SharedOptions.Environment, SharedOptions.Strategy, RemoteOptions.Project, SharedOptions.Output],
            [new("infrar projects generate --project shop -e production -o shop.zip", "the option that was chosen")],
            (connection, cancellationToken) =>
                connection.WithProjectAsync(async path =>
                {
                    if (connection.Parse.GetValue(SharedOptions.Output) is not { } output)
                    {
                        return connection.Invocation.Refuse(
                            RemoteProblems.NothingGiven("The file to write", "Name it with -o, such as -o shop.zip.")
                        );
                    }

                    return await Download.ToFileAsync(
                        connection,
                        ApiRequest.Get(Query(connection, $"{path}/configuration")),
                        output,
                        cancellationToken
                    );
                })
        );

    private static RemoteCommand Placed(
        string name,
        string description,
        ImmutableArray<Symbol> more,
        Example example,
        string resource,
        Func<JsonElement, Report> report
    ) =>
        new(
            name,
            description,
            [
                SharedOptions.Environment,
                SharedOptions.Strategy,
                SharedOptions.Traffic,
                .. more,
                RemoteOptions.Project,
                SharedOptions.Output,
            ],
            [example],
            (connection, cancellationToken) => EvaluateAsync(connection, resource, report, cancellationToken)
        );

    private static Task<int> EvaluateAsync(
        Connection connection,
        string resource,
        Func<JsonElement, Report> report,
        CancellationToken cancellationToken,
        params ReadOnlySpan<(string, string?)> more
    )
    {
        var parameters = more.ToArray();
        return connection.WithProjectAsync(path =>
            connection.ShowAsync(
                ApiRequest.Get(ApiPath.Query(Query(connection, $"{path}/{resource}"), parameters)),
                report,
                cancellationToken
            )
        );
    }

    private static string Query(Connection connection, string path) =>
        ApiPath.Query(
            path,
            ("environment", connection.Parse.GetValue(SharedOptions.Environment)),
            ("strategy", connection.Parse.GetValue(SharedOptions.Strategy)),
            ("traffic", connection.Parse.GetValue(SharedOptions.Traffic)),
            ("currency", connection.Parse.GetValue(_currency))
        );

    private static Report Comparison(JsonElement comparison)
    {
        var money = new MoneyText(comparison.Text("currency"));
        return new Report(
            "",
            comparison.Items("ranking").Select(o => o.GetString()!).FirstOrDefault() is { } first
                ? $"{first} leads in {comparison.Text("environment")} at {comparison.Text("usageProfile")} traffic."
                : $"No option of {comparison.Text("environment")} is feasible.",
            JsonTable.Table(
                comparison.Items("options"),
                [
                    JsonColumn.Of("Option", "strategy"),
                    .. comparison
                        .Items("usageProfiles")
                        .Select(p => p.GetString()!)
                        .Select(p => new JsonColumn(Words.Capitalized(p), o => CostOf(o, p, money), ColumnKind.Figure)),
                    new("Score", o => Score(o), ColumnKind.Figure),
                    new("Verdict", o => o.Text("feasible") is "yes" ? "Feasible" : Reasons(o)),
                ],
                "Per month of 730 hours, expected use, list prices before tax and discounts. ≥: a part is not priced."
            )
        );
    }

    private static string CostOf(JsonElement option, string profile, MoneyText money)
    {
        var cost = option.Items("costs").FirstOrDefault(c => c.Text("usageProfile") == profile);
        return cost.ValueKind is JsonValueKind.Object
            ? money.Bounded(Number(cost, "totalMonthlyCost"), cost.Text("isLowerBound") is "yes")
            : MoneyText.DoesNotApply;
    }

    private static string Score(JsonElement option) =>
        option.Text("total") is ""
            ? MoneyText.DoesNotApply
            : (option.Text("totalIsUpperBound") is "yes" ? "≤ " : "")
                + Number(option, "total").ToString("0.0", CultureInfo.InvariantCulture);

    private static string Reasons(JsonElement option) =>
        string.Join(
            " ",
            option.Items("obstacles").Concat(option.Items("unmetRequirements")).Select(o => o.Text("reason"))
        );

    private static Report Cost(JsonElement estimate)
    {
        var money = new MoneyText(estimate.Text("currency"));
        var unpriced = estimate.Items("unpriced").Count();
        var total = money.Bounded(Number(estimate, "totalMonthlyCost"), unpriced > 0);
        return new Report(
            "",
            $"{total} a month at {estimate.Text("usageProfile")} traffic"
                + (unpriced > 0 ? $"; {Words.Count(unpriced, "part")} not priced." : "."),
            JsonTable.Table(
                estimate.Items("lineItems"),
                [
                    JsonColumn.Of("Component", "component"),
                    JsonColumn.Of("What", "description"),
                    new("Quantity", l => $"{Short(l, "quantity")} {l.Text("unit")}", ColumnKind.Figure, 1),
                    new("A month", l => money.Amount(Number(l, "monthlyCost")), ColumnKind.Figure),
                ],
                "Per month of 730 hours, expected use, list prices before tax and discounts."
            )
        );
    }

    private static Report Findings(JsonElement checks)
    {
        var counts = checks.GetProperty("counts");
        var found = checks.Items("findings").ToList();
        return found.Count is 0
            ? new Report("", "No findings.")
            : new Report(
                "",
                $"{Words.Count(found.Count, "finding")}: {counts.Text("critical")} critical, {counts.Text("high")} high, "
                    + $"{counts.Text("medium")} medium, {counts.Text("low")} low.",
                JsonTable.Table(
                    found,
                    [
                        JsonColumn.Of("Severity", "severity"),
                        JsonColumn.Of("Check", "check", ColumnKind.Code),
                        JsonColumn.Of("Where", "resource", dropOrder: 1),
                        JsonColumn.Of("What", "message"),
                        JsonColumn.Of("Mend", "mend", dropOrder: 2),
                    ]
                )
            );
    }

    private static Report Topology(JsonElement topology) =>
        new(
            "",
            topology.Text("title"),
            JsonTable.Table(
                topology.Items("nodes"),
                [JsonColumn.Of("What", "label"), JsonColumn.Of("As", "detail"), JsonColumn.Of("Within", "group")]
            ),
            JsonTable.Table(
                topology.Items("edges"),
                [JsonColumn.Of("From", "from"), JsonColumn.Of("To", "to"), JsonColumn.Of("How", "label")]
            )
        );

    private static decimal Number(JsonElement item, string field) =>
        decimal.TryParse(item.Text(field), NumberStyles.Number, CultureInfo.InvariantCulture, out var number)
            ? number
            : 0;

    private static string Short(JsonElement item, string field) =>
        Number(item, field).ToString("#,0.##", CultureInfo.InvariantCulture);
}
