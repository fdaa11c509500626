using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json;
using Infrar.Cli.Problems;
using Infrar.Cli.Reports;

namespace Infrar.Cli.Remote.Commands;

/// <summary><c>infrar workspace</c>: a project's environments as places with one state, and who holds them.</summary>
internal static class WorkspaceCommands
{
    /// <summary>The environment whose workspace is meant.</summary>
    public static Option<string?> Environment { get; } =
        new("--environment", "-e")
        {
            Description = "The environment; may be left out where the project has one workspace alone.",
            HelpName = "NAME",
        };

    /// <summary>Builds the group.</summary>
    public static CommandGroup Create() =>
        new(
            "workspace",
            "A project's workspaces: one state for each environment, and who may change it.",
            [
                new("infrar workspace list --project shop", "who holds which"),
                new("infrar workspace lock -e production --reason 'The database moves tonight.'", "others wait"),
            ],
            List(),
            Show(),
            Lock(),
            Unlock(),
            PolicyCommands.Create(),
            ScheduleCommands.Create(),
            VariableCommands.Create()
        );

    /// <summary>Goes on with the workspace that is meant: its path and its environment.</summary>
    public static Task<int> WithWorkspaceAsync(
        Connection connection,
        Func<string, string, Task<int>> act,
        CancellationToken cancellationToken
    ) =>
        connection.WithProjectAsync(async project =>
        {
            if (connection.Parse.GetValue(Environment) is { } named)
            {
                return await act($"{project}/workspaces/{ApiPath.Part(named)}", named);
            }

            var listed = await connection.Client.ListAsync($"{project}/workspaces", null, cancellationToken);
            if (!listed.Succeeded(out var workspaces, out var problem))
            {
                return connection.Invocation.Refuse(problem);
            }

            ImmutableArray<string> known = [.. workspaces.Select(w => w.Text("environment"))];
            return known is [var only]
                ? await act($"{project}/workspaces/{ApiPath.Part(only)}", only)
                : connection.Invocation.Refuse(CliProblems.EnvironmentNotNamed(known));
        });

    private static RemoteCommand List() =>
        new(
            "list",
            "List a project's workspaces: their state, and who holds them.",
            [RemoteOptions.Project, RemoteOptions.Limit],
            [new("infrar workspace list --project shop", "newest first")],
            (connection, cancellationToken) =>
                connection.WithProjectAsync(path =>
                    connection.ListAsync(
                        $"{path}/workspaces",
                        "workspace",
                        "No workspaces yet. The first run, lock or state of an environment makes its workspace.",
                        [
                            JsonColumn.Of("Environment", "environment", ColumnKind.Code),
                            new("Version", w => Part(w, "state").Text("version"), ColumnKind.Figure),
                            new("Serial", w => Part(w, "state").Text("serial"), ColumnKind.Figure),
                            new("Resources", w => Part(w, "state").Text("resources"), ColumnKind.Figure),
                            new("Written", w => Part(w, "state").Time("at"), ColumnKind.Code, 1),
                            new("Held by", Holder),
                        ],
                        cancellationToken
                    )
                )
        );

    private static RemoteCommand Show() =>
        new(
            "show",
            "Show a workspace: its state, and who holds it.",
            [Environment, RemoteOptions.Project],
            [new("infrar workspace show -e production --project shop", "locks with their reasons")],
            (connection, cancellationToken) =>
                WithWorkspaceAsync(
                    connection,
                    (path, _) => connection.ShowAsync(ApiRequest.Get(path), Report, cancellationToken),
                    cancellationToken
                )
        );

    private static RemoteCommand Lock()
    {
        var reason = new Option<string>("--reason")
        {
            Description = "Why, for whoever finds it locked.",
            HelpName = "TEXT",
            Required = true,
        };
        return new RemoteCommand(
            "lock",
            "Keep others from changing a workspace's state; a run that is at work comes to its end.",
            [Environment, reason, RemoteOptions.Project],
            [new("infrar workspace lock -e production --reason 'The database moves tonight.'", "until you unlock it")],
            (connection, cancellationToken) =>
                WithWorkspaceAsync(
                    connection,
                    (path, environment) =>
                        connection.DoAsync(
                            ApiRequest.Send(
                                HttpMethod.Post,
                                $"{path}/lock",
                                new LockBody(connection.Parse.GetRequiredValue(reason)),
                                ApiJson.Default.LockBody
                            ),
                            _ => $"{environment} is locked.",
                            cancellationToken
                        ),
                    cancellationToken
                )
        );
    }

    private static RemoteCommand Unlock() =>
        new(
            "unlock",
            "Take a person's lock away, whoever's it is. A lock that OpenTofu left: infrar state unlock.",
            [Environment, RemoteOptions.Project],
            [new("infrar workspace unlock -e production --project shop", "told in the audit log")],
            (connection, cancellationToken) =>
                WithWorkspaceAsync(
                    connection,
                    (path, environment) =>
                        connection.DoAsync(
                            ApiRequest.Delete($"{path}/lock"),
                            _ => $"{environment} is unlocked.",
                            cancellationToken
                        ),
                    cancellationToken
                )
        );

    private static Report Report(JsonElement workspace)
    {
        var (state, held) = (Part(workspace, "state"), Part(workspace, "hold"));
        var (person, client) = (Part(workspace, "lock"), Part(workspace, "stateLock"));
        return new Report(
            "",
            state.ValueKind is JsonValueKind.Object
                ? $"{workspace.Text("environment")} has version {state.Text("version")} of its state: serial {state.Text("serial")}, {state.Text("resources")} resources."
                : $"{workspace.Text("environment")} has no state.",
            JsonTable.Facts(
                ("Written", state.Time("at")),
                ("Held by run", Said(held.Text("run"), held.Text("why"))),
                ("Locked by", Said($"{person.Text("name")} {person.Time("at")}".Trim(), person.Text("reason"))),
                (
                    "State lock",
                    Said(
                        $"{client.Text("id")} {client.Text("who")} {client.Time("at")}".Trim(),
                        client.Text("operation")
                    )
                )
            )
        );
    }

    private static string Holder(JsonElement workspace) =>
        Part(workspace, "hold") is { ValueKind: JsonValueKind.Object } hold ? hold.Text("run")
        : Part(workspace, "lock") is { ValueKind: JsonValueKind.Object } person
            ? $"{person.Text("name")}: {person.Text("reason")}"
        : Part(workspace, "stateLock").Text("who");

    private static string Said(string what, string why) => why is "" ? what : $"{what}: {why}";

    private static JsonElement Part(JsonElement item, string name) =>
        item.TryGetProperty(name, out var part) ? part : default;
}
