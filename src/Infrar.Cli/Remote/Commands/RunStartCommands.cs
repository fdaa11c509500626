using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json;
using Infrar.Cli.Commands;
using Infrar.Cli.Reports;

namespace Infrar.Cli.Remote.Commands;

/// <summary>The commands that begin a run and stay with it.</summary>
internal static class RunStartCommands
{
    private static readonly Option<string?> _strategy = new("--strategy", "-s")
    {
        Description = "The hosting option; the one that was chosen for the environment when left out, else its first.",
        HelpName = "NAME",
    };

    private static readonly Option<bool> _autoApprove = new("--auto-approve")
    {
        Description = "Apply the plan without asking.",
    };

    private static readonly Option<bool> _detach = new("--detach")
    {
        Description = "Begin it, say its id, and do not wait for it.",
    };

    private static readonly Option<string?> _from = new("--from")
    {
        Description =
            "An earlier run whose configuration is taken instead of what the manifest says now: to try again, or to go back.",
        HelpName = "RUN",
    };

    private static readonly Option<bool> _supersede = new("--supersede")
    {
        Description = "Take the place of older runs that nobody has approved.",
    };

    private static readonly Option<string[]> _import = new("--import")
    {
        Description = "A resource that was uncertain and is there, as ADDRESS=ID; repeatable.",
        HelpName = "ADDRESS=ID",
    };

    private static readonly Option<bool> _detailed = new("--detailed-exitcode")
    {
        Description = "Exit with 2 when the plan has changes.",
    };

    /// <summary>Builds <c>infrar run plan</c>.</summary>
    public static RemoteCommand Plan() =>
        Start(
            "plan",
            "Say what a run would change and cost. Nothing can be applied of it.",
            [_detailed],
            [
                new("infrar run plan -e production", "under the option that was chosen"),
                new("infrar run plan -e production -s render --detailed-exitcode", "exits with 2 on changes"),
                new("infrar run plan -e production --configuration infra", "the .tf files of a folder of your own"),
            ]
        );

    /// <summary>Builds <c>infrar run apply</c>.</summary>
    public static RemoteCommand Apply() =>
        Start(
            "apply",
            "Plan what the manifest says, ask, and apply exactly that plan. Without a terminal the plan waits for infrar run approve.",
            [_autoApprove, _supersede],
            [
                new("infrar run apply -e production -m 'Two more tasks'", "asks before anything is changed"),
                new("infrar run apply -e staging --auto-approve", "for a pipeline"),
                new("infrar run apply -e production --detach", "approve it later: infrar run approve RUN"),
                new("infrar run apply --from run-01kb2m", "go back to what that run applied"),
            ]
        );

    /// <summary>Builds <c>infrar run destroy</c>.</summary>
    public static RemoteCommand Destroy() =>
        Start(
            "destroy",
            "Plan to destroy everything that the state knows, ask, and do it.",
            [_autoApprove, _supersede],
            [new("infrar run destroy -e preview -m 'The preview is over'", "asks before anything is destroyed")]
        );

    /// <summary>Builds <c>infrar run refresh</c>.</summary>
    public static RemoteCommand Refresh() =>
        Start(
            "refresh",
            "See what is no longer as the state has it, ask, and take that into the state.",
            [_autoApprove, _supersede],
            [new("infrar run refresh -e production", "changes the state alone, and nothing that exists")]
        );

    /// <summary>Builds <c>infrar run drift</c>.</summary>
    public static RemoteCommand Drift() =>
        Start(
            "drift",
            "Look for what is no longer as the state has it. Nothing is changed. By the clock: infrar workspace schedule.",
            [_detailed],
            [
                new("infrar run drift -e production", "by resource and attribute"),
                new("infrar run drift -e production --detailed-exitcode", "exits with 2 where something drifted"),
            ]
        );

    /// <summary>Builds <c>infrar run recover</c>.</summary>
    public static RemoteCommand Recover() =>
        new(
            "recover",
            "Bring an interrupted run's state and reality together, and go on with what it was about.",
            [RunCommands.Run, _import, _autoApprove, _detach, RemoteOptions.Project],
            [
                new("infrar run recover run-01kb2m", "says what is uncertain, plans, asks, applies"),
                new(
                    "infrar run recover run-01kb2m --import aws_s3_bucket.files=gallery-files",
                    "of what was uncertain, this one is there at the provider"
                ),
            ],
            (connection, cancellationToken) =>
                connection.WithProjectAsync(async project =>
                {
                    var path = RunCommands.PathOf(connection, project);
                    var looked = await connection.Client.SendAsync(
                        ApiRequest.Get($"{path}/recovery"),
                        cancellationToken
                    );
                    if (!looked.Succeeded(out var left, out var problem))
                    {
                        return connection.Invocation.Refuse(problem);
                    }

                    Lost(connection, left.Json());
                    FoundBody[] found = [.. (connection.Parse.GetValue(_import) ?? []).Select(FoundBody.Of)];
                    return await BeginAsync(
                        connection,
                        project,
                        ApiRequest.Create($"{path}/recovery", new RecoveryBody(found), ApiJson.Default.RecoveryBody),
                        cancellationToken
                    );
                })
        );

    private static RemoteCommand Start(
        string operation,
        string description,
        ImmutableArray<Symbol> more,
        ImmutableArray<Example> examples
    ) =>
        new(
            operation,
            description,
            [
                SharedOptions.Environment,
                _strategy,
                _from,
                ConfigurationSender.Folder,
                RunCommands.Message,
                .. more,
                _detach,
                RemoteOptions.Project,
            ],
            examples,
            (connection, cancellationToken) =>
                connection.WithProjectAsync(async project =>
                {
                    var sent = await ConfigurationSender.SendAsync(connection, project, cancellationToken);
                    return sent.Succeeded(out var configuration, out var problem)
                        ? await BeginAsync(
                            connection,
                            project,
                            ApiRequest.Create(
                                $"{project}/runs",
                                new RunBody(
                                    operation,
                                    connection.Parse.GetValue(SharedOptions.Environment),
                                    connection.Parse.GetValue(_strategy),
                                    connection.Parse.GetValue(RunCommands.Message),
                                    connection.Parse.GetValue(_autoApprove),
                                    connection.Parse.GetValue(_from),
                                    connection.Parse.GetValue(_supersede) ? true : null,
                                    configuration is "" ? null : configuration
                                ),
                                ApiJson.Default.RunBody
                            ),
                            cancellationToken
                        )
                        : connection.Invocation.Refuse(problem);
                })
        );

    private static async Task<int> BeginAsync(
        Connection connection,
        string project,
        ApiRequest request,
        CancellationToken cancellationToken
    )
    {
        var begun = await connection.Client.SendAsync(request, cancellationToken);
        if (!begun.Succeeded(out var answer, out var problem))
        {
            return connection.Invocation.Refuse(problem);
        }

        var run = answer.Json();
        if (connection.Parse.GetValue(_detach))
        {
            return connection.Done(
                answer,
                _ => $"{RunReports.Begun(run)}\nFollow it: infrar run logs {run.Text("id")} --follow"
            );
        }

        connection.Invocation.Problems.Progress(RunReports.Begun(run));
        return await new RunSession(
            connection,
            $"{project}/runs/{run.Text("id")}",
            run.Text("id"),
            new(connection.Parse.GetValue(_autoApprove), connection.Parse.GetValue(_detailed))
        ).StayAsync(cancellationToken);
    }

    private static void Lost(Connection connection, JsonElement left)
    {
        var report = RunReports.Lost(left);
        if (SharedOptions.FormatOf(connection.Parse) is OutputFormat.Table)
        {
            connection.Invocation.Console.Error.Write(
                TerminalReport.Write(report, connection.Invocation.Console.Width, color: false)
            );
        }
    }
}
