using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Infrar.Cli.Estimates;
using Infrar.Cli.Reports;

namespace Infrar.Cli.Remote.Commands;

/// <summary>What runs and their plans look like to people.</summary>
internal static class RunReports
{
    /// <summary>A status in words: <c>plan queued</c>.</summary>
    public static string Said(string status) => status.Replace('_', ' ');

    /// <summary>That a run was begun, and what it waits for.</summary>
    public static string Begun(JsonElement run)
    {
        var begun = $"Run {run.Text("id")} ({run.Text("operation")} of {run.Text("environment")}) is begun.";
        return run.Text("status") is not "pending" ? begun
            : int.TryParse(run.Text("queuePosition"), CultureInfo.InvariantCulture, out var before) && before > 0
                ? $"{begun} It waits: {Words.Count(before, "run")} of {run.Text("environment")} {(before is 1 ? "comes" : "come")} before it."
            : $"{begun} It waits until the workspace is free; who has it: infrar workspace show -e {run.Text("environment")}";
    }

    /// <summary>What a plan does, in figures: <c>2 to create, 1 to destroy</c>; empty while there is no plan.</summary>
    public static string Counts(JsonElement run)
    {
        if (Changes(run) is not { ValueKind: JsonValueKind.Object } changes)
        {
            return "";
        }

        var counts = ((string, string)[])
            [
                ("creates", "to create"),
                ("updates", "to change"),
                ("replaces", "to replace"),
                ("deletes", "to destroy"),
                ("imports", "to import"),
                ("drifted", "changed outside"),
            ];
        var said = counts
            .Where(c => changes.Text(c.Item1) is not ("" or "0"))
            .Select(c => $"{changes.Text(c.Item1)} {c.Item2}")
            .ToList();
        return said.Count > 0 ? string.Join(", ", said)
            : changes.Text("hasChanges") is "yes" ? "outputs alone"
            : "nothing";
    }

    /// <summary>How many changes an engine makes for a plan, as it counts them.</summary>
    public static int Steps(JsonElement run) =>
        Changes(run) is { ValueKind: JsonValueKind.Object } changes
            ? Number(changes, "creates")
                + Number(changes, "updates")
                + Number(changes, "deletes")
                + (2 * Number(changes, "replaces"))
            : 0;

    /// <summary>A plan: its counts, its cost, its findings, and the changes by resource.</summary>
    /// <param name="run">The run.</param>
    /// <param name="difference">What <c>/difference</c> says; null where there is none.</param>
    /// <param name="drift">What <c>/drift</c> says; null where there is none.</param>
    public static Report Plan(JsonElement run, JsonElement? difference, JsonElement? drift) =>
        new("", $"Plan: {Counts(run)}. {Cost(run)}".Trim(), [.. Parts(run, difference, drift)]);

    /// <summary>A run with its plan and every status that it had.</summary>
    public static Report Detail(JsonElement detail, JsonElement? difference, JsonElement? drift)
    {
        var run = detail.GetProperty("run");
        var problem = run.TryGetProperty("problem", out var found) ? found : default;
        return new Report(
            "",
            $"Run {run.Text("id")}, {run.Text("operation")} of {run.Text("environment")}, is {Said(run.Text("status"))}.",
            [
                JsonTable.Facts(
                    ("Why", run.Text("message")),
                    ("Option", run.Text("strategy")),
                    ("Plan", Counts(run) is "" ? "" : $"{Counts(run)}. {Cost(run)}".Trim()),
                    ("Engine", run.Text("engine")),
                    ("Executor", run.Text("worker")),
                    ("Before it", run.Text("queuePosition") is "0" ? "" : run.Text("queuePosition")),
                    ("Recovers", run.Text("recovers")),
                    ("Asked to stop", run.Time("cancelAt")),
                    ("Problem", $"{problem.Text("code")} {problem.Text("title")} {problem.Text("detail")}".Trim()),
                    ("By", run.Text("createdBy")),
                    ("Approved by", string.Join(", ", run.Items("approvals").Select(a => a.Text("by")))),
                    ("Next", Next(run))
                ),
                .. Parts(run, difference, drift),
                JsonTable.Table(
                    detail.Items("transitions"),
                    [
                        JsonColumn.Time("At", "at"),
                        new("Status", t => Said(t.Text("status"))),
                        JsonColumn.Of("By", "actor", ColumnKind.Code),
                        JsonColumn.Of("Why", "comment"),
                    ]
                ),
            ]
        );
    }

    /// <summary>What an interrupted run left.</summary>
    public static Report Lost(JsonElement left)
    {
        var completed = left.Items("completed").ToList();
        var uncertain = left.Items("uncertain").ToList();
        var sections = ImmutableArray.CreateBuilder<Section>();
        if (completed.Count > 0)
        {
            sections.Add(
                JsonTable.Table(
                    completed,
                    [
                        JsonColumn.Of("Made, and not in the state", "address", ColumnKind.Code),
                        new("Known by", c => $"{c.Text("idKey")} {c.Text("idValue")}", ColumnKind.Code),
                        new("What happens", c => c.Text("isImportable") is "yes" ? "imported" : "import it by hand"),
                    ]
                )
            );
        }

        if (uncertain.Count > 0)
        {
            sections.Add(
                JsonTable.Table(
                    uncertain,
                    [
                        JsonColumn.Of("Uncertain: look at the provider", "address", ColumnKind.Code),
                        JsonColumn.Of("Was at", "action"),
                    ]
                )
            );
        }

        return new Report(
            "",
            $"{Words.Count(completed.Count, "resource")} made and not in the state, {uncertain.Count} uncertain, {left.Text("recorded")} in the state.",
            sections.ToImmutable()
        );
    }

    /// <summary>What a plan changes, costs and finds; null where the run has no such file or may not be asked.</summary>
    public static async Task<JsonElement?> DifferenceAsync(
        Connection connection,
        string path,
        JsonElement run,
        CancellationToken cancellationToken
    )
    {
        if (Changes(run) is not { ValueKind: JsonValueKind.Object })
        {
            return null;
        }

        var read = await connection.Client.SendAsync(ApiRequest.Get($"{path}/difference"), cancellationToken);
        return read.Succeeded(out var answer, out _) && answer.IsJson ? answer.Json() : null;
    }

    private static ImmutableArray<Section> Parts(JsonElement run, JsonElement? difference, JsonElement? drift) =>
        [
            // Whoever looks for drift wants to know what differs; what a refresh would write is the same once more.
            .. run.Text("operation") is "drift" ? [] : Sections(run, difference),
            .. RunVerdicts.Policies(run),
            .. drift is { } drifted ? (ImmutableArray<Section>)[RunVerdicts.Drift(drifted)] : [],
        ];

    private static ImmutableArray<Section> Sections(JsonElement run, JsonElement? difference)
    {
        if (difference is not { } found)
        {
            return [];
        }

        var money = new MoneyText(found.Text("currency"));
        var sections = ImmutableArray.CreateBuilder<Section>();
        var resources = found.Items("resources").Where(r => r.Text("action") is not ("no-op" or "read")).ToList();
        if (resources.Count > 0)
        {
            sections.Add(
                JsonTable.Table(
                    resources,
                    [
                        JsonColumn.Of("Change", "action"),
                        JsonColumn.Of("Resource", "address", ColumnKind.Code),
                        JsonColumn.Of("Component", "component", dropOrder: 1),
                        new("What", Attributes, DropOrder: 2),
                        new("A month", r => Change(r.Text("monthlyCostChange"), money), ColumnKind.Figure),
                    ]
                )
            );
        }

        var findings = found.TryGetProperty("findings", out var of) ? of : default;
        List<(string Mark, JsonElement Finding)> moved =
        [
            .. findings.ValueKind is JsonValueKind.Object
                ? findings
                    .Items("added")
                    .Select(f => ("new", f))
                    .Concat(findings.Items("mended").Select(f => ("mended", f)))
                : [],
        ];
        if (moved.Count > 0)
        {
            sections.Add(
                new TableSection(
                    "",
                    [
                        new Column("Finding"),
                        new Column("Severity"),
                        new Column("Check", ColumnKind.Code),
                        new Column("Where", DropOrder: 1),
                        new Column("What"),
                    ],
                    [
                        .. moved.Select(m =>
                            Row.Of(
                                m.Mark,
                                m.Finding.Text("severity"),
                                m.Finding.Text("check"),
                                m.Finding.Text("resource"),
                                m.Finding.Text("message")
                            )
                        ),
                    ]
                )
            );
        }

        return sections.ToImmutable();
    }

    // Before → after and the difference between them; what has no price is said, never counted as nothing.
    private static string Cost(JsonElement run)
    {
        var changes = Changes(run);
        if (Amount(changes, "costBefore") is not { } before || Amount(changes, "costAfter") is not { } after)
        {
            return "";
        }

        var money = new MoneyText(changes.Text("currency"));
        var unpriced = Number(changes, "unpriced");
        var cost =
            $"A month costs {money.Figure(before)} → {money.Figure(after)} ({ChangeText.Figure(after - before, money)})"
            + (unpriced > 0 ? $", without {Words.Count(unpriced, "resource")} that has no price." : ".");
        var (added, mended) = (Number(changes, "findingsAdded"), Number(changes, "findingsMended"));
        return added + mended is 0
            ? cost
            : $"{cost} {Words.Count(added, "new finding")}, {Words.Count(mended, "finding")} mended.";
    }

    private static string Next(JsonElement run) =>
        run.Text("status") switch
        {
            "planned" => $"infrar run approve {run.Text("id")}, or infrar run discard {run.Text("id")}",
            "interrupted" => $"infrar run recover {run.Text("id")}",
            _ => "",
        };

    private static string Attributes(JsonElement resource)
    {
        var paths = resource.Items("attributes").Select(a => a.Text("path")).ToList();
        return resource.Text("action") is not ("update" or "replace") ? ""
            : paths.Count > 4 ? $"{string.Join(", ", paths.Take(4))} and {paths.Count - 4} more"
            : string.Join(", ", paths);
    }

    private static string Change(string amount, MoneyText money) =>
        decimal.TryParse(amount, NumberStyles.Number, CultureInfo.InvariantCulture, out var change)
            ? ChangeText.Figure(change, money)
            : MoneyText.NotPriced;

    private static JsonElement Changes(JsonElement run) =>
        run.TryGetProperty("changes", out var changes) ? changes : default;

    private static int Number(JsonElement item, string field) =>
        int.TryParse(item.Text(field), CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static decimal? Amount(JsonElement item, string field) =>
        decimal.TryParse(item.Text(field), NumberStyles.Number, CultureInfo.InvariantCulture, out var amount)
            ? amount
            : null;
}
