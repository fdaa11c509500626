using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Infrar.Cli.Commands;
using Infrar.Cli.Reports;

namespace Infrar.Cli.Remote.Commands;

/// <summary><c>infrar builds</c>: what was built, of what, and what it consists of.</summary>
internal static class BuildCommands
{
    private static readonly Argument<string> _build = new("BUILD")
    {
        Description = "Its id, as infrar builds list shows it.",
    };

    private static readonly Argument<string> _component = new("COMPONENT")
    {
        Description = "The component whose image is meant.",
    };

    /// <summary>Builds the group.</summary>
    public static CommandGroup Create() =>
        new(
            "builds",
            "Builds of a project: their images, what those consist of, and how they came about.",
            [
                new("infrar builds list", "newest first"),
                new("infrar builds sbom bld-01kb2m api -o bom.json", "what an image consists of, as CycloneDX"),
            ],
            List(),
            Show(),
            Log(),
            Cancel(),
            Said("sbom", "Print what an image consists of, as CycloneDX has it."),
            Said("provenance", "Print how an image came about, as SLSA has it."),
            BuildSecretCommands.Create()
        );

    /// <summary>A build for people.</summary>
    public static Report Report(JsonElement detail)
    {
        var build = detail.GetProperty("build");
        var images = build.Items("images").ToList();
        var licenses = images
            .SelectMany(i => i.Items("licenses"))
            .GroupBy(l => l.Text("license"), StringComparer.Ordinal)
            .Select(g => (License: g.Key, Packages: g.Sum(l => l.GetProperty("packages").GetInt32())))
            .OrderByDescending(l => l.Packages)
            .Take(12);
        return new(
            "",
            build.GetProperty("problem") is not { ValueKind: JsonValueKind.Object } why
                    ? $"Build {build.Text("id")} is {build.Text("status").Replace('_', ' ')}."
                : build.Text("status") is "built"
                    ? $"Build {build.Text("id")} is built, and was not released to {build.Text("release")}: {why.Text("title")}. {why.Text("detail")}"
                : $"Build {build.Text("id")} is {build.Text("status")}: {why.Text("detail")}",
            JsonTable.Table(
                images,
                [
                    JsonColumn.Of("Component", "component"),
                    new("Size", i => Size(i.GetProperty("size").GetInt64()), ColumnKind.Figure),
                    new("Layers", i => $"{i.Items("layers").Count()}", ColumnKind.Figure, 2),
                    new("Cached", i => $"{i.Text("cachedSteps")} of {i.Text("steps")} steps", DropOrder: 3),
                    new(
                        "Took",
                        i => $"{i.GetProperty("seconds").GetDouble().ToString("0.0", CultureInfo.InvariantCulture)} s",
                        ColumnKind.Figure
                    ),
                    JsonColumn.Of("Packages", "packages", ColumnKind.Figure, 4),
                    JsonColumn.Of("Made for", "language", dropOrder: 5),
                    new("Image", i => i.Text("reference"), ColumnKind.Code, 1),
                ]
            ),
            JsonTable.Facts([
                .. images.Select(i => ($"Digest of {i.Text("component")}", i.Text("digest"))),
                (
                    "Licences",
                    string.Join(
                        ", ",
                        licenses.Select(l => $"{(l.License is "" ? "none stated" : l.License)} ({l.Packages})")
                    )
                ),
            ])
        );
    }

    private static RemoteCommand List() =>
        new(
            "list",
            "List a project's builds, newest first.",
            [RemoteOptions.Project, RemoteOptions.Limit],
            [new("infrar builds list --limit 10", "the last ten")],
            (connection, cancellationToken) =>
                connection.WithProjectAsync(path =>
                    connection.ListAsync(
                        $"{path}/builds",
                        "build",
                        "No builds yet. Begin with: infrar build",
                        [
                            JsonColumn.Of("Build", "id", ColumnKind.Code),
                            new("Status", b => b.Text("status").Replace('_', ' ')),
                            new("Images", b => string.Join(", ", b.Items("images").Select(i => i.Text("component")))),
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
            "Show a build: its images with size, what was cached, packages and licences.",
            [_build, RemoteOptions.Project],
            [new("infrar builds show bld-01kb2m --format json | jq -r '.build.images[].reference'", "for a script")],
            (connection, cancellationToken) =>
                connection.WithProjectAsync(project =>
                    connection.ShowAsync(ApiRequest.Get(PathOf(connection, project)), Report, cancellationToken)
                )
        );

    private static RemoteCommand Log()
    {
        var follow = new Option<bool>("--follow") { Description = "Go on with what comes, until the build has ended." };
        return new RemoteCommand(
            "log",
            "Print what was said while it was built; secrets are masked.",
            [_build, follow, RemoteOptions.Project],
            [
                new("infrar builds log bld-01kb2m", "of one that has ended"),
                new("infrar builds log bld-01kb2m --follow", "of one that is at work; Ctrl-C leaves it at that"),
            ],
            (connection, cancellationToken) =>
                connection.WithProjectAsync(project =>
                    connection.Parse.GetValue(follow)
                        ? BuildSession.StayAsync(connection, PathOf(connection, project), cancellationToken)
                        : Download.TextAsync(
                            connection,
                            ApiRequest.Get($"{PathOf(connection, project)}/log"),
                            null,
                            cancellationToken
                        )
                )
        );
    }

    private static RemoteCommand Cancel() =>
        new(
            "cancel",
            "Stop a build.",
            [_build, RunCommands.Message, RemoteOptions.Project],
            [new("infrar builds cancel bld-01kb2m -m 'Wrong branch'", "what was pushed until then stays")],
            (connection, cancellationToken) =>
                connection.WithProjectAsync(project =>
                    connection.DoAsync(
                        ApiRequest.Send(
                            HttpMethod.Post,
                            $"{PathOf(connection, project)}/cancel",
                            new CommentBody(connection.Parse.GetValue(RunCommands.Message)),
                            ApiJson.Default.CommentBody
                        ),
                        answer =>
                            answer.Json().Text("status") is "canceled"
                                ? $"Build {answer.Json().Text("id")} is canceled."
                                : $"Build {answer.Json().Text("id")} is being stopped.",
                        cancellationToken
                    )
                )
        );

    private static RemoteCommand Said(string what, string summary) =>
        new(
            what,
            summary,
            [_build, _component, RemoteOptions.Project, SharedOptions.Output],
            [new($"infrar builds {what} bld-01kb2m api -o {what}.json", "only what the project's key signed is shown")],
            (connection, cancellationToken) =>
                connection.WithProjectAsync(project =>
                    Download.TextAsync(
                        connection,
                        ApiRequest.Get(
                            $"{PathOf(connection, project)}/images/{ApiPath.Part(connection.Parse.GetRequiredValue(_component))}/{what}"
                        ),
                        connection.Parse.GetValue(SharedOptions.Output),
                        cancellationToken
                    )
                )
        );

    private static string PathOf(Connection connection, string project) =>
        $"{project}/builds/{ApiPath.Part(connection.Parse.GetRequiredValue(_build))}";

    private static string Size(long bytes) =>
        string.Create(CultureInfo.InvariantCulture, $"{bytes / 1048576.0:0.0} MiB");
}
