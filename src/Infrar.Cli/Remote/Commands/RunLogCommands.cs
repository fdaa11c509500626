using System.CommandLine;
using System.Text.Json;
using Infrar.Cli.Commands;

namespace Infrar.Cli.Remote.Commands;

/// <summary>What the engine said in a run, and the files that are kept of it.</summary>
internal static class RunLogCommands
{
    private static readonly string[] _files =
    [
        "configuration",
        "plan",
        "plan-json",
        "difference",
        "drift",
        "plan-log",
        "apply-log",
    ];

    /// <summary>Builds <c>infrar run logs</c>.</summary>
    public static RemoteCommand Logs()
    {
        var follow = new Option<bool>("--follow")
        {
            Description = "Go on with what comes, until the run stands still.",
        };
        return new RemoteCommand(
            "logs",
            "Print what the engine said while it planned and applied.",
            [RunCommands.Run, follow, RemoteOptions.Project],
            [
                new("infrar run logs run-01kb2m", "both phases"),
                new("infrar run logs run-01kb2m --follow", "of one that is at work; Ctrl-C leaves it at that"),
            ],
            (connection, cancellationToken) =>
                connection.WithProjectAsync(project =>
                {
                    var path = RunCommands.PathOf(connection, project);
                    return connection.Parse.GetValue(follow)
                        ? FollowAsync(connection, path, cancellationToken)
                        : PrintAsync(connection, path, cancellationToken);
                })
        );
    }

    /// <summary>Builds <c>infrar run download</c>.</summary>
    public static RemoteCommand Download()
    {
        var what = new Option<string>("--what")
        {
            Description = $"Which file: {Words.Either(_files)}.",
            HelpName = "FILE",
            Required = true,
        };
        what.CompletionSources.Add(_files);
        what.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !_files.Contains(token.Value, StringComparer.Ordinal))
            {
                result.AddError(
                    $"--what cannot be '{token.Value}'.{DidYouMean.Sentence(token.Value, _files)} Name one of: {string.Join(", ", _files)}."
                );
            }
        });
        return new RemoteCommand(
            "download",
            "Fetch a file that is kept of a run. A plan has every secret that it was made with; that is told in the audit log.",
            [RunCommands.Run, what, RemoteOptions.Project, SharedOptions.Output],
            [
                new("infrar run download run-01kb2m --what configuration -o files.zip", "the files that it runs"),
                new("infrar run download run-01kb2m --what difference | jq .resources", "what the plan changes"),
            ],
            (connection, cancellationToken) =>
                connection.WithProjectAsync(async project =>
                {
                    var file = connection.Parse.GetRequiredValue(what);
                    var output = connection.Parse.GetValue(SharedOptions.Output);
                    return file is "configuration" or "plan" && output is null or "-"
                        ? connection.Invocation.Refuse(
                            RemoteProblems.NothingGiven(
                                "The file to write",
                                $"Name it with -o, such as -o {(file is "plan" ? "plan.bin" : "files.zip")}."
                            )
                        )
                        : await Commands.Download.TextAsync(
                            connection,
                            ApiRequest.Get($"{RunCommands.PathOf(connection, project)}/{file}"),
                            output,
                            cancellationToken
                        );
                })
        );
    }

    private static async Task<int> FollowAsync(Connection connection, string path, CancellationToken cancellationToken)
    {
        var output = connection.Invocation.Console.Output;
        var isJson = SharedOptions.FormatOf(connection.Parse) is OutputFormat.Json;
        var log = new RunLog(output.WriteLine, isTold: false);
        var events = connection.Client.Events($"{path}/events", null);
        await foreach (var item in events.ReadAsync(cancellationToken))
        {
            using var data = JsonDocument.Parse(item.Data);
            if (isJson)
            {
                await output.WriteLineAsync(Line(item.EventType, data.RootElement));
            }
            else
            {
                log.Tell(item.EventType, data.RootElement);
            }

            await output.FlushAsync(cancellationToken);
            if (item.EventType is "status" && RunLog.IsStanding(data.RootElement.Text("status")))
            {
                var read = await connection.Client.SendAsync(ApiRequest.Get(path), cancellationToken);
                if (!read.Succeeded(out var answer, out var refused))
                {
                    return connection.Invocation.Refuse(refused);
                }

                var run = answer.Json().GetProperty("run");
                if (RunLog.IsStanding(run.Text("status")) && run.Text("status") == data.RootElement.Text("status"))
                {
                    connection.Invocation.Problems.Progress(
                        $"Run {run.Text("id")} is {RunReports.Said(run.Text("status"))}."
                    );
                    return ExitCode.Success;
                }
            }
        }

        return events.Problem is { } problem ? connection.Invocation.Refuse(problem) : ExitCode.Success;
    }

    private static async Task<int> PrintAsync(Connection connection, string path, CancellationToken cancellationToken)
    {
        var isJson = SharedOptions.FormatOf(connection.Parse) is OutputFormat.Json;
        var output = connection.Invocation.Console.Output;
        Core.Problem? missing = null;
        var found = false;
        foreach (var phase in (string[])["plan", "apply"])
        {
            var read = await connection.Client.SendAsync(ApiRequest.Get($"{path}/{phase}-log"), cancellationToken);
            if (!read.Succeeded(out var answer, out var problem))
            {
                if (problem.Code is not "RUN014")
                {
                    return connection.Invocation.Refuse(problem);
                }

                missing ??= problem;
                continue;
            }

            found = true;
            foreach (var line in RunLog.Lines(System.Text.Encoding.UTF8.GetString(answer.Content)))
            {
                await output.WriteLineAsync(isJson ? Line(phase, line) : line);
            }
        }

        return found || missing is null ? ExitCode.Success : connection.Invocation.Refuse(missing);
    }

    // One object on each line: what comes while it is followed has no end to wait for.
    private static string Line(string kind, JsonElement data) =>
        Compact(json =>
        {
            json.WriteString("event", kind);
            foreach (var field in data.EnumerateObject())
            {
                field.WriteTo(json);
            }
        });

    private static string Line(string phase, string text) =>
        Compact(json =>
        {
            json.WriteString("event", "log");
            json.WriteString("phase", phase);
            json.WriteString("text", text);
        });

    private static string Compact(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }
}
