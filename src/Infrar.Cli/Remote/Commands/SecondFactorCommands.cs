using Infrar.Cli.Reports;

namespace Infrar.Cli.Remote.Commands;

/// <summary><c>infrar account second-factor</c>: a code of an authenticator beside the password.</summary>
internal static class SecondFactorCommands
{
    /// <summary>Builds the group.</summary>
    public static CommandGroup Create() =>
        new(
            "second-factor",
            "A code of an authenticator, asked for beside the password.",
            [new("infrar account second-factor enable", "shows a key, then asks for a code of it")],
            Enable(),
            Disable()
        );

    private static RemoteCommand Enable() =>
        new(
            "enable",
            "Turn the second factor on.",
            [],
            [
                new(
                    "infrar account second-factor enable",
                    "shows a key for the authenticator, then asks for a code of it"
                ),
            ],
            async (connection, cancellationToken) =>
            {
                var asked = await Prompt.SecretAsync(
                    connection.Invocation,
                    "Password",
                    "Run it at a terminal.",
                    cancellationToken
                );
                if (!asked.Succeeded(out var password, out var problem))
                {
                    return connection.Invocation.Refuse(problem);
                }

                var begun = await connection.Client.SendAsync(
                    ApiRequest.Send(
                        HttpMethod.Post,
                        "/api/v1/account/second-factor",
                        new PasswordBody(password),
                        ApiJson.Default.PasswordBody
                    ),
                    cancellationToken
                );
                if (!begun.Succeeded(out var answer, out problem))
                {
                    return connection.Invocation.Refuse(problem);
                }

                var key = answer.Json();
                connection.Invocation.Console.Error.WriteLine(
                    $"Give your authenticator this key:\n  {key.Text("key")}\nor this address:\n  {key.Text("uri")}"
                );
                var typed = await Prompt.LineAsync(
                    connection.Invocation,
                    "Six digits that it shows",
                    "Run it at a terminal.",
                    cancellationToken
                );
                return typed.Succeeded(out var code, out problem)
                    ? await connection.ShowAsync(
                        ApiRequest.Send(
                            HttpMethod.Post,
                            "/api/v1/account/second-factor/confirm",
                            new TotpBody(code),
                            ApiJson.Default.TotpBody
                        ),
                        codes => new Report(
                            "",
                            "The second factor is on. Keep these recovery codes; each is good once, and they are shown this once.",
                            new NotesSection("", [.. codes.Items("recoveryCodes").Select(c => c.GetString()!)])
                        ),
                        cancellationToken
                    )
                    : connection.Invocation.Refuse(problem);
            }
        );

    private static RemoteCommand Disable() =>
        new(
            "disable",
            "Turn the second factor off.",
            [AccountCommands.PasswordInput],
            [new("infrar account second-factor disable", "asks for the password again")],
            async (connection, cancellationToken) =>
            {
                var typed = await AccountCommands.PasswordAsync(connection, "Password", cancellationToken);
                return typed.Succeeded(out var password, out var problem)
                    ? await connection.DoAsync(
                        ApiRequest.Send(
                            HttpMethod.Post,
                            "/api/v1/account/second-factor/disable",
                            new PasswordBody(password),
                            ApiJson.Default.PasswordBody
                        ),
                        _ => "The second factor is off.",
                        cancellationToken
                    )
                    : connection.Invocation.Refuse(problem);
            }
        );
}
