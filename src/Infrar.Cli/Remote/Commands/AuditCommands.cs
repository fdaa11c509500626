using System.Collections.Immutable;
using System.CommandLine;
using Infrar.Cli.Commands;
using Infrar.Cli.Reports;

namespace Infrar.Cli.Remote.Commands;

/// <summary><c>infrar audit</c>: who did what, when, from where.</summary>
internal static class AuditCommands
{
    private static readonly Option<string?> _actor = new("--actor")
    {
        Description = "Of this account alone, by its id.",
        HelpName = "ID",
    };
    private static readonly Option<string?> _action = new("--action")
    {
        Description = "Of this sort alone, such as manifest.write.",
        HelpName = "ACTION",
    };
    private static readonly Option<string?> _of = new("--project-id")
    {
        Description = "Of this project alone, by its id.",
        HelpName = "ID",
    };
    private static readonly Option<DateTimeOffset?> _since = new("--since")
    {
        Description = "From this time on, such as 2026-11-01T00:00:00Z.",
        HelpName = "TIME",
    };
    private static readonly Option<DateTimeOffset?> _until = new("--until")
    {
        Description = "Before this time.",
        HelpName = "TIME",
    };

    /// <summary>What is shown of a row.</summary>
    public static readonly ImmutableArray<JsonColumn> Columns =
    [
        JsonColumn.Of("Row", "sequence", ColumnKind.Figure),
        JsonColumn.Time("When", "at"),
        JsonColumn.Of("Who", "actor", ColumnKind.Code, 1),
        JsonColumn.Of("Did", "action", ColumnKind.Code),
        JsonColumn.Of("To", "subject", ColumnKind.Code, 2),
        JsonColumn.Of("Outcome", "outcome"),
        JsonColumn.Of("Detail", "detail", dropOrder: 3),
    ];

    /// <summary>Builds the group.</summary>
    public static CommandGroup Create() =>
        new(
            "audit",
            "A team's audit log: read it, take it away, prove that it is whole.",
            [
                new("infrar audit list --team Shop --limit 20", "the newest rows"),
                new("infrar audit verify --team Shop", "walks the chain of hashes"),
            ],
            List(),
            Export(),
            Verify()
        );

    private static RemoteCommand List() =>
        new(
            "list",
            "List who did what, newest first.",
            [_actor, _action, _of, _since, _until, RemoteOptions.Team, RemoteOptions.Limit],
            [
                new("infrar audit list --team Shop --limit 20", "the newest rows"),
                new("infrar audit list --team Shop --action project.delete", "of one sort"),
            ],
            (connection, cancellationToken) =>
                connection.WithTeamAsync(
                    team =>
                        connection.ListAsync(
                            Filtered(connection, $"/api/v1/teams/{team.Text("id")}/audit"),
                            "row",
                            "No rows. Nothing of this sort was done yet.",
                            Columns,
                            cancellationToken
                        ),
                    cancellationToken
                )
        );

    private static RemoteCommand Export() =>
        new(
            "export",
            "Take the whole log away, oldest first, as one JSON object on each line.",
            [_actor, _action, _of, _since, _until, RemoteOptions.Team, SharedOptions.Output],
            [new("infrar audit export --team Shop -o audit.ndjson", "as its owner")],
            (connection, cancellationToken) =>
                connection.WithTeamAsync(
                    team =>
                        Download.TextAsync(
                            connection,
                            ApiRequest.Get(Filtered(connection, $"/api/v1/teams/{team.Text("id")}/audit/export")),
                            connection.Parse.GetValue(SharedOptions.Output),
                            cancellationToken
                        ),
                    cancellationToken
                )
        );

    private static RemoteCommand Verify() =>
        new(
            "verify",
            "Check the log's chain of hashes from its first row to its last.",
            [RemoteOptions.Team],
            [new("infrar audit verify --team Shop", "exits with 1 when a row is missing or changed")],
            (connection, cancellationToken) =>
                connection.WithTeamAsync(
                    team =>
                        VerifyAsync(
                            connection,
                            $"/api/v1/teams/{team.Text("id")}/audit/verification",
                            cancellationToken
                        ),
                    cancellationToken
                )
        );

    /// <summary>Says whether a log is whole.</summary>
    public static async Task<int> VerifyAsync(Connection connection, string path, CancellationToken cancellationToken)
    {
        var sent = await connection.Client.SendAsync(ApiRequest.Get(path), cancellationToken);
        if (!sent.Succeeded(out var answer, out var problem))
        {
            return connection.Invocation.Refuse(problem);
        }

        var json = answer.Json();
        var isWhole = json.Text("isWhole") is "yes";
        var shown = connection.Reply(
            json,
            v => new Report(
                "",
                isWhole ? $"The log is whole: {v.Text("rows")} rows." : $"The log is not whole: {v.Text("fault")}",
                JsonTable.Facts(("Last hash", v.Text("lastHash")))
            )
        );
        return isWhole ? shown : ExitCode.Failure;
    }

    private static string Filtered(Connection connection, string path) =>
        ApiPath.Query(
            path,
            ("actor", connection.Parse.GetValue(_actor)),
            ("action", connection.Parse.GetValue(_action)),
            ("project", connection.Parse.GetValue(_of)),
            ("since", connection.Parse.GetValue(_since)?.ToString("O")),
            ("until", connection.Parse.GetValue(_until)?.ToString("O"))
        );
}
