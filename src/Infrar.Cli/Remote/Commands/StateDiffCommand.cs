using System.CommandLine;
using System.Text.Json;
using Infrar.Cli.Commands;
using Infrar.Cli.Reports;

namespace Infrar.Cli.Remote.Commands;

/// <summary><c>infrar state diff</c>.</summary>
internal static class StateDiffCommand
{
    /// <summary>Builds the command.</summary>
    public static RemoteCommand Create()
    {
        var from = new Argument<string?>("FROM")
        {
            Description = "The older version's number; the one before the other when left out.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var to = new Argument<string?>("TO")
        {
            Description = "The newer version's number; the newest when left out.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        return new RemoteCommand(
            "diff",
            "Say what differs between two versions of a state; sensitive values are kept back.",
            [from, to, WorkspaceCommands.Environment, RemoteOptions.Project, SharedOptions.Output],
            [
                new("infrar state diff -e production", "what the last write changed"),
                new("infrar state diff -e production 3 7", "between two versions"),
            ],
            (connection, cancellationToken) =>
                WorkspaceCommands.WithWorkspaceAsync(
                    connection,
                    (path, _) =>
                        connection.ShowAsync(
                            ApiRequest.Get(
                                ApiPath.Query(
                                    $"{path}/state/diff",
                                    ("from", connection.Parse.GetValue(from)),
                                    ("to", connection.Parse.GetValue(to))
                                )
                            ),
                            Report,
                            cancellationToken
                        ),
                    cancellationToken
                )
        );
    }

    private static Report Report(JsonElement difference)
    {
        var rows = difference
            .Items("resources")
            .SelectMany(resource =>
                resource.Items("attributes").Any() && resource.Text("change") is "changed"
                    ? resource.Items("attributes").Select(a => Row.Of(Cells(resource.Text("address"), a)))
                    :
                    [
                        Row.Of(
                            new Cell(resource.Text("address")),
                            new Cell(""),
                            new Cell(resource.Text("change")),
                            new Cell(""),
                            new Cell("")
                        ),
                    ]
            )
            .Concat(difference.Items("outputs").Select(o => Row.Of(Cells("output", o))))
            .ToList();
        var head = $"Version {difference.Text("from")} → {difference.Text("to")}";
        return rows.Count is 0
            ? new Report("", $"{head}: no difference in resources or outputs.")
            : new Report(
                "",
                $"{head}: {Words.Count(difference.Items("resources").Count(), "resource")} differ.",
                new TableSection(
                    "",
                    [
                        new Column("Resource", ColumnKind.Code, 0),
                        new Column("Attribute", ColumnKind.Code, 0),
                        new Column("Change", ColumnKind.Text, 0),
                        new Column("Before", ColumnKind.Text, 0),
                        new Column("After", ColumnKind.Text, 0),
                    ],
                    [.. rows],
                    ""
                )
            );
    }

    private static System.Collections.Immutable.ImmutableArray<Cell> Cells(string address, JsonElement value) =>
        [
            new(address),
            new(value.Text("path")),
            new(value.Text("change")),
            new(value.Text("isSensitive") is "yes" ? "(sensitive)" : value.Text("before")),
            new(value.Text("isSensitive") is "yes" ? "(sensitive)" : value.Text("after")),
        ];
}
