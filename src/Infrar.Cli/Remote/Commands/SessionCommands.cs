using System.CommandLine;
using Infrar.Cli.Reports;

namespace Infrar.Cli.Remote.Commands;

/// <summary><c>infrar logout</c>, <c>whoami</c> and <c>sessions</c>: the sign-ins of a person.</summary>
internal static class SessionCommands
{
    /// <summary>Builds <c>infrar logout</c>.</summary>
    public static RemoteCommand Logout()
    {
        var everywhere = new Option<bool>("--everywhere") { Description = "End all your sessions, on every device." };
        return new RemoteCommand(
            "logout",
            "Sign out: end the session at the server and forget it here.",
            [everywhere],
            [new("infrar logout", "at the current server"), new("infrar logout --everywhere", "every device")],
            async (connection, cancellationToken) =>
            {
                var store = new SignInStore(connection.Invocation.Console);
                var server = connection.Client.Server;
                if (store.Find(server) is not { } kept)
                {
                    return connection.Invocation.Refuse(RemoteProblems.NotSignedIn(server));
                }

                var all = connection.Parse.GetValue(everywhere);
                if (kept.ApiToken is not null && all)
                {
                    return connection.Invocation.Refuse(RemoteProblems.NotAnApiToken());
                }

                var path = all ? "/api/v1/sessions" : "/api/v1/sessions/current";
                Core.Problem? problem = null;
                if (kept.ApiToken is null)
                {
                    var ended = await connection.Client.SendAsync(ApiRequest.Delete(path), cancellationToken);
                    _ = ended.Succeeded(out _, out problem);
                }

                // Whatever the server says, this machine forgets.
                using (await store.LockAsync(cancellationToken))
                {
                    store.Forget(server);
                }

                connection.Invocation.Console.Output.WriteLine(
                    kept.ApiToken is null
                        ? $"Signed out at {server}."
                        : $"Forgot the API token for {server}. It is good until it is withdrawn: infrar tokens delete."
                );
                return problem is null or ServerProblem { Status: 401 }
                    ? ExitCode.Success
                    : connection.Invocation.Refuse(problem);
            }
        );
    }

    /// <summary>Builds <c>infrar whoami</c>.</summary>
    public static RemoteCommand Whoami() =>
        new(
            "whoami",
            "Show who is signed in, and where.",
            [],
            [new("infrar whoami", "at the current server"), new("infrar whoami --format json", "for programs")],
            (connection, cancellationToken) =>
                connection.ShowAsync(
                    ApiRequest.Get("/api/v1/account"),
                    account => new Report(
                        "",
                        $"{account.Text("displayName")} <{account.Text("email")}> at {connection.Client.Server}.",
                        JsonTable.Facts(
                            ("Account", account.Text("id")),
                            ("Administrator", account.Text("isAdministrator")),
                            ("Second factor", account.Text("hasSecondFactor")),
                            ("Since", account.Time("createdAt")),
                            ("Erased on", account.Time("erasureDueAt"))
                        )
                    ),
                    cancellationToken
                )
        );

    /// <summary>Builds <c>infrar sessions</c>.</summary>
    public static CommandGroup Sessions()
    {
        var session = new Argument<string>("SESSION") { Description = "Its id, as infrar sessions list shows it." };
        return new CommandGroup(
            "sessions",
            "Your sign-ins on all devices.",
            [
                new("infrar sessions list", "which device signed in when"),
                new("infrar sessions end ses-…", "one that is lost"),
            ],
            new RemoteCommand(
                "list",
                "List your sessions, newest first.",
                [RemoteOptions.Limit],
                [new("infrar sessions list", "every device")],
                (connection, cancellationToken) =>
                    connection.ListAsync(
                        "/api/v1/sessions",
                        "session",
                        "No session. An API token begins none.",
                        [
                            JsonColumn.Of("Session", "id", ColumnKind.Code),
                            JsonColumn.Of("This one", "isCurrent"),
                            JsonColumn.Time("Begun", "createdAt"),
                            JsonColumn.Time("Last used", "lastUsedAt"),
                            JsonColumn.Of("By", "method", dropOrder: 2),
                            JsonColumn.Of("From", "address", dropOrder: 3),
                            JsonColumn.Of("Program", "agent", dropOrder: 1),
                        ],
                        cancellationToken
                    )
            ),
            new RemoteCommand(
                "end",
                "End one of your sessions.",
                [session],
                [new("infrar sessions end ses-01hzy3", "a device that is lost")],
                (connection, cancellationToken) =>
                    connection.DoAsync(
                        ApiRequest.Delete(
                            $"/api/v1/sessions/{ApiPath.Part(connection.Parse.GetRequiredValue(session))}"
                        ),
                        _ => "The session has ended.",
                        cancellationToken
                    )
            )
        );
    }
}
