using System.CommandLine;
using Infrar.Cli.Reports;

namespace Infrar.Cli.Remote.Commands;

/// <summary><c>infrar invitations</c>: asking people into a team.</summary>
internal static class InvitationCommands
{
    /// <summary>Builds the group.</summary>
    public static CommandGroup Create() =>
        new(
            "invitations",
            "Invitations into a team.",
            [
                new("infrar invitations create bo@example.com operator --team Shop", "prints a secret for Bo"),
                new("infrar invitations accept", "asks for the secret that you were given"),
            ],
            List(),
            Make(),
            Withdraw(),
            Accept()
        );

    private static RemoteCommand List() =>
        new(
            "list",
            "List the invitations that were not taken yet.",
            [RemoteOptions.Team, RemoteOptions.Limit],
            [new("infrar invitations list --team Shop", "as an owner")],
            (connection, cancellationToken) =>
                connection.WithTeamAsync(
                    team =>
                        connection.ListAsync(
                            $"/api/v1/teams/{team.Text("id")}/invitations",
                            "invitation",
                            "No open invitations. Invite somebody: infrar invitations create EMAIL ROLE",
                            [
                                JsonColumn.Of("Invitation", "id", ColumnKind.Code),
                                JsonColumn.Of("E-mail", "email", ColumnKind.Code),
                                JsonColumn.Of("Role", "role"),
                                JsonColumn.Time("Expires", "expiresAt"),
                            ],
                            cancellationToken
                        ),
                    cancellationToken
                )
        );

    private static RemoteCommand Make()
    {
        var email = new Argument<string>("EMAIL") { Description = "Only an account of this address may take it." };
        var role = MemberCommands.Role();
        return new RemoteCommand(
            "create",
            "Invite somebody. The secret is printed this once and is good for seven days.",
            [email, role, RemoteOptions.Team],
            [new("infrar invitations create bo@example.com operator --team Shop", "give Bo what it prints")],
            (connection, cancellationToken) =>
                connection.WithTeamAsync(
                    team =>
                        connection.ShowAsync(
                            ApiRequest.Send(
                                HttpMethod.Post,
                                $"/api/v1/teams/{team.Text("id")}/invitations",
                                new InviteBody(
                                    connection.Parse.GetRequiredValue(email),
                                    connection.Parse.GetRequiredValue(role)
                                ),
                                ApiJson.Default.InviteBody
                            ),
                            made => new Report(
                                "",
                                $"{made.GetProperty("invitation").Text("email")} is invited. The secret is shown this once: "
                                    + "whoever has an account takes it with infrar invitations accept, others with infrar account create --invitation.",
                                JsonTable.Facts(
                                    ("Secret", made.Text("secret")),
                                    ("Role", made.GetProperty("invitation").Text("role")),
                                    ("Expires", made.GetProperty("invitation").Time("expiresAt"))
                                )
                            ),
                            cancellationToken
                        ),
                    cancellationToken
                )
        );
    }

    private static RemoteCommand Withdraw()
    {
        var invitation = new Argument<string>("INVITATION")
        {
            Description = "Its id, as infrar invitations list shows it.",
        };
        return new RemoteCommand(
            "withdraw",
            "Withdraw an invitation.",
            [invitation, RemoteOptions.Team],
            [new("infrar invitations withdraw inv-01hzy3 --team Shop", "its secret is good for nothing then")],
            (connection, cancellationToken) =>
                connection.WithTeamAsync(
                    team =>
                        connection.DoAsync(
                            ApiRequest.Delete(
                                $"/api/v1/teams/{team.Text("id")}/invitations/{ApiPath.Part(connection.Parse.GetRequiredValue(invitation))}"
                            ),
                            _ => "The invitation is withdrawn.",
                            cancellationToken
                        ),
                    cancellationToken
                )
        );
    }

    private static RemoteCommand Accept()
    {
        var input = new Option<bool>("--secret-stdin")
        {
            Description = "Read the secret from standard input instead of asking.",
        };
        return new RemoteCommand(
            "accept",
            "Take an invitation with the account that is signed in.",
            [input],
            [new("infrar invitations accept", "asks for the secret that you were given")],
            async (connection, cancellationToken) =>
            {
                var given = connection.Parse.GetValue(input)
                    ? await Prompt.StandardInputAsync(connection.Invocation, "The secret", cancellationToken)
                    : await Prompt.SecretAsync(
                        connection.Invocation,
                        "Secret of the invitation",
                        "Give it with --secret-stdin.",
                        cancellationToken
                    );
                return given.Succeeded(out var secret, out var problem)
                    ? await connection.DoAsync(
                        ApiRequest.Send(
                            HttpMethod.Post,
                            "/api/v1/invitations/accept",
                            new AcceptBody(secret.Trim()),
                            ApiJson.Default.AcceptBody
                        ),
                        _ => "You belong to the team now. infrar teams list shows it.",
                        cancellationToken
                    )
                    : connection.Invocation.Refuse(problem);
            }
        );
    }
}
