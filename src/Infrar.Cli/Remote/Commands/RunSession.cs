using System.Text.Json;
using Infrar.Cli.Commands;
using Infrar.Cli.Reports;
using Infrar.Core;

namespace Infrar.Cli.Remote.Commands;

/// <summary>Stays with a run that this command began: its log as it comes, its plan, the question, its end.</summary>
/// <param name="connection">Who asked.</param>
/// <param name="path">The run's path.</param>
/// <param name="run">Its id.</param>
/// <param name="wishes">What was asked for.</param>
internal sealed class RunSession(Connection connection, string path, string run, RunWishes wishes)
{
    private readonly RunLog _log = new(connection.Invocation.Problems.Progress, isTold: true);
    private readonly ServerEvents _events = connection.Client.Events($"{path}/events", null);
    private Report? _plan;

    /// <summary>Stays until it has ended, waits for somebody else, or the person leaves.</summary>
    /// <returns>0 when it ended as wanted; 2 when its plan waits for approval, or has changes and that was asked; 1 otherwise.</returns>
    public async Task<int> StayAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await FollowAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return await LeaveAsync();
        }
    }

    private async Task<int> FollowAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var stood = await NextAsync(cancellationToken);
            if (!stood.Succeeded(out var now, out var problem))
            {
                return connection.Invocation.Refuse(problem);
            }

            if (now.Text("status") is not "planned")
            {
                return End(now);
            }

            switch (await AskAsync(now, cancellationToken))
            {
                case null:
                    return Waits(now);
                case { } decision:
                    var decided = await DecideAsync(decision, cancellationToken);
                    // Somebody else may have been faster; then what they decided is what is followed.
                    if (!decided.Succeeded(out var then, out var refused))
                    {
                        if (refused is { Code: "RUN002" })
                        {
                            break;
                        }

                        return connection.Invocation.Refuse(refused);
                    }

                    if (then.Text("status") is "planned")
                    {
                        Answer(then, $"Your approval of run {run} is noted; others have to approve it too.");
                        return ExitCode.Exceeded;
                    }

                    break;
            }
        }
    }

    // Tells what comes until the run stands: its plan waits, it has ended, or it was interrupted.
    private async Task<Result<JsonElement>> NextAsync(CancellationToken cancellationToken)
    {
        await foreach (var item in _events.ReadAsync(cancellationToken))
        {
            using var data = JsonDocument.Parse(item.Data);
            _log.Tell(item.EventType, data.RootElement);
            if (item.EventType is not "status" || data.RootElement.Text("status") is "pending" or "planning")
            {
                continue;
            }

            // An event tells of then; what counts is how it stands now.
            var read = await ReadAsync(cancellationToken);
            if (!read.Succeeded(out var now, out _) || RunLog.IsStanding(now.Text("status")))
            {
                return read;
            }
        }

        return _events.Problem is { } problem ? problem : await ReadAsync(cancellationToken);
    }

    private async Task<Result<JsonElement>> ReadAsync(CancellationToken cancellationToken)
    {
        var read = await connection.Client.SendAsync(ApiRequest.Get(path), cancellationToken);
        if (!read.Succeeded(out var answer, out var problem))
        {
            return problem;
        }

        var now = answer.Json().GetProperty("run");
        if (_plan is null && now.Text("status") is "planned" or "planned_and_finished" or "apply_queued" or "applying")
        {
            await ShowPlanAsync(now, cancellationToken);
        }

        return now;
    }

    private async Task ShowPlanAsync(JsonElement now, CancellationToken cancellationToken)
    {
        var difference = await RunReports.DifferenceAsync(connection, path, now, cancellationToken);
        var drift = await RunVerdicts.DriftAsync(connection, path, now, cancellationToken);
        _plan = RunReports.Plan(now, difference, drift);
        _log.Steps = RunReports.Steps(now);
        if (Format is OutputFormat.Table)
        {
            connection.Invocation.Console.Output.Write(
                TerminalReport.Write(
                    _plan,
                    connection.Invocation.Console.Width,
                    connection.Invocation.Problems.ColorOutput
                )
            );
            await connection.Invocation.Console.Output.FlushAsync(cancellationToken);
        }
    }

    // Null where nobody is there to decide.
    private async Task<string?> AskAsync(JsonElement now, CancellationToken cancellationToken)
    {
        if (wishes.IsAutoApproved)
        {
            return "approval";
        }

        var console = connection.Invocation.Console;
        if (!console.IsInputTerminal)
        {
            return null;
        }

        console.Error.Write(
            now.Text("operation") is "destroy"
                ? $"Destroy this in {now.Text("environment")}? [y/N] "
                : $"Approve? [y/N] "
        );
        // A terminal does not let go of a read; who interrupts must not wait for it.
        var line = await Task.Run(() => console.Input.ReadLineAsync(cancellationToken).AsTask(), cancellationToken)
            .WaitAsync(cancellationToken);
        return line?.Trim().ToLowerInvariant() switch
        {
            null => null,
            "y" or "yes" => "approval",
            _ => "discard",
        };
    }

    private async Task<Result<JsonElement>> DecideAsync(string decision, CancellationToken cancellationToken)
    {
        var sent = await connection.Client.SendAsync(
            ApiRequest.Send(HttpMethod.Post, $"{path}/{decision}", new CommentBody(null), ApiJson.Default.CommentBody),
            cancellationToken
        );
        return sent.Succeeded(out var answer, out var problem) ? answer.Json() : problem;
    }

    private int Waits(JsonElement now)
    {
        Answer(
            now,
            $"The plan waits. Apply it with infrar run approve {run}, or decide against it with infrar run discard {run}."
        );
        return ExitCode.Exceeded;
    }

    private int End(JsonElement now)
    {
        var status = now.Text("status");
        Answer(
            now,
            status switch
            {
                "planned_and_finished" when now.Text("operation") is "plan" => $"Run {run} has planned.",
                "planned_and_finished" when now.Text("operation") is "drift" => RunVerdicts.Drifted(now),
                "planned_and_finished" => $"Nothing is to change. Run {run} is finished.",
                "applied" => $"Applied: {RunReports.Counts(now)}. Run {run} is finished.",
                "discarded" => $"Run {run} is discarded. Nothing was changed.",
                "canceled" => $"Run {run} is canceled. What was made until then is in the state.",
                "interrupted" =>
                    $"Run {run} was interrupted while it applied. Recover it with infrar run recover {run}.",
                _ => $"Run {run} is {RunReports.Said(status)}.",
            }
        );
        if (status is "errored" && now.TryGetProperty("problem", out var why) && why.ValueKind is JsonValueKind.Object)
        {
            return connection.Invocation.Refuse(
                new Problem(why.Text("code"), ProblemKind.Invalid, why.Text("title"), why.Text("detail"))
            );
        }

        return status is not ("planned_and_finished" or "applied" or "recovered") ? ExitCode.Failure
            : wishes.IsDetailed && now.TryGetProperty("changes", out var changes) && changes.Text("hasChanges") is "yes"
                ? ExitCode.Exceeded
            : ExitCode.Success;
    }

    // A table was shown when it came; the other forms are one answer at the end.
    private void Answer(JsonElement now, string sentence)
    {
        if (Format is OutputFormat.Table)
        {
            connection.Invocation.Console.Output.WriteLine(sentence);
            return;
        }

        _ = connection.Reply(
            now,
            _ => _plan is { } plan ? plan with { Answer = $"{sentence} {plan.Answer}" } : new Report("", sentence)
        );
    }

    // As who knows HCP Terraform expects: the run is the server's and goes on; whether it is to stop is asked where somebody can say so.
    private async Task<int> LeaveAsync()
    {
        var console = connection.Invocation.Console;
        if (console.IsInputTerminal && Format is not OutputFormat.Json)
        {
            console.Error.Write(
                $"\nRun {run} goes on at the server. Only yes cancels it; press Ctrl-C again to leave. Cancel it? "
            );
            if ((await console.Input.ReadLineAsync(CancellationToken.None))?.Trim() is "yes")
            {
                var sent = await connection.Client.SendAsync(
                    ApiRequest.Send(
                        HttpMethod.Post,
                        $"{path}/cancel",
                        new CancelBody(false, null),
                        ApiJson.Default.CancelBody
                    ),
                    CancellationToken.None
                );
                if (!sent.Succeeded(out _, out var problem))
                {
                    return connection.Invocation.Refuse(problem);
                }

                connection.Invocation.Problems.Progress(
                    $"Run {run} was asked to stop. Follow it: infrar run logs {run} --follow"
                );
                return ExitCode.Interrupted;
            }
        }

        connection.Invocation.Problems.Progress(
            $"Run {run} goes on at the server. Follow it: infrar run logs {run} --follow\nCancel it: infrar run cancel {run}"
        );
        return ExitCode.Interrupted;
    }

    private OutputFormat Format => SharedOptions.FormatOf(connection.Parse);
}

/// <summary>How somebody wants to stay with a run.</summary>
/// <param name="IsAutoApproved">Whether its plan is applied without asking.</param>
/// <param name="IsDetailed">Whether a plan with changes exits with 2.</param>
internal sealed record RunWishes(bool IsAutoApproved, bool IsDetailed);
