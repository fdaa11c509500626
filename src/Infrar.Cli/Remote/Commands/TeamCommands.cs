using System.CommandLine;
using Infrar.Cli.Reports;

namespace Infrar.Cli.Remote.Commands;

/// <summary><c>infrar teams</c>: who shares projects.</summary>
internal static class TeamCommands
{
    /// <summary>Builds the group.</summary>
    public static CommandGroup Create()
    {
        var name = new Argument<string>("NAME") { Description = "The team's name." };
        return new CommandGroup(
            "teams",
            "Teams, the people who share projects.",
            [
                new("infrar teams list", "those that you belong to"),
                new("infrar teams create Shop", "a new one of yours"),
            ],
            new RemoteCommand(
                "list",
                "List the teams that you belong to.",
                [RemoteOptions.Limit],
                [new("infrar teams list", "with your role in each")],
                (connection, cancellationToken) =>
                    connection.ListAsync(
                        "/api/v1/teams",
                        "team",
                        "No teams yet. Make one: infrar teams create NAME",
                        [
                            JsonColumn.Of("Team", "id", ColumnKind.Code),
                            JsonColumn.Of("Name", "name"),
                            JsonColumn.Of("Your role", "role"),
                            JsonColumn.Of("Members", "members", ColumnKind.Figure),
                            JsonColumn.Of("Projects", "projects", ColumnKind.Figure),
                            JsonColumn.Time("Made", "createdAt", dropOrder: 1),
                        ],
                        cancellationToken
                    )
            ),
            new RemoteCommand(
                "create",
                "Make a team; you are its owner.",
                [name],
                [new("infrar teams create Shop", "then invite: infrar invitations create")],
                (connection, cancellationToken) =>
                    connection.DoAsync(
                        ApiRequest.Create(
                            "/api/v1/teams",
                            new NameBody(connection.Parse.GetRequiredValue(name)),
                            ApiJson.Default.NameBody
                        ),
                        answer => $"Made the team {answer.Json().Text("name")} ({answer.Json().Text("id")}).",
                        cancellationToken
                    )
            ),
            new RemoteCommand(
                "rename",
                "Rename a team.",
                [name, RemoteOptions.Team],
                [new("infrar teams rename \"Web shop\" --team Shop", "as its owner")],
                (connection, cancellationToken) =>
                    connection.WithTeamAsync(
                        team =>
                            connection.DoAsync(
                                ApiRequest.Send(
                                    HttpMethod.Patch,
                                    $"/api/v1/teams/{team.Text("id")}",
                                    new NameBody(connection.Parse.GetRequiredValue(name)),
                                    ApiJson.Default.NameBody
                                ),
                                _ => $"The team is called {connection.Parse.GetRequiredValue(name)} now.",
                                cancellationToken
                            ),
                        cancellationToken
                    )
            ),
            new RemoteCommand(
                "leave",
                "Leave a team.",
                [RemoteOptions.Team, RemoteOptions.Yes],
                [new("infrar teams leave --team Shop", "its projects are out of your reach then")],
                (connection, cancellationToken) =>
                    connection.WithTeamAsync(
                        async team =>
                            await Prompt.ConfirmAsync(
                                connection.Invocation,
                                $"The projects of {team.Text("name")} will be out of your reach.",
                                null,
                                cancellationToken
                            )
                                is { } refusal
                                ? connection.Invocation.Refuse(refusal)
                                : await connection.DoAsync(
                                    ApiRequest.Delete($"/api/v1/teams/{team.Text("id")}/membership"),
                                    _ => $"You have left {team.Text("name")}.",
                                    cancellationToken
                                ),
                        cancellationToken
                    )
            ),
            new RemoteCommand(
                "delete",
                "Delete a team with its projects, their files and credentials, and its audit log.",
                [RemoteOptions.Team, RemoteOptions.Yes],
                [new("infrar teams delete --team Shop", "asks for its name first")],
                (connection, cancellationToken) =>
                    connection.WithTeamAsync(
                        async team =>
                            await Prompt.ConfirmAsync(
                                connection.Invocation,
                                $"{team.Text("name")} and all that it has will be gone for ever.",
                                team.Text("name"),
                                cancellationToken
                            )
                                is { } refusal
                                ? connection.Invocation.Refuse(refusal)
                                : await connection.DoAsync(
                                    ApiRequest.Delete(
                                        ApiPath.Query(
                                            $"/api/v1/teams/{team.Text("id")}",
                                            ("confirm", team.Text("name"))
                                        )
                                    ),
                                    _ => $"{team.Text("name")} is deleted.",
                                    cancellationToken
                                ),
                        cancellationToken
                    )
            )
        );
    }
}
