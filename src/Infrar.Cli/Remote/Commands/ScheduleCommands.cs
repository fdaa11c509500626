using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Infrar.Cli.Reports;

namespace Infrar.Cli.Remote.Commands;

/// <summary><c>infrar workspace schedule</c>: what happens to an environment by the clock.</summary>
internal static class ScheduleCommands
{
    private static readonly Option<int?> _drift = new("--drift-hours")
    {
        Description = "Every how many hours drift is looked for, 1 to 720; 0 for never.",
        HelpName = "HOURS",
    };

    private static readonly Option<int?> _expiresIn = new("--expires-in")
    {
        Description = "In how many hours everything is destroyed; 0 for never.",
        HelpName = "HOURS",
    };

    /// <summary>Builds the group.</summary>
    public static CommandGroup Create() =>
        new(
            "schedule",
            "What happens to an environment by the clock: looks for drift, and its end.",
            [
                new("infrar workspace schedule set -e production --drift-hours 24", "told when something drifted"),
                new("infrar workspace schedule set -e preview --expires-in 48", "destroyed in two days"),
            ],
            Show(),
            Set()
        );

    private static RemoteCommand Show() =>
        new(
            "show",
            "Show an environment's schedule.",
            [WorkspaceCommands.Environment, RemoteOptions.Project],
            [new("infrar workspace schedule show -e preview", "when it ends")],
            (connection, cancellationToken) =>
                WorkspaceCommands.WithWorkspaceAsync(
                    connection,
                    (path, _) => connection.ShowAsync(ApiRequest.Get($"{path}/schedule"), Report, cancellationToken),
                    cancellationToken
                )
        );

    private static RemoteCommand Set() =>
        new(
            "set",
            "Change an environment's schedule; what is not named stays.",
            [WorkspaceCommands.Environment, _drift, _expiresIn, RemoteOptions.Project],
            [
                new("infrar workspace schedule set -e production --drift-hours 24", "the first look is at once"),
                new("infrar workspace schedule set -e preview --expires-in 0", "it stays after all"),
            ],
            (connection, cancellationToken) =>
                WorkspaceCommands.WithWorkspaceAsync(
                    connection,
                    (path, environment) =>
                        VersionedEdit.PutAsync(
                            connection,
                            $"{path}/schedule",
                            there => Edited(connection.Parse, there, connection.Invocation.Console.Time.GetUtcNow()),
                            now => Said(environment, now),
                            cancellationToken
                        ),
                    cancellationToken
                )
        );

    private static JsonObject Edited(ParseResult parse, JsonElement there, DateTimeOffset now)
    {
        var schedule = new JsonObject
        {
            ["driftHours"] = JsonNode.Parse(there.GetProperty("driftHours").GetRawText()),
            ["expiresAt"] = JsonNode.Parse(there.GetProperty("expiresAt").GetRawText()),
        };
        if (parse.GetValue(_drift) is { } drift)
        {
            schedule["driftHours"] = drift is 0 ? null : drift;
        }

        if (parse.GetValue(_expiresIn) is { } hours)
        {
            schedule["expiresAt"] = hours is 0 ? null : now.AddHours(hours).ToString("O", CultureInfo.InvariantCulture);
        }

        return schedule;
    }

    private static string Said(string environment, JsonElement now) =>
        $"{environment}: drift is looked for {(now.Text("driftHours") is "" ? "never" : $"every {now.Text("driftHours")} hours")}; "
        + (now.Text("expiresAt") is "" ? "it stays." : $"everything is destroyed at {now.Time("expiresAt")}.");

    private static Report Report(JsonElement schedule) =>
        new(
            "",
            Said(schedule.Text("environment"), schedule),
            JsonTable.Facts(
                ("Next look for drift", schedule.Time("nextDriftAt")),
                ("Ends", schedule.Time("expiresAt")),
                ("Problem", schedule.Text("problem"))
            )
        );
}
