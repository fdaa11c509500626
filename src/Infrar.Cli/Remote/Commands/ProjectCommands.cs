using System.CommandLine;
using System.Text.Json;
using Infrar.Cli.Reports;

namespace Infrar.Cli.Remote.Commands;

/// <summary><c>infrar projects</c>: a team's systems.</summary>
internal static class ProjectCommands
{
    private static readonly Option<string?> _slug = new("--slug")
    {
        Description = "Its name in addresses: lower-case letters, digits and hyphens.",
        HelpName = "SLUG",
    };

    private static readonly Option<string?> _residency = new("--residency")
    {
        Description = "Where the project's data may lie, such as eu.",
        HelpName = "PLACE",
    };

    /// <summary>Builds the group.</summary>
    public static CommandGroup Create() =>
        new(
            "projects",
            "A team's systems: their manifests, costs and findings.",
            [
                new("infrar projects create Shop --manifest infrar.yaml", "a project from the manifest in this folder"),
                new("infrar projects estimate --project shop -e production", "what it costs a month"),
            ],
            List(),
            Show(),
            Make(),
            Edit(),
            Delete(),
            ManifestCommands.Create(),
            ManifestCommands.Environments(),
            ManifestCommands.Strategy(),
            EvaluationCommands.Compare(),
            EvaluationCommands.Estimate(),
            EvaluationCommands.Check(),
            EvaluationCommands.Graph(),
            EvaluationCommands.Generate()
        );

    /// <summary>A project for people.</summary>
    public static Report Report(JsonElement project) =>
        new(
            "",
            $"{project.Text("name")} ({project.Text("slug")}).",
            JsonTable.Facts(
                ("Project", project.Text("id")),
                ("Team", project.Text("team")),
                ("Your role", project.Text("role")),
                ("Manifest", project.Text("hasManifest") is "yes" ? "there" : "none yet: infrar projects manifest put"),
                ("Residency", project.Text("residency")),
                ("Made", project.Time("createdAt")),
                ("Changed", project.Time("changedAt")),
                ("Version", project.Text("version"))
            )
        );

    private static RemoteCommand List() =>
        new(
            "list",
            "List the projects of your teams, newest first.",
            [RemoteOptions.Limit],
            [
                new("infrar projects list", "all of them"),
                new("infrar projects list --format json | jq -r .[].slug", "their slugs"),
            ],
            (connection, cancellationToken) =>
                connection.ListAsync(
                    "/api/v1/projects",
                    "project",
                    "No projects yet. Make one: infrar projects create NAME --manifest infrar.yaml",
                    [
                        JsonColumn.Of("Project", "slug", ColumnKind.Code),
                        JsonColumn.Of("Name", "name"),
                        JsonColumn.Of("Your role", "role"),
                        JsonColumn.Of("Manifest", "hasManifest", dropOrder: 2),
                        JsonColumn.Time("Changed", "changedAt", dropOrder: 3),
                        JsonColumn.Of("Id", "id", ColumnKind.Code, dropOrder: 1),
                    ],
                    cancellationToken
                )
        );

    private static RemoteCommand Show() =>
        new(
            "show",
            "Show a project.",
            [RemoteOptions.Project],
            [new("infrar projects show --project shop", "by its slug or id")],
            (connection, cancellationToken) =>
                connection.WithProjectAsync(path =>
                    connection.ShowAsync(ApiRequest.Get(path), Report, cancellationToken)
                )
        );

    private static RemoteCommand Make()
    {
        var name = new Argument<string>("NAME") { Description = "The project's name." };
        var manifest = new Option<string?>("--manifest")
        {
            Description = "Its manifest; - reads standard input.",
            HelpName = "FILE",
        };
        return new RemoteCommand(
            "create",
            "Make a project in a team where you are operator or owner.",
            [name, _slug, _residency, manifest, RemoteOptions.Team],
            [
                new("infrar projects create Shop --manifest infrar.yaml", "with the manifest in this folder"),
                new("infrar projects create Shop --team Web --residency eu", "in one of several teams"),
            ],
            (connection, cancellationToken) =>
                connection.WithTeamAsync(
                    async team =>
                    {
                        var text = await ManifestCommands.TextAsync(connection, manifest, cancellationToken);
                        if (!text.Succeeded(out var file, out var problem))
                        {
                            return connection.Invocation.Refuse(problem);
                        }

                        var body = new ProjectBody(
                            team.Text("id"),
                            connection.Parse.GetRequiredValue(name),
                            connection.Parse.GetValue(_slug),
                            connection.Parse.GetValue(_residency),
                            file.Text is "" ? null : file.Text
                        );
                        return await connection.DoAsync(
                            ApiRequest.Create("/api/v1/projects", body, ApiJson.Default.ProjectBody),
                            answer =>
                                $"Made {answer.Json().Text("slug")} in {team.Text("name")}. Link this folder to it: infrar link {answer.Json().Text("slug")}",
                            cancellationToken
                        );
                    },
                    cancellationToken
                )
        );
    }

    private static RemoteCommand Edit()
    {
        var name = new Option<string?>("--name") { Description = "The new name.", HelpName = "NAME" };
        var edit = new RemoteCommand(
            "rename",
            "Change a project's name, slug or residency; what is left out stays.",
            [name, _slug, _residency, RemoteOptions.Project],
            [
                new("infrar projects rename --project shop --name \"Web shop\"", "the name alone"),
                new("infrar projects rename --project shop --slug web-shop", "its address; links to the old one end"),
            ],
            (connection, cancellationToken) =>
                connection.WithProjectAsync(async path =>
                {
                    // What is changed is what was read a moment ago, or the server refuses.
                    var read = await connection.Client.SendAsync(ApiRequest.Get(path), cancellationToken);
                    if (!read.Succeeded(out var project, out var problem))
                    {
                        return connection.Invocation.Refuse(problem);
                    }

                    var body = new ProjectChangeBody(
                        connection.Parse.GetValue(name),
                        connection.Parse.GetValue(_slug),
                        connection.Parse.GetValue(_residency)
                    );
                    return await connection.ShowAsync(
                        ApiRequest.Send(HttpMethod.Patch, path, body, ApiJson.Default.ProjectChangeBody) with
                        {
                            IfMatch = project.ETag,
                        },
                        Report,
                        cancellationToken
                    );
                })
        );
        edit.Validators.Add(result =>
        {
            if (
                result.GetResult(name) is null
                && result.GetResult(_slug) is null
                && result.GetResult(_residency) is null
            )
            {
                result.AddError("Nothing to change is named. Give --name, --slug or --residency.");
            }
        });
        return edit;
    }

    private static RemoteCommand Delete() =>
        new(
            "delete",
            "Delete a project and all that hangs on it.",
            [RemoteOptions.Project, RemoteOptions.Yes],
            [new("infrar projects delete --project shop", "asks for its slug first")],
            (connection, cancellationToken) =>
                connection.WithProjectAsync(async path =>
                {
                    var read = await connection.Client.SendAsync(ApiRequest.Get(path), cancellationToken);
                    if (!read.Succeeded(out var project, out var problem))
                    {
                        return connection.Invocation.Refuse(problem);
                    }

                    var slug = project.Json().Text("slug");
                    problem = await Prompt.ConfirmAsync(
                        connection.Invocation,
                        $"{project.Json().Text("name")}, its manifests and its credentials will be gone for ever.",
                        slug,
                        cancellationToken
                    );
                    return problem is null
                        ? await connection.DoAsync(
                            ApiRequest.Delete(ApiPath.Query(path, ("confirm", slug))),
                            _ => $"{slug} is deleted.",
                            cancellationToken
                        )
                        : connection.Invocation.Refuse(problem);
                })
        );
}
