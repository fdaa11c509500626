using System.CommandLine;
using Infrar.Cli.Commands;
using Infrar.Core;

namespace Infrar.Cli.Remote.Commands;

/// <summary><c>infrar account</c>: a person's own account.</summary>
internal static class AccountCommands
{
    private const string NeedsTerminal = "Run it at a terminal, or give the password with --password-stdin.";

    /// <summary>Reads the password from standard input.</summary>
    public static readonly Option<bool> PasswordInput = new("--password-stdin")
    {
        Description = "Read the password from standard input instead of asking.",
    };

    /// <summary>Builds the group.</summary>
    public static CommandGroup Create() =>
        new(
            "account",
            "Your own account: make it, name it, protect it.",
            [
                new("infrar account create --server http://127.0.0.1:8080", "the first one, with the set-up secret"),
                new("infrar account second-factor enable", "a code of your telephone at every sign-in"),
            ],
            Register(),
            Rename(),
            Password(),
            MailCommands.PasswordReset(),
            MailCommands.Email(),
            PasskeyCommands.Create(),
            PrivacyCommands.Export(),
            PrivacyCommands.Erase(),
            PrivacyCommands.Keep(),
            SecondFactorCommands.Create()
        );

    private static RemoteCommand Register()
    {
        var email = new Option<string>("--email")
        {
            Description = "The address to sign in with.",
            HelpName = "EMAIL",
            Required = true,
        };
        var name = new Option<string>("--name")
        {
            Description = "What others see.",
            HelpName = "NAME",
            Required = true,
        };
        var setup = new Option<string?>("--setup-secret-file")
        {
            Description = "File with the set-up secret that infrar up made, for the first account.",
            HelpName = "FILE",
        };
        var invitation = new Option<bool>("--invitation") { Description = "Ask for the secret of an invitation." };
        return new RemoteCommand(
            "create",
            "Make an account: the first by the set-up secret, later ones by invitation.",
            [email, name, setup, invitation, PasswordInput],
            [
                new(
                    "infrar account create --server http://127.0.0.1:8080 --email ada@example.com --name Ada --setup-secret-file .infrar/setup-secret",
                    "the first one, which administers the installation"
                ),
                new(
                    "infrar account create --server infrar.example.com --email bo@example.com --name Bo --invitation",
                    "with an invitation"
                ),
            ],
            async (connection, cancellationToken) =>
            {
                var secrets = await SecretsAsync(connection, setup, invitation, cancellationToken);
                if (!secrets.Succeeded(out var found, out var problem))
                {
                    return connection.Invocation.Refuse(problem);
                }

                var body = new RegisterBody(
                    connection.Parse.GetRequiredValue(email),
                    found.Password,
                    connection.Parse.GetRequiredValue(name),
                    found.Setup,
                    found.Invitation
                );
                var sent = await connection.Client.SendAsNobodyAsync(
                    ApiRequest.Send(HttpMethod.Post, "/api/v1/accounts", body, ApiJson.Default.RegisterBody),
                    cancellationToken
                );
                return sent.Succeeded(out var answer, out problem)
                    ? connection.Done(
                        answer,
                        _ =>
                            $"{body.Email} has an account. Sign in: infrar login {connection.Client.Server} --email {body.Email}"
                    )
                    : connection.Invocation.Refuse(problem);
            }
        );
    }

    private static async Task<Result<RegisterSecrets>> SecretsAsync(
        Connection connection,
        Option<string?> setup,
        Option<bool> invitation,
        CancellationToken cancellationToken
    )
    {
        string? opens = null;
        if (connection.Parse.GetValue(setup) is { } path)
        {
            var read = await InputFile.ReadAsync(
                path,
                "infrar up writes it.",
                connection.Invocation.Console,
                cancellationToken
            );
            if (!read.Succeeded(out var file, out var unreadable))
            {
                return unreadable;
            }

            opens = file.Text.Trim();
        }

        string? invited = null;
        if (
            connection.Parse.GetValue(invitation)
            && !(
                await Prompt.SecretAsync(
                    connection.Invocation,
                    "Invitation",
                    "Run it at a terminal.",
                    cancellationToken
                )
            ).Succeeded(out invited, out var missing)
        )
        {
            return missing;
        }

        var typed = await PasswordAsync(connection, "Password (12 characters or more)", cancellationToken);
        return typed.Succeeded(out var password, out var problem)
            ? new RegisterSecrets(password, opens, invited)
            : problem;
    }

    private static RemoteCommand Rename()
    {
        var name = new Argument<string>("NAME") { Description = "What others see." };
        return new RemoteCommand(
            "rename",
            "Change the name that others see.",
            [name],
            [new("infrar account rename \"Ada L.\"", "for everybody in your teams")],
            (connection, cancellationToken) =>
                connection.DoAsync(
                    ApiRequest.Send(
                        HttpMethod.Patch,
                        "/api/v1/account",
                        new DisplayNameBody(connection.Parse.GetRequiredValue(name)),
                        ApiJson.Default.DisplayNameBody
                    ),
                    answer => $"You are {answer.Json().Text("displayName")} now.",
                    cancellationToken
                )
        );
    }

    private static RemoteCommand Password() =>
        new(
            "password",
            "Change the password; every other session ends.",
            [PasswordInput],
            [
                new("infrar account password", "asks for the old and the new one"),
                new(
                    "infrar account password --password-stdin < two-lines",
                    "the old one, then the new one, each on a line"
                ),
            ],
            async (connection, cancellationToken) =>
            {
                var asked = await TwoPasswordsAsync(connection, cancellationToken);
                return asked.Succeeded(out var body, out var problem)
                    ? await connection.DoAsync(
                        ApiRequest.Send(
                            HttpMethod.Put,
                            "/api/v1/account/password",
                            body,
                            ApiJson.Default.NewPasswordBody
                        ),
                        _ => "The password is changed. Every other session has ended.",
                        cancellationToken
                    )
                    : connection.Invocation.Refuse(problem);
            }
        );

    private static async Task<Result<NewPasswordBody>> TwoPasswordsAsync(
        Connection connection,
        CancellationToken cancellationToken
    )
    {
        if (connection.Parse.GetValue(PasswordInput))
        {
            var read = await Prompt.StandardInputAsync(connection.Invocation, "The passwords", cancellationToken);
            return !read.Succeeded(out var text, out var none) ? none
                : text.Split('\n') is [var before, var after] ? new NewPasswordBody(before.TrimEnd('\r'), after)
                : RemoteProblems.NothingGiven("The new password", "Write the old one and the new one, each on a line.");
        }

        var present = await Prompt.SecretAsync(
            connection.Invocation,
            "Present password",
            NeedsTerminal,
            cancellationToken
        );
        if (!present.Succeeded(out var old, out var problem))
        {
            return problem;
        }

        var next = await Prompt.SecretAsync(connection.Invocation, "New password", NeedsTerminal, cancellationToken);
        return next.Succeeded(out var wanted, out problem) ? new NewPasswordBody(old, wanted) : problem;
    }

    /// <summary>The password: typed, or from standard input.</summary>
    public static Task<Result<string>> PasswordAsync(
        Connection connection,
        string question,
        CancellationToken cancellationToken
    ) =>
        connection.Parse.GetValue(PasswordInput)
            ? Prompt.StandardInputAsync(connection.Invocation, "The password", cancellationToken)
            : Prompt.SecretAsync(connection.Invocation, question, NeedsTerminal, cancellationToken);

    private sealed record RegisterSecrets(string Password, string? Setup, string? Invitation);
}
