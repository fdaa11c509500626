using System.CommandLine;
using Infrar.Cli.Commands;
using Infrar.Cli.Reports;

namespace Infrar.Cli.Remote.Commands;

/// <summary><c>infrar account export</c>, <c>erase</c> and <c>keep</c>: what is stored of a person is theirs.</summary>
internal static class PrivacyCommands
{
    /// <summary>Builds <c>infrar account export</c>.</summary>
    public static RemoteCommand Export() =>
        new(
            "export",
            "Take away everything that is stored of you, as a ZIP archive.",
            [SharedOptions.Output],
            [new("infrar account export -o me.zip", "for you to keep, or to look into")],
            (connection, cancellationToken) =>
                connection.Parse.GetValue(SharedOptions.Output) is { } path
                    ? Download.ToFileAsync(
                        connection,
                        ApiRequest.Get("/api/v1/account/export"),
                        path,
                        cancellationToken
                    )
                    : Task.FromResult(
                        connection.Invocation.Refuse(
                            RemoteProblems.NothingGiven("The file to write", "Name it with -o, such as -o me.zip.")
                        )
                    )
        );

    /// <summary>Builds <c>infrar account erase</c>.</summary>
    public static RemoteCommand Erase()
    {
        var withTeams = new Option<bool>("--with-teams")
        {
            Description = "Erase the teams that only you own too; else hand them to somebody else first.",
        };
        return new RemoteCommand(
            "erase",
            "Ask for your account and all that is yours to be erased; it happens after a time in which you may keep it.",
            [withTeams, AccountCommands.PasswordInput, RemoteOptions.Yes],
            [new("infrar account erase", "asks for the password; infrar account keep takes it back")],
            async (connection, cancellationToken) =>
            {
                var refusal = await Prompt.ConfirmAsync(
                    connection.Invocation,
                    "Your account will be erased after the time that the server grants.",
                    null,
                    cancellationToken
                );
                if (refusal is not null)
                {
                    return connection.Invocation.Refuse(refusal);
                }

                var typed = await AccountCommands.PasswordAsync(connection, "Password", cancellationToken);
                return typed.Succeeded(out var password, out var problem)
                    ? await connection.ShowAsync(
                        ApiRequest.Send(
                            HttpMethod.Post,
                            "/api/v1/account/erasure",
                            new ErasureBody(password, connection.Parse.GetValue(withTeams) ? "delete" : "handOver"),
                            ApiJson.Default.ErasureBody
                        ),
                        answer => new Report(
                            "",
                            $"Your account will be erased on {answer.Time("dueAt")}. infrar account keep takes that back.",
                            JsonTable.Facts(("Teams that go with it", answer.Text("teams")))
                        ),
                        cancellationToken
                    )
                    : connection.Invocation.Refuse(problem);
            }
        );
    }

    /// <summary>Builds <c>infrar account keep</c>.</summary>
    public static RemoteCommand Keep() =>
        new(
            "keep",
            "Take back that your account is to be erased.",
            [],
            [new("infrar account keep", "while the time for it runs")],
            (connection, cancellationToken) =>
                connection.DoAsync(
                    ApiRequest.Delete("/api/v1/account/erasure"),
                    _ => "Your account stays.",
                    cancellationToken
                )
        );

    /// <summary>Builds <c>infrar privacy</c>.</summary>
    public static RemoteCommand Read() =>
        new(
            "privacy",
            "Say what the server stores, where, how long, and what people can do about it.",
            [],
            [new("infrar privacy", "as the installation states it")],
            async (connection, cancellationToken) =>
            {
                var sent = await connection.Client.SendAsNobodyAsync(
                    ApiRequest.Get("/api/v1/privacy"),
                    cancellationToken
                );
                return sent.Succeeded(out var answer, out var problem)
                    ? connection.Reply(answer.Json(), json => new Report("", json.GetProperty("text").GetString()!))
                    : connection.Invocation.Refuse(problem);
            }
        );
}
