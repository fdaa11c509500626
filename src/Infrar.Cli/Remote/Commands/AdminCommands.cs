using System.CommandLine;
using Infrar.Cli.Reports;

namespace Infrar.Cli.Remote.Commands;

/// <summary><c>infrar admin</c>: the whole installation, for its administrators.</summary>
internal static class AdminCommands
{
    private const string Root = "/api/v1/administration";
    private static readonly Argument<string> _user = new("USER")
    {
        Description = "The account's id, as infrar admin users list shows it.",
    };

    /// <summary>Builds the group.</summary>
    public static CommandGroup Create() =>
        new(
            "admin",
            "The whole installation, for its administrators.",
            [
                new("infrar admin users list", "everybody who has an account"),
                new("infrar admin maintenance begin \"The database moves.\"", "changes are refused until it ends"),
            ],
            new RemoteCommand(
                "show",
                "Show what is set for the whole installation.",
                [],
                [new("infrar admin show", "registration, quotas, maintenance")],
                (connection, cancellationToken) =>
                    connection.ShowAsync(
                        ApiRequest.Get($"{Root}/installation"),
                        json => new Report(
                            "",
                            "What is set for the installation.",
                            JsonTable.Facts([
                                .. json.EnumerateObject().Select(p => (Words.Capitalized(p.Name), json.Text(p.Name))),
                            ])
                        ),
                        cancellationToken
                    )
            ),
            Registration(),
            Users(),
            Teams(),
            Maintenance(),
            Audit()
        );

    private static RemoteCommand Registration()
    {
        var who = new Argument<string>("WHO") { Description = "open (everybody) or invited." };
        who.AcceptOnlyFromAmong("open", "invited");
        return new RemoteCommand(
            "registration",
            "Say who may make an account.",
            [who],
            [new("infrar admin registration invited", "only who is invited")],
            (connection, cancellationToken) =>
                connection.DoAsync(
                    ApiRequest.Send(
                        HttpMethod.Put,
                        $"{Root}/registration",
                        new RegistrationBody(connection.Parse.GetRequiredValue(who)),
                        ApiJson.Default.RegistrationBody
                    ),
                    _ => $"Registration is {connection.Parse.GetRequiredValue(who)} now.",
                    cancellationToken
                )
        );
    }

    private static CommandGroup Users()
    {
        var text = new Option<string?>("--like") { Description = "A part of address or name.", HelpName = "TEXT" };
        var reason = new Argument<string>("REASON") { Description = "Why, for the audit log and the person." };
        return new CommandGroup(
            "users",
            "Everybody who has an account.",
            [new("infrar admin users list --like ada", "by a part of address or name")],
            new RemoteCommand(
                "list",
                "List everybody who has an account, newest first.",
                [text, RemoteOptions.Limit],
                [new("infrar admin users list --like ada", "by a part of address or name")],
                (connection, cancellationToken) =>
                    connection.ListAsync(
                        ApiPath.Query($"{Root}/users", ("search", connection.Parse.GetValue(text))),
                        "account",
                        "Nobody.",
                        [
                            JsonColumn.Of("Account", "id", ColumnKind.Code),
                            JsonColumn.Of("E-mail", "email", ColumnKind.Code),
                            JsonColumn.Of("Name", "displayName"),
                            JsonColumn.Of("Administrator", "isAdministrator"),
                            JsonColumn.Time("Suspended", "suspendedAt", dropOrder: 1),
                            JsonColumn.Time("Since", "createdAt", dropOrder: 2),
                        ],
                        cancellationToken
                    )
            ),
            new RemoteCommand(
                "suspend",
                "Shut an account: its sessions and API tokens end at once, nothing else is lost.",
                [_user, reason],
                [new("infrar admin users suspend usr-01hzy3 \"Left the company.\"", "until infrar admin users resume")],
                (connection, cancellationToken) =>
                    connection.DoAsync(
                        ApiRequest.Send(
                            HttpMethod.Put,
                            PathOf(connection, "suspension"),
                            new ReasonBody(connection.Parse.GetRequiredValue(reason), null),
                            ApiJson.Default.ReasonBody
                        ),
                        _ => "The account is shut.",
                        cancellationToken
                    )
            ),
            Change("resume", "Open an account again.", HttpMethod.Delete, "suspension", "The account is open again."),
            Change(
                "sign-out",
                "End every session of a person.",
                HttpMethod.Delete,
                "sessions",
                "Every session has ended."
            ),
            Change(
                "reset-second-factor",
                "Take away a second factor that its person has lost, and end their sessions.",
                HttpMethod.Delete,
                "second-factor",
                "The second factor is off."
            ),
            Change(
                "grant",
                "Make somebody an administrator.",
                HttpMethod.Put,
                "administrator",
                "They administer the installation now."
            ),
            Change(
                "revoke",
                "Make somebody an administrator no longer; never the last one.",
                HttpMethod.Delete,
                "administrator",
                "They administer the installation no longer."
            )
        );
    }

    private static RemoteCommand Change(string name, string description, HttpMethod method, string what, string done) =>
        new(
            name,
            description,
            [_user, RemoteOptions.Yes],
            [new($"infrar admin users {name} usr-01hzy3", "asks before")],
            async (connection, cancellationToken) =>
                await Prompt.ConfirmAsync(connection.Invocation, description, null, cancellationToken) is { } refusal
                    ? connection.Invocation.Refuse(refusal)
                    : await connection.DoAsync(
                        new ApiRequest(method, PathOf(connection, what)),
                        _ => done,
                        cancellationToken
                    )
        );

    private static CommandGroup Teams()
    {
        var team = new Argument<string>("TEAM") { Description = "The team's id, as infrar admin teams list shows it." };
        var projects = new Option<int?>("--projects") { Description = "Most projects.", HelpName = "NUMBER" };
        var members = new Option<int?>("--members") { Description = "Most members.", HelpName = "NUMBER" };
        var bytes = new Option<long?>("--storage-bytes")
        {
            Description = "Most bytes of uploads.",
            HelpName = "NUMBER",
        };
        var tier = new Option<string?>("--tier") { Description = "The tier of its limits.", HelpName = "NAME" };
        return new CommandGroup(
            "teams",
            "Every team, with what it has and may have.",
            [new("infrar admin teams quotas team-01hzy3 --projects 100", "more than the others")],
            new RemoteCommand(
                "list",
                "List all teams, newest first, with what they have and may have.",
                [RemoteOptions.Limit],
                [new("infrar admin teams list --format json", "with every quota")],
                (connection, cancellationToken) =>
                    connection.ListAsync(
                        $"{Root}/teams",
                        "team",
                        "No teams.",
                        [
                            JsonColumn.Of("Team", "id", ColumnKind.Code),
                            JsonColumn.Of("Name", "name"),
                            JsonColumn.Time("Made", "createdAt"),
                        ],
                        cancellationToken
                    )
            ),
            new RemoteCommand(
                "quotas",
                "Set what a team may have; what is left out follows the installation's defaults.",
                [team, projects, members, bytes, tier],
                [new("infrar admin teams quotas team-01hzy3 --projects 100", "projects alone; the rest as for all")],
                (connection, cancellationToken) =>
                    connection.DoAsync(
                        ApiRequest.Send(
                            HttpMethod.Put,
                            $"{Root}/teams/{ApiPath.Part(connection.Parse.GetRequiredValue(team))}/quotas",
                            new QuotasBody(
                                connection.Parse.GetValue(projects),
                                connection.Parse.GetValue(members),
                                connection.Parse.GetValue(bytes),
                                connection.Parse.GetValue(tier)
                            ),
                            ApiJson.Default.QuotasBody
                        ),
                        _ => "The quotas are set.",
                        cancellationToken
                    )
            )
        );
    }

    private static CommandGroup Maintenance()
    {
        var reason = new Argument<string>("REASON") { Description = "Why, for people." };
        var until = new Option<DateTimeOffset?>("--until")
        {
            Description = "When it will likely end.",
            HelpName = "TIME",
        };
        return new CommandGroup(
            "maintenance",
            "A time in which changes are refused and reading goes on.",
            [new("infrar admin maintenance begin \"The database moves.\"", "until infrar admin maintenance end")],
            new RemoteCommand(
                "begin",
                "Have changes refused until maintenance is ended; administrators may change.",
                [reason, until],
                [
                    new(
                        "infrar admin maintenance begin \"The database moves.\" --until 2026-12-01T06:00:00Z",
                        "with its likely end"
                    ),
                ],
                (connection, cancellationToken) =>
                    connection.DoAsync(
                        ApiRequest.Send(
                            HttpMethod.Put,
                            $"{Root}/maintenance",
                            new ReasonBody(connection.Parse.GetRequiredValue(reason), connection.Parse.GetValue(until)),
                            ApiJson.Default.ReasonBody
                        ),
                        _ => "Maintenance has begun.",
                        cancellationToken
                    )
            ),
            new RemoteCommand(
                "end",
                "End maintenance.",
                [],
                [new("infrar admin maintenance end", "changes are taken again")],
                (connection, cancellationToken) =>
                    connection.DoAsync(
                        ApiRequest.Delete($"{Root}/maintenance"),
                        _ => "Maintenance has ended.",
                        cancellationToken
                    )
            )
        );
    }

    private static CommandGroup Audit() =>
        new(
            "audit",
            "The installation's own audit log: what belongs to no team.",
            [new("infrar admin audit list --limit 20", "the newest rows")],
            new RemoteCommand(
                "list",
                "List who did what that belongs to no team, newest first.",
                [RemoteOptions.Limit],
                [new("infrar admin audit list --limit 20", "the newest rows")],
                (connection, cancellationToken) =>
                    connection.ListAsync($"{Root}/audit", "row", "No rows.", AuditCommands.Columns, cancellationToken)
            ),
            new RemoteCommand(
                "verify",
                "Check the chain of hashes of the installation's own audit log.",
                [],
                [new("infrar admin audit verify", "exits with 1 when a row is missing or changed")],
                (connection, cancellationToken) =>
                    AuditCommands.VerifyAsync(connection, $"{Root}/audit/verification", cancellationToken)
            )
        );

    private static string PathOf(Connection connection, string what) =>
        $"{Root}/users/{ApiPath.Part(connection.Parse.GetRequiredValue(_user))}/{what}";
}
