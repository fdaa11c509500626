using System.CommandLine;
using Infrar.Cli.Commands;
using Infrar.Cli.Reports;

namespace Infrar.Cli.Remote.Commands;

/// <summary><c>infrar run</c>: plans and applies what the manifest says, on the server.</summary>
internal static class RunCommands
{
    /// <summary>The run that is meant.</summary>
    public static Argument<string> Run { get; } =
        new("RUN") { Description = "The run's id, as infrar run list shows it." };

    /// <summary>Why, for people.</summary>
    public static Option<string?> Message { get; } =
        new("--message", "-m") { Description = "Why, for whoever reads it later.", HelpName = "TEXT" };

    /// <summary>Builds the group.</summary>
    public static CommandGroup Create() =>
        new(
            "run",
            "Plan and apply what the manifest says, on the server; follow and decide about runs.",
            [
                new("infrar run plan -e production", "what would change and what a month would cost"),
                new("infrar run apply -e production -m 'Two more tasks'", "plans, asks, applies"),
                new("infrar run list -e production", "what was done before"),
            ],
            RunStartCommands.Plan(),
            RunStartCommands.Apply(),
            RunStartCommands.Destroy(),
            RunStartCommands.Refresh(),
            RunStartCommands.Drift(),
            List(),
            Show(),
            RunLogCommands.Logs(),
            Approve(),
            Discard(),
            Cancel(),
            RunStartCommands.Recover(),
            RunLogCommands.Download()
        );

    /// <summary>The path of the run that is meant.</summary>
    public static string PathOf(Connection connection, string project) =>
        $"{project}/runs/{ApiPath.Part(connection.Parse.GetRequiredValue(Run))}";

    private static RemoteCommand List() =>
        new(
            "list",
            "List a project's runs, newest first.",
            [SharedOptions.Environment, RemoteOptions.Project, RemoteOptions.Limit],
            [new("infrar run list -e production --limit 10", "the last ten of an environment")],
            (connection, cancellationToken) =>
                connection.WithProjectAsync(path =>
                    connection.ListAsync(
                        ApiPath.Query(
                            $"{path}/runs",
                            ("environment", connection.Parse.GetValue(SharedOptions.Environment))
                        ),
                        "run",
                        "No runs yet. Begin with: infrar run plan",
                        [
                            JsonColumn.Of("Run", "id", ColumnKind.Code),
                            JsonColumn.Of("Environment", "environment"),
                            JsonColumn.Of("Operation", "operation"),
                            new("Status", r => RunReports.Said(r.Text("status"))),
                            new("Changes", RunReports.Counts),
                            JsonColumn.Time("Begun", "createdAt", dropOrder: 2),
                            JsonColumn.Of("Why", "message", dropOrder: 1),
                        ],
                        cancellationToken
                    )
                )
        );

    private static RemoteCommand Show() =>
        new(
            "show",
            "Show a run: what its plan would do and cost, and every status that it had.",
            [Run, RemoteOptions.Project],
            [
                new("infrar run show run-01kb2m", "its changes by resource"),
                new("infrar run show run-01kb2m --format json | jq -r .run.status", "its status, for a script"),
            ],
            (connection, cancellationToken) =>
                connection.WithProjectAsync(async project =>
                {
                    var path = PathOf(connection, project);
                    var read = await connection.Client.SendAsync(ApiRequest.Get(path), cancellationToken);
                    if (!read.Succeeded(out var answer, out var problem))
                    {
                        return connection.Invocation.Refuse(problem);
                    }

                    var detail = answer.Json();
                    var difference = await RunReports.DifferenceAsync(
                        connection,
                        path,
                        detail.GetProperty("run"),
                        cancellationToken
                    );
                    var drift = await RunVerdicts.DriftAsync(
                        connection,
                        path,
                        detail.GetProperty("run"),
                        cancellationToken
                    );
                    return connection.Reply(detail, d => RunReports.Detail(d, difference, drift));
                })
        );

    private static RemoteCommand Approve()
    {
        var over = new Option<bool>("--override")
        {
            Description = "Also where the plan breaks the environment's policy; for owners, who say why with -m.",
        };
        return new RemoteCommand(
            "approve",
            "Have a run's plan applied, once as many approved as the environment's policy asks for.",
            [Run, Message, over, RemoteOptions.Project],
            [
                new("infrar run approve run-01kb2m -m 'Agreed in the call'", "then follow it with infrar run logs"),
                new(
                    "infrar run approve run-01kb2m --override -m 'The fair'",
                    "against the policy, told in the audit log"
                ),
            ],
            (connection, cancellationToken) =>
                connection.WithProjectAsync(project =>
                    connection.DoAsync(
                        ApiRequest.Send(
                            HttpMethod.Post,
                            $"{PathOf(connection, project)}/approval",
                            new ApprovalBody(connection.Parse.GetValue(Message), connection.Parse.GetValue(over)),
                            ApiJson.Default.ApprovalBody
                        ),
                        answer => Approved(answer.Json()),
                        cancellationToken
                    )
                )
        );
    }

    private static RemoteCommand Discard() =>
        new(
            "discard",
            "Decide against a run's plan; the next run of the environment has its turn.",
            [Run, Message, RemoteOptions.Project],
            [new("infrar run discard run-01kb2m -m 'Too dear'", "nothing is changed")],
            (connection, cancellationToken) =>
                connection.WithProjectAsync(project =>
                    connection.DoAsync(
                        ApiRequest.Send(
                            HttpMethod.Post,
                            $"{PathOf(connection, project)}/discard",
                            new CommentBody(connection.Parse.GetValue(Message)),
                            ApiJson.Default.CommentBody
                        ),
                        answer => $"Run {answer.Json().Text("id")} is discarded. Nothing was changed.",
                        cancellationToken
                    )
                )
        );

    private static RemoteCommand Cancel()
    {
        var force = new Option<bool>("--force")
        {
            Description =
                "Kill the engine, where it was asked to stop and takes too long; the run is interrupted then and has to be recovered.",
        };
        return new RemoteCommand(
            "cancel",
            "Stop a run. An engine at work finishes what it is about, saves the state, and ends.",
            [Run, force, Message, RemoteOptions.Project],
            [
                new("infrar run cancel run-01kb2m", "gently"),
                new("infrar run cancel run-01kb2m --force", "when it was asked and does not end"),
            ],
            (connection, cancellationToken) =>
                connection.WithProjectAsync(project =>
                    connection.DoAsync(
                        ApiRequest.Send(
                            HttpMethod.Post,
                            $"{PathOf(connection, project)}/cancel",
                            new CancelBody(connection.Parse.GetValue(force), connection.Parse.GetValue(Message)),
                            ApiJson.Default.CancelBody
                        ),
                        answer => Stopped(answer.Json()),
                        cancellationToken
                    )
                )
        );
    }

    private static string Approved(System.Text.Json.JsonElement run) =>
        run.Text("status") is "planned"
            ? $"Your approval of run {run.Text("id")} is noted; others have to approve it too."
            : $"Run {run.Text("id")} is approved. Follow it: infrar run logs {run.Text("id")} --follow";

    private static string Stopped(System.Text.Json.JsonElement run) =>
        run.Text("status") is "canceled"
            ? $"Run {run.Text("id")} is canceled."
            : $"Run {run.Text("id")} was asked to stop. Follow it: infrar run logs {run.Text("id")} --follow";
}
