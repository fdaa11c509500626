using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Infrar.Cli.Reports;
using Infrar.Core;

namespace Infrar.Cli.Remote.Commands;

/// <summary><c>infrar hooks</c>: having pushes to a repository built.</summary>
internal static class HookCommands
{
    private static readonly Argument<string> _hook = new("HOOK")
    {
        Description = "Its id, as infrar hooks list shows it.",
    };

    /// <summary>Builds the group.</summary>
    public static CommandGroup Create() =>
        new(
            "hooks",
            "Having pushes to a repository built: GitHub, GitLab, Gitea and Forgejo tell of them.",
            [
                new(
                    "infrar hooks create https://github.com/example/shop.git --branch main --release staging",
                    "prints address and secret for GitHub, once"
                ),
                new("infrar hooks show hok-01kb2m", "what came, and what became of it"),
            ],
            List(),
            Add(),
            Show(),
            Delete()
        );

    private static RemoteCommand List() =>
        new(
            "list",
            "List what has pushes built.",
            [RemoteOptions.Project, RemoteOptions.Limit],
            [new("infrar hooks list", "newest first")],
            (connection, cancellationToken) =>
                connection.WithProjectAsync(path =>
                    connection.ListAsync(
                        $"{path}/hooks",
                        "hook",
                        "No push is built yet. Begin with: infrar hooks create URL",
                        [
                            JsonColumn.Of("Hook", "id", ColumnKind.Code),
                            JsonColumn.Of("Repository", "url"),
                            new("Branch", h => h.Text("branch") is "" ? "every one" : h.Text("branch")),
                            JsonColumn.Of("Released to", "release", dropOrder: 1),
                            JsonColumn.Time("Made", "createdAt", dropOrder: 2),
                        ],
                        cancellationToken
                    )
                )
        );

    private static RemoteCommand Add()
    {
        var url = new Argument<string>("URL") { Description = "The repository's https address." };
        var branch = new Option<string?>("--branch")
        {
            Description = "Build pushes to this branch alone; * stands for any characters. Default: every branch.",
            HelpName = "BRANCH",
        };
        var release = new Option<string?>("--release")
        {
            Description = "Release what was built to this environment.",
            HelpName = "ENV",
        };
        var isPrivate = new Option<bool>("--private")
        {
            Description = "The repository is private: a token that reads it is asked for, or read from standard input.",
        };
        var username = new Option<string?>("--username")
        {
            Description = "Who the token belongs to, where the repository's host asks. Default: x-access-token.",
            HelpName = "NAME",
        };
        return new RemoteCommand(
            "create",
            "Have pushes to a repository built; prints the secret, once.",
            [url, branch, BuildCommand.Components, release, isPrivate, username, RemoteOptions.Project],
            [
                new("infrar hooks create https://github.com/example/shop.git", "pushes to every branch"),
                new(
                    "pass git | infrar hooks create https://git.example.com/shop.git --branch 'release/*' --private",
                    "a private one"
                ),
            ],
            (connection, cancellationToken) =>
                connection.WithProjectAsync(async project =>
                {
                    var parse = connection.Parse;
                    Result<string> given = "";
                    if (parse.GetValue(isPrivate))
                    {
                        given = connection.Invocation.Console.IsInputTerminal
                            ? await Prompt.SecretAsync(connection.Invocation, "Token", "Pipe it in.", cancellationToken)
                            : await Prompt.StandardInputAsync(connection.Invocation, "The token", cancellationToken);
                    }

                    if (!given.Succeeded(out var token, out var problem))
                    {
                        return connection.Invocation.Refuse(problem);
                    }

                    var body = new JsonObject
                    {
                        ["url"] = parse.GetRequiredValue(url),
                        ["branch"] = parse.GetValue(branch),
                        ["release"] = parse.GetValue(release),
                        ["token"] = token is "" ? null : token,
                        ["username"] = parse.GetValue(username),
                    };
                    if (BuildCommand.Orders(parse) is { } orders)
                    {
                        body["components"] = orders;
                    }

                    return await connection.DoAsync(
                        ApiRequest.Create($"{project}/hooks", body, ApiJson.Default.JsonObject),
                        answer => Made(answer.Json()),
                        cancellationToken
                    );
                })
        );
    }

    private static RemoteCommand Show() =>
        new(
            "show",
            "Show a hook, and what came of the pushes that it got last.",
            [_hook, RemoteOptions.Project],
            [new("infrar hooks show hok-01kb2m", "never its secret")],
            (connection, cancellationToken) =>
                connection.WithProjectAsync(project =>
                    connection.ShowAsync(ApiRequest.Get(PathOf(connection, project)), Report, cancellationToken)
                )
        );

    private static RemoteCommand Delete() =>
        new(
            "delete",
            "Delete a hook: pushes that are sent to it are refused from then on.",
            [_hook, RemoteOptions.Project],
            [new("infrar hooks delete hok-01kb2m", "what was built stays")],
            (connection, cancellationToken) =>
                connection.WithProjectAsync(project =>
                    connection.DoAsync(
                        ApiRequest.Delete(PathOf(connection, project)),
                        _ => $"{connection.Parse.GetRequiredValue(_hook)} is deleted.",
                        cancellationToken
                    )
                )
        );

    private static string Made(JsonElement made) =>
        $"""
            Pushes to {made.GetProperty("hook").Text(
                "url"
            )} are built from now on. Give these to its host, with the content type
            application/json and pushes alone; the secret is not shown again.
            Address  {made.GetProperty("hook").Text("address")}
            Secret   {made.Text("secret")}
            """;

    private static Report Report(JsonElement hook) =>
        new(
            "",
            $"Pushes to {(hook.Text("branch") is "" ? "every branch" : hook.Text("branch"))} of {hook.Text("url")} are built{(hook.Text("release") is "" ? "" : $" and released to {hook.Text("release")}")}.",
            JsonTable.Table(
                hook.Items("deliveries"),
                [
                    JsonColumn.Time("Came", "receivedAt"),
                    JsonColumn.Of("Branch", "branch"),
                    new("Commit", d => d.Text("commit")[..12], ColumnKind.Code),
                    JsonColumn.Of("Build", "build", ColumnKind.Code),
                    JsonColumn.Of("Refused", "refusal", dropOrder: 1),
                ]
            ),
            JsonTable.Facts(("Address", hook.Text("address")), ("Private", hook.Text("isPrivate")))
        );

    private static string PathOf(Connection connection, string project) =>
        $"{project}/hooks/{ApiPath.Part(connection.Parse.GetRequiredValue(_hook))}";
}
