using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Infrar.Cli.Commands;
using Infrar.Cli.Reports;

namespace Infrar.Cli.Remote.Commands;

/// <summary>Releases: bringing what was built into an environment, and going back.</summary>
internal static class ReleaseCommands
{
    private static readonly Option<bool> _autoApprove = new("--auto-approve")
    {
        Description = "Apply the plan without asking, where the environment's policy lets it.",
    };

    /// <summary>Builds <c>infrar release</c>.</summary>
    public static RemoteCommand Release()
    {
        var build = new Option<string?>("--build")
        {
            Description = "The build; the newest that came to a good end when left out.",
            HelpName = "BUILD",
        };
        var health = new Option<string[]>("--health")
        {
            Description =
                "An address that answers while it is well; those of the manifest when left out. May be repeated.",
            HelpName = "URL",
        };
        return new RemoteCommand(
            "release",
            "Plan an environment with the images of a build; approve the run, and it goes live once it is well.",
            [
                SharedOptions.Environment,
                build,
                SharedOptions.Strategy,
                health,
                _autoApprove,
                RunCommands.Message,
                RemoteOptions.Project,
            ],
            [
                new("infrar release -e production", "the newest build; then infrar run approve"),
                new("infrar release -e staging --auto-approve", "without asking"),
            ],
            (connection, cancellationToken) =>
                connection.WithProjectAsync(project =>
                {
                    var parse = connection.Parse;
                    var body = new JsonObject
                    {
                        ["environment"] = parse.GetValue(SharedOptions.Environment),
                        ["build"] = parse.GetValue(build),
                        ["strategy"] = parse.GetValue(SharedOptions.Strategy),
                        ["message"] = parse.GetValue(RunCommands.Message),
                        ["autoApply"] = parse.GetValue(_autoApprove),
                    };
                    if (parse.GetValue(health) is { Length: > 0 } addresses)
                    {
                        body["health"] = new JsonArray([.. addresses.Select(a => JsonValue.Create(a))]);
                    }

                    return connection.DoAsync(
                        ApiRequest.Send(HttpMethod.Post, $"{project}/releases", body, ApiJson.Default.JsonObject),
                        answer => Begun(answer.Json()),
                        cancellationToken
                    );
                })
        );
    }

    /// <summary>Builds <c>infrar rollback</c>.</summary>
    public static RemoteCommand Rollback()
    {
        var to = new Option<string?>("--to")
        {
            Description = "The release; the one that was live before when left out.",
            HelpName = "RELEASE",
        };
        return new RemoteCommand(
            "rollback",
            "Return an environment to the images of a release that was live before.",
            [SharedOptions.Environment, to, _autoApprove, RunCommands.Message, RemoteOptions.Project],
            [
                new("infrar rollback -e production -m 'The banner hides the cart'", "to the one before"),
                new("infrar rollback -e production --to rel-01kb2m --auto-approve", "to a certain one, at once"),
            ],
            (connection, cancellationToken) =>
                connection.WithProjectAsync(project =>
                    connection.DoAsync(
                        ApiRequest.Send(
                            HttpMethod.Post,
                            $"{project}/returns",
                            new JsonObject
                            {
                                ["environment"] = connection.Parse.GetValue(SharedOptions.Environment),
                                ["to"] = connection.Parse.GetValue(to),
                                ["message"] = connection.Parse.GetValue(RunCommands.Message),
                                ["autoApply"] = connection.Parse.GetValue(_autoApprove),
                            },
                            ApiJson.Default.JsonObject
                        ),
                        answer => Begun(answer.Json()),
                        cancellationToken
                    )
                )
        );
    }

    /// <summary>Builds <c>infrar releases</c>.</summary>
    public static CommandGroup Group()
    {
        var release = new Argument<string>("RELEASE") { Description = "Its id, as infrar releases list shows it." };
        return new(
            "releases",
            "What was released to a project's environments.",
            [new("infrar releases list -e production", "newest first")],
            new RemoteCommand(
                "list",
                "List a project's releases, newest first.",
                [SharedOptions.Environment, RemoteOptions.Project, RemoteOptions.Limit],
                [new("infrar releases list -e production --limit 5", "the last five")],
                (connection, cancellationToken) =>
                    connection.WithProjectAsync(path =>
                        connection.ListAsync(
                            ApiPath.Query(
                                $"{path}/releases",
                                ("environment", connection.Parse.GetValue(SharedOptions.Environment))
                            ),
                            "release",
                            "No releases yet. Begin with: infrar release -e ENV",
                            [
                                JsonColumn.Of("Release", "id", ColumnKind.Code),
                                JsonColumn.Of("Environment", "environment"),
                                JsonColumn.Of("Status", "status"),
                                new(
                                    "Of",
                                    r =>
                                        r.Text("build") is { Length: > 0 } build
                                            ? build
                                            : $"back to {r.Text("returnsTo")}",
                                    ColumnKind.Code,
                                    1
                                ),
                                JsonColumn.Of("Run", "run", ColumnKind.Code, 2),
                                JsonColumn.Time("Begun", "createdAt", dropOrder: 3),
                            ],
                            cancellationToken
                        )
                    )
            ),
            new RemoteCommand(
                "show",
                "Show a release: its images, its run, and whether it is well.",
                [release, RemoteOptions.Project],
                [new("infrar releases show rel-01kb2m", "what runs with it")],
                (connection, cancellationToken) =>
                    connection.WithProjectAsync(path =>
                        connection.ShowAsync(
                            ApiRequest.Get(
                                $"{path}/releases/{ApiPath.Part(connection.Parse.GetRequiredValue(release))}"
                            ),
                            Report,
                            cancellationToken
                        )
                    )
            )
        );
    }

    private static string Begun(JsonElement release) =>
        $"Release {release.Text("id")} to {release.Text("environment")} is planned by {release.Text("run")}. Approve it with infrar run approve {release.Text("run")}; infrar releases show {release.Text("id")} tells how it stands.";

    private static Report Report(JsonElement release) =>
        new(
            "",
            release.GetProperty("problem") is { ValueKind: JsonValueKind.Object } why
                ? $"Release {release.Text("id")} is {release.Text("status")}: {why.Text("title")}. {why.Text("detail")}"
                : $"Release {release.Text("id")} is {release.Text("status")} in {release.Text("environment")}.",
            JsonTable.Table(
                release.Items("images"),
                [JsonColumn.Of("Component", "component"), JsonColumn.Of("Image", "reference", ColumnKind.Code)]
            ),
            JsonTable.Facts(
                ("Build", release.Text("build")),
                ("Returns to", release.Text("returnsTo")),
                ("Run", release.Text("run")),
                ("Asked whether it is well", release.Text("health")),
                ("Last answer", release.Text("lastCheck"))
            )
        );
}
