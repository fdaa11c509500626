using System.CommandLine;

namespace Infrar.Cli.Remote.Commands;

/// <summary><c>infrar account email</c> and <c>password-reset</c>: what is proved by a code that comes by mail.</summary>
internal static class MailCommands
{
    private static readonly Argument<string> _address = new("EMAIL") { Description = "The address." };

    /// <summary>Builds <c>infrar account email</c>.</summary>
    public static CommandGroup Email() =>
        new(
            "email",
            "The address of your account.",
            [new("infrar account email change ada@example.org", "then confirm with the code that comes there")],
            new RemoteCommand(
                "change",
                "Have a code sent to a new address; it is yours once you confirm it.",
                [_address, AccountCommands.PasswordInput],
                [new("infrar account email change ada@example.org", "asks for the password")],
                async (connection, cancellationToken) =>
                {
                    var typed = await AccountCommands.PasswordAsync(connection, "Password", cancellationToken);
                    var body = typed.Succeeded(out var password, out var problem)
                        ? new ChangeEmailBody(connection.Parse.GetRequiredValue(_address), password)
                        : null;
                    return body is null
                        ? connection.Invocation.Refuse(problem!)
                        : await connection.DoAsync(
                            ApiRequest.Send(
                                HttpMethod.Put,
                                "/api/v1/account/email",
                                body,
                                ApiJson.Default.ChangeEmailBody
                            ),
                            _ => $"A code is on its way to {body.Email}. Bring it: infrar account email confirm",
                            cancellationToken
                        );
                }
            ),
            new RemoteCommand(
                "verify",
                "Have a code sent to your address, to show that mail reaches you.",
                [],
                [new("infrar account email verify", "then confirm with the code")],
                (connection, cancellationToken) =>
                    connection.DoAsync(
                        new ApiRequest(HttpMethod.Post, "/api/v1/account/email/verification"),
                        _ => "A code is on its way. Bring it: infrar account email confirm",
                        cancellationToken
                    )
            ),
            new RemoteCommand(
                "confirm",
                "Bring the code that came by mail; the address is yours then.",
                [],
                [new("infrar account email confirm", "asks for the code")],
                async (connection, cancellationToken) =>
                {
                    var asked = await Prompt.SecretAsync(
                        connection.Invocation,
                        "Code",
                        "Run it at a terminal.",
                        cancellationToken
                    );
                    return asked.Succeeded(out var code, out var problem)
                        ? await connection.DoAsync(
                            ApiRequest.Send(
                                HttpMethod.Post,
                                "/api/v1/account/email/confirm",
                                new CodeBody(code.Trim()),
                                ApiJson.Default.CodeBody
                            ),
                            _ => "The address is yours.",
                            cancellationToken
                        )
                        : connection.Invocation.Refuse(problem);
                }
            )
        );

    /// <summary>Builds <c>infrar account password-reset</c>.</summary>
    public static CommandGroup PasswordReset() =>
        new(
            "password-reset",
            "A new password for whoever forgot the old one.",
            [
                new(
                    "infrar account password-reset begin ada@example.com --server infrar.example.com",
                    "sends a code by mail"
                ),
            ],
            new RemoteCommand(
                "begin",
                "Have a code for a new password sent by mail.",
                [_address],
                [new("infrar account password-reset begin ada@example.com --server infrar.example.com", "then finish")],
                async (connection, cancellationToken) =>
                {
                    var body = new EmailBody(connection.Parse.GetRequiredValue(_address));
                    var sent = await connection.Client.SendAsNobodyAsync(
                        ApiRequest.Send(
                            HttpMethod.Post,
                            "/api/v1/accounts/password-resets",
                            body,
                            ApiJson.Default.EmailBody
                        ),
                        cancellationToken
                    );
                    return sent.Succeeded(out var answer, out var problem)
                        ? connection.Done(answer, _ => $"If {body.Email} has an account, a code is on its way.")
                        : connection.Invocation.Refuse(problem);
                }
            ),
            new RemoteCommand(
                "finish",
                "Set a new password by the code that came by mail; every session ends.",
                [],
                [new("infrar account password-reset finish --server infrar.example.com", "asks for code and password")],
                async (connection, cancellationToken) =>
                {
                    const string Otherwise = "Run it at a terminal.";
                    var asked = await Prompt.SecretAsync(connection.Invocation, "Code", Otherwise, cancellationToken);
                    if (!asked.Succeeded(out var code, out var problem))
                    {
                        return connection.Invocation.Refuse(problem);
                    }

                    asked = await Prompt.SecretAsync(
                        connection.Invocation,
                        "New password",
                        Otherwise,
                        cancellationToken
                    );
                    if (!asked.Succeeded(out var password, out problem))
                    {
                        return connection.Invocation.Refuse(problem);
                    }

                    var sent = await connection.Client.SendAsNobodyAsync(
                        ApiRequest.Send(
                            HttpMethod.Post,
                            "/api/v1/accounts/password-resets/confirm",
                            new ResetBody(code.Trim(), password),
                            ApiJson.Default.ResetBody
                        ),
                        cancellationToken
                    );
                    return sent.Succeeded(out var answer, out problem)
                        ? connection.Done(answer, _ => "The password is set. Sign in with it: infrar login")
                        : connection.Invocation.Refuse(problem);
                }
            )
        );
}
