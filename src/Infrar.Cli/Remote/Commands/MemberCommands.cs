using System.CommandLine;
using System.Text.Json;
using Infrar.Cli.Problems;
using Infrar.Cli.Reports;

namespace Infrar.Cli.Remote.Commands;

/// <summary><c>infrar members</c>: who belongs to a team.</summary>
internal static class MemberCommands
{
    /// <summary>The roles, weakest first.</summary>
    public static readonly string[] Roles = ["viewer", "operator", "owner"];

    /// <summary>Builds the group.</summary>
    public static CommandGroup Create()
    {
        var member = new Argument<string>("MEMBER") { Description = "E-mail address or id." };
        var role = Role();
        return new CommandGroup(
            "members",
            "Who belongs to a team, and what they may do.",
            [
                new("infrar members list --team Shop", "everybody with their roles"),
                new("infrar members role bo@example.com operator --team Shop", "lets Bo change projects"),
            ],
            new RemoteCommand(
                "list",
                "List who belongs to a team.",
                [RemoteOptions.Team, RemoteOptions.Limit],
                [new("infrar members list --team Shop", "by name")],
                (connection, cancellationToken) =>
                    connection.WithTeamAsync(
                        team =>
                            connection.ListAsync(
                                $"/api/v1/teams/{team.Text("id")}/members",
                                "member",
                                "Nobody.",
                                [
                                    JsonColumn.Of("Name", "displayName"),
                                    JsonColumn.Of("E-mail", "email", ColumnKind.Code),
                                    JsonColumn.Of("Role", "role"),
                                    JsonColumn.Time("Since", "joinedAt", dropOrder: 1),
                                ],
                                cancellationToken
                            ),
                        cancellationToken
                    )
            ),
            new RemoteCommand(
                "role",
                "Change what a member may do.",
                [member, role, RemoteOptions.Team],
                [new("infrar members role bo@example.com owner --team Shop", "as an owner")],
                (connection, cancellationToken) =>
                    WithMemberAsync(
                        connection,
                        member,
                        (path, person) =>
                            connection.DoAsync(
                                ApiRequest.Send(
                                    HttpMethod.Put,
                                    path,
                                    new RoleBody(connection.Parse.GetRequiredValue(role)),
                                    ApiJson.Default.RoleBody
                                ),
                                _ => $"{person.Text("displayName")} is {connection.Parse.GetRequiredValue(role)} now.",
                                cancellationToken
                            ),
                        cancellationToken
                    )
            ),
            new RemoteCommand(
                "remove",
                "Take a member out of a team.",
                [member, RemoteOptions.Team, RemoteOptions.Yes],
                [new("infrar members remove bo@example.com --team Shop", "as an owner")],
                (connection, cancellationToken) =>
                    WithMemberAsync(
                        connection,
                        member,
                        async (path, person) =>
                            await Prompt.ConfirmAsync(
                                connection.Invocation,
                                $"The team's projects will be out of {person.Text("displayName")}'s reach.",
                                null,
                                cancellationToken
                            )
                                is { } refusal
                                ? connection.Invocation.Refuse(refusal)
                                : await connection.DoAsync(
                                    ApiRequest.Delete(path),
                                    _ => $"{person.Text("displayName")} is out of the team.",
                                    cancellationToken
                                ),
                        cancellationToken
                    )
            )
        );
    }

    /// <summary>The argument of a role.</summary>
    public static Argument<string> Role()
    {
        var role = new Argument<string>("ROLE") { Description = "viewer, operator or owner." };
        role.AcceptOnlyFromAmong(Roles);
        return role;
    }

    private static Task<int> WithMemberAsync(
        Connection connection,
        Argument<string> argument,
        Func<string, JsonElement, Task<int>> act,
        CancellationToken cancellationToken
    ) =>
        connection.WithTeamAsync(
            async team =>
            {
                var members = $"/api/v1/teams/{team.Text("id")}/members";
                var listed = await connection.Client.ListAsync(members, null, cancellationToken);
                if (!listed.Succeeded(out var people, out var problem))
                {
                    return connection.Invocation.Refuse(problem);
                }

                var named = connection.Parse.GetRequiredValue(argument);
                var person = people.FirstOrDefault(p =>
                    p.Text("userId") == named || p.Text("email").Equals(named, StringComparison.OrdinalIgnoreCase)
                );
                return person.ValueKind is JsonValueKind.Undefined
                    ? connection.Invocation.Refuse(
                        CliProblems.UnknownName("member", named, [.. people.Select(p => p.Text("email"))])
                    )
                    : await act($"{members}/{ApiPath.Part(person.Text("userId"))}", person);
            },
            cancellationToken
        );
}
