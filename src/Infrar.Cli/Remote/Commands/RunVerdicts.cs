using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Infrar.Cli.Reports;

namespace Infrar.Cli.Remote.Commands;

/// <summary>What a run's plan is held against: the environment's policy, and reality.</summary>
internal static class RunVerdicts
{
    /// <summary>What is not as the state has it, as <c>/drift</c> says, by resource and attribute.</summary>
    public static Section Drift(JsonElement drift) =>
        new TableSection(
            "",
            [
                new Column("Changed outside", ColumnKind.Code),
                new Column("Attribute", ColumnKind.Code),
                new Column("The state has"),
                new Column("There is"),
            ],
            [
                .. drift
                    .Items("resources")
                    .SelectMany(resource =>
                        resource.Text("isGone") is "yes"
                            ? [Row.Of(resource.Text("address"), "", "", "nothing: it is gone")]
                            : resource
                                .Items("attributes")
                                .Select(a =>
                                    a.Text("isSensitive") is "yes"
                                        ? Row.Of(resource.Text("address"), a.Text("path"), "(sensitive)", "(sensitive)")
                                        : Row.Of(
                                            resource.Text("address"),
                                            a.Text("path"),
                                            Value(a, "before"),
                                            Value(a, "after")
                                        )
                                )
                    ),
            ]
        );

    /// <summary>What a look for drift came to.</summary>
    public static string Drifted(JsonElement run)
    {
        var changes = run.TryGetProperty("changes", out var found) ? found : default;
        return changes.Text("hasChanges") is not "yes"
            ? "Everything is as the state has it."
            : $"{Words.Count(int.Parse(changes.Text("drifted"), CultureInfo.InvariantCulture), "resource")} changed outside. "
                + $"Take that into the state: infrar run refresh -e {run.Text("environment")}. "
                + $"Or undo it: infrar run apply -e {run.Text("environment")}.";
    }

    private static string Value(JsonElement attribute, string side) =>
        attribute.Text(side) is "" ? "–" : attribute.Text(side);

    /// <summary>How a plan stands to the environment's policy.</summary>
    public static ImmutableArray<Section> Policies(JsonElement run) =>
        run.Items("policies").Any()
            ?
            [
                JsonTable.Table(
                    run.Items("policies"),
                    [
                        new("Policy", p => Spaced(p.Text("check"))),
                        new(
                            "Result",
                            p => p.Text("blocks") is "yes" ? $"{p.Text("outcome")}, blocks" : p.Text("outcome")
                        ),
                        JsonColumn.Of("Why", "detail"),
                    ]
                ),
            ]
            : [];

    /// <summary>What is not as the state has it; null where nothing is, or may not be asked.</summary>
    public static async Task<JsonElement?> DriftAsync(
        Connection connection,
        string path,
        JsonElement run,
        CancellationToken cancellationToken
    )
    {
        if (!run.TryGetProperty("changes", out var changes) || changes.Text("drifted") is "" or "0")
        {
            return null;
        }

        var read = await connection.Client.SendAsync(ApiRequest.Get($"{path}/drift"), cancellationToken);
        return read.Succeeded(out var answer, out _) && answer.IsJson ? answer.Json() : null;
    }

    // monthlyCost: monthly cost.
    private static string Spaced(string name) =>
        string.Concat(name.Select(c => char.IsUpper(c) ? $" {char.ToLowerInvariant(c)}" : $"{c}"));
}
