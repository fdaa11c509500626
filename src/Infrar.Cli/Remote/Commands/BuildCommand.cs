using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Infrar.Cli.Problems;
using Infrar.Cli.Sources;
using Infrar.Core;

namespace Infrar.Cli.Remote.Commands;

/// <summary><c>infrar build</c>: sends sources and has their images built, on the server.</summary>
internal static class BuildCommand
{
    private static readonly Argument<string> _folder = new("DIR")
    {
        Description = "The folder of the sources. Default: this one.",
        DefaultValueFactory = _ => ".",
    };

    private static readonly Option<string?> _upload = new("--upload")
    {
        Description = "An upload that is there already, as infrar uploads list shows it, in the place of a folder.",
        HelpName = "UPLOAD",
    };

    /// <summary>Which components are built.</summary>
    public static Option<string[]> Components { get; } =
        new("--component")
        {
            Description =
                "Build this component alone, or NAME=FOLDER where detection would not find it; may be repeated.",
            HelpName = "NAME",
        };

    private static readonly Option<string?> _release = new("--release")
    {
        Description = "Release it to this environment once it is built.",
        HelpName = "ENV",
    };

    private static readonly Option<bool> _detach = new("--detach")
    {
        Description = "Do not wait; follow it later with infrar builds log.",
    };

    /// <summary>Builds the command.</summary>
    public static RemoteCommand Create() =>
        new(
            "build",
            "Send a folder of sources, and have its images built, signed and pushed to the project's registry.",
            [_folder, _upload, Components, _release, RunCommands.Message, _detach, RemoteOptions.Project],
            [
                new("infrar build", "every component of this folder that has an image"),
                new("infrar build --component api --release staging", "one of them, and straight to an environment"),
                new("infrar build --upload upl-01hzy3", "what was sent or imported before"),
            ],
            (connection, cancellationToken) =>
                connection.WithProjectAsync(async project =>
                {
                    var sent = connection.Parse.GetValue(_upload) is { } there
                        ? there
                        : await SendAsync(connection, project, cancellationToken);
                    if (!sent.Succeeded(out var upload, out var problem))
                    {
                        return connection.Invocation.Refuse(problem);
                    }

                    var asked = await connection.Client.SendAsync(
                        ApiRequest.Send(
                            HttpMethod.Post,
                            $"{project}/builds",
                            Body(connection.Parse, upload),
                            ApiJson.Default.JsonObject
                        ),
                        cancellationToken
                    );
                    if (!asked.Succeeded(out var answer, out problem))
                    {
                        return connection.Invocation.Refuse(problem);
                    }

                    var build = answer.Json();
                    var id = build.Text("id");
                    if (connection.Parse.GetValue(_detach))
                    {
                        return connection.Done(
                            answer,
                            _ => $"Build {id} waits. Follow it: infrar builds log {id} --follow"
                        );
                    }

                    return await BuildSession.StayAsync(
                        connection,
                        $"{project}/builds/{ApiPath.Part(id)}",
                        cancellationToken
                    );
                })
        );

    private static JsonObject Body(ParseResult parse, string upload)
    {
        var body = new JsonObject { ["upload"] = upload, ["message"] = parse.GetValue(RunCommands.Message) };
        if (parse.GetValue(_release) is { } environment)
        {
            body["release"] = environment;
        }

        if (Orders(parse) is { } orders)
        {
            body["components"] = orders;
        }

        return body;
    }

    /// <summary>The components that are named, as the API takes them; null for all that detection finds.</summary>
    public static JsonArray? Orders(ParseResult parse) =>
        parse.GetValue(Components) is { Length: > 0 } components
            ? new JsonArray([
                .. components.Select(c =>
                    c.Split('=', 2) is [var name, var folder]
                        ? new JsonObject { ["component"] = name, ["folder"] = folder }
                        : new JsonObject { ["component"] = c }
                ),
            ])
            : null;

    private static async Task<Result<string>> SendAsync(
        Connection connection,
        string project,
        CancellationToken cancellationToken
    )
    {
        var named = connection.Parse.GetRequiredValue(_folder);
        var root = connection.Invocation.Console.Resolve(named);
        if (!Directory.Exists(root))
        {
            return CliProblems.Unreadable(named, "There is no such folder.");
        }

        try
        {
            var source = SourceFiles.Of(root, cancellationToken);
            if (source.Files.IsEmpty)
            {
                return CliProblems.Unreadable(named, "Nothing in it is to be sent.");
            }

            connection.Invocation.Problems.Progress($"Packing {Words.Count(source.Files.Length, "file")} …");
            await using var archive = await SourceArchive.PackAsync(source, cancellationToken);
            var sender = new UploadSender(connection.Client, project, (_, _) => { });
            var name = $"{Path.GetFileName(Path.TrimEndingDirectorySeparator(root))}.tar.gz";
            var sending = await sender.SendAsync(archive, name, cancellationToken);
            return sending.Succeeded(out var path, out var problem) ? path[(path.LastIndexOf('/') + 1)..] : problem;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return CliProblems.Unreadable(named, fault.Message);
        }
    }
}

/// <summary>Stays with a build: its log as it comes, its images, its end.</summary>
internal static class BuildSession
{
    private const int MostLooks = 20;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(500);

    /// <summary>Stays until it has ended, or the person leaves.</summary>
    /// <param name="connection">Who asked.</param>
    /// <param name="path">The build's path.</param>
    /// <param name="cancellationToken">Leaves; the build goes on.</param>
    public static async Task<int> StayAsync(Connection connection, string path, CancellationToken cancellationToken)
    {
        var say = connection.Invocation.Problems;
        var events = connection.Client.Events($"{path}/events", null);
        await foreach (var item in events.ReadAsync(cancellationToken))
        {
            using var data = JsonDocument.Parse(item.Data);
            switch (item.EventType)
            {
                case "log" when data.RootElement.TryGetProperty("text", out var text):
                    foreach (var line in RunLog.Lines(text.GetString() ?? ""))
                    {
                        say.Progress(line);
                    }

                    break;
                case "status":
                    say.Progress(Said(data.RootElement.Text("status")));
                    break;
                default:
                    break;
            }
        }

        if (events.Problem is { } problem)
        {
            return connection.Invocation.Refuse(problem);
        }

        var read = await EndAsync(connection, path, cancellationToken);
        if (!read.Succeeded(out var answer, out problem))
        {
            return connection.Invocation.Refuse(problem);
        }

        var detail = answer.Json();
        var build = detail.GetProperty("build");
        return build.GetProperty("problem") is { ValueKind: JsonValueKind.Object } why
            ? connection.Invocation.Refuse(
                new Problem(why.Text("code"), ProblemKind.Invalid, why.Text("title"), why.Text("detail"))
            )
            : connection.Reply(detail, BuildCommands.Report);
    }

    // One that is to be released says a moment after its end what became of that.
    private static async Task<Result<ApiAnswer>> EndAsync(
        Connection connection,
        string path,
        CancellationToken cancellationToken
    )
    {
        var releases = $"{path[..path.LastIndexOf("/builds/", StringComparison.Ordinal)]}/releases";
        for (var tried = 0; ; tried++)
        {
            var read = await connection.Client.SendAsync(ApiRequest.Get(path), cancellationToken);
            if (!read.Succeeded(out var answer, out _))
            {
                return read;
            }

            var build = answer.Json().GetProperty("build");
            if (
                tried >= MostLooks
                || build.Text("release") is not { Length: > 0 } environment
                || build.Text("status") is not "built"
                || build.GetProperty("problem").ValueKind is JsonValueKind.Object
            )
            {
                return read;
            }

            var listed = await connection.Client.SendAsync(
                ApiRequest.Get(ApiPath.Query(releases, ("environment", environment))),
                cancellationToken
            );
            if (
                listed.Succeeded(out var page, out _)
                && page.Json()
                    .Items("items")
                    .Where(r => r.Text("build") == build.Text("id"))
                    .Select(r => r.Text("run"))
                    .FirstOrDefault()
                    is { } run
            )
            {
                connection.Invocation.Problems.Progress(
                    $"Its release to {environment} is planned by {run}. Approve it with infrar run approve {run}."
                );
                return read;
            }

            await Task.Delay(BetweenLooks, connection.Invocation.Console.Time, cancellationToken);
        }
    }

    private static string Said(string status) =>
        status switch
        {
            "pending" => "The server looks into the sources …",
            "build_queued" => "It waits for a builder …",
            "building" => "Building …",
            _ => $"The build is {status}.",
        };
}
