using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json;
using Infrar.Cli.Commands;
using Infrar.Core;

namespace Infrar.Cli.Remote.Commands;

/// <summary><c>infrar login</c>: begins a session at a server, or keeps an API token for it.</summary>
internal sealed class LoginCommand : CliCommand
{
    private const string WithoutTerminal =
        "Give --email and --password-stdin, or for a program an API token with --token-stdin or INFRAR_TOKEN.";

    private readonly Argument<string?> _server = new("SERVER")
    {
        Description = "Where it is, such as https://infrar.example.com; the last one when left out.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> _email = new("--email")
    {
        Description = "The account's address; asked for when left out.",
        HelpName = "EMAIL",
    };

    private readonly Option<bool> _passwordInput = new("--password-stdin")
    {
        Description = "Read the password from standard input instead of asking.",
    };

    private readonly Option<string?> _code = new("--code")
    {
        Description = "Six digits of the authenticator, or a recovery code; asked for where it is needed.",
        HelpName = "CODE",
    };

    private readonly Option<string?> _token = new("--token")
    {
        Description =
            "An API token in place of a person. Others see it in the list of processes: better --token-stdin.",
        HelpName = "TOKEN",
    };

    private readonly Option<bool> _tokenInput = new("--token-stdin")
    {
        Description = "Read an API token from standard input.",
    };

    private readonly Option<bool> _plainHttp = new("--plain-http")
    {
        Description = "Let password and tokens go over http to another machine, where anybody on the way reads them.",
    };

    /// <summary>Builds the command.</summary>
    public LoginCommand()
        : base("login", "Sign in at a server; the sign-in is kept for this user alone.")
    {
        Arguments.Add(_server);
        foreach (Option option in (Option[])[_email, _passwordInput, _code, _token, _tokenInput, _plainHttp])
        {
            Options.Add(option);
        }
    }

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [
            new("infrar login http://127.0.0.1:8080", "at the server that infrar up started here"),
            new("infrar login infrar.example.com --email ada@example.com", "by https; asks for the password"),
            new("infrar login infrar.example.com --token-stdin < token", "as a program, with an API token"),
        ];

    /// <inheritdoc/>
    public override async Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var store = new SignInStore(invocation.Console);
        try
        {
            var named =
                invocation.Parse.GetValue(_server)
                ?? invocation.Console.Variable("INFRAR_SERVER")
                ?? store.Read().Current;
            if (named is null)
            {
                return invocation.Refuse(RemoteProblems.NoServer());
            }

            if (!ServerAddress.TryParse(named, out var server))
            {
                return invocation.Refuse(RemoteProblems.NoAddress(named));
            }

            if (!server.IsPrivate && !invocation.Parse.GetValue(_plainHttp))
            {
                return invocation.Refuse(RemoteProblems.Unprotected(server));
            }

            using var transport = new Transport(server, invocation.Console);
            var entered =
                invocation.Parse.GetValue(_token) is not null || invocation.Parse.GetValue(_tokenInput)
                    ? await WithTokenAsync(invocation, transport, cancellationToken)
                    : await WithPasswordAsync(invocation, transport, cancellationToken);
            if (!entered.Succeeded(out var signIn, out var problem))
            {
                return invocation.Refuse(problem);
            }

            using (await store.LockAsync(cancellationToken))
            {
                store.Keep(server, signIn, makeCurrent: true);
            }

            var who = signIn.Email is "" ? "with an API token" : $"as {signIn.Email}";
            invocation.Console.Output.WriteLine($"Signed in at {server} {who}.");
            return ExitCode.Success;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return invocation.Refuse(RemoteProblems.StoreFault(fault.Message));
        }
    }

    private async Task<Result<StoredSignIn>> WithTokenAsync(
        Invocation invocation,
        Transport transport,
        CancellationToken cancellationToken
    )
    {
        var token = invocation.Parse.GetValue(_token);
        if (token is not null)
        {
            invocation.Console.Error.WriteLine(
                "warning: the token stands in the list of processes and perhaps in the shell's history. Use --token-stdin."
            );
        }
        else if (
            !(await Prompt.StandardInputAsync(invocation, "The API token", cancellationToken)).Succeeded(
                out token,
                out var missing
            )
        )
        {
            return missing;
        }

        var tried = await transport.SendAsync(ApiRequest.Get("/api/v1/account"), token, cancellationToken);
        if (tried.Succeeded(out var answer, out var problem))
        {
            return new StoredSignIn { ApiToken = token, Email = answer.Json().Text("email") };
        }

        // A token without account:read is a good one all the same.
        return problem.Kind is ProblemKind.Forbidden ? new StoredSignIn { ApiToken = token } : problem;
    }

    private async Task<Result<StoredSignIn>> WithPasswordAsync(
        Invocation invocation,
        Transport transport,
        CancellationToken cancellationToken
    )
    {
        var email = invocation.Parse.GetValue(_email);
        if (
            email is null
            && !(await Prompt.LineAsync(invocation, "E-mail", WithoutTerminal, cancellationToken)).Succeeded(
                out email,
                out var missing
            )
        )
        {
            return missing;
        }

        var given = invocation.Parse.GetValue(_passwordInput)
            ? await Prompt.StandardInputAsync(invocation, "The password", cancellationToken)
            : await Prompt.SecretAsync(invocation, "Password", WithoutTerminal, cancellationToken);
        if (!given.Succeeded(out var password, out var problem))
        {
            return problem;
        }

        var code = invocation.Parse.GetValue(_code);
        var signedIn = await SignInAsync(transport, email, password, code, cancellationToken);
        if (!signedIn.Succeeded(out _, out problem) && problem.Code is "ACC013" && code is null)
        {
            var asked = await Prompt.SecretAsync(
                invocation,
                "Code of your authenticator, or a recovery code",
                "Give it with --code.",
                cancellationToken
            );
            if (!asked.Succeeded(out code, out problem))
            {
                return problem;
            }

            signedIn = await SignInAsync(transport, email, password, code, cancellationToken);
        }

        return signedIn.Succeeded(out var tokens, out problem)
            ? SignIns.Of(tokens, email, invocation.Console.Time)
            : problem;
    }

    private static async Task<Result<SessionTokens>> SignInAsync(
        Transport transport,
        string email,
        string password,
        string? code,
        CancellationToken cancellationToken
    )
    {
        code = code?.Trim();
        var isTotp = code is { Length: 6 } && code.All(char.IsAsciiDigit);
        var body = new SignInBody(email, password, isTotp ? code : null, isTotp ? null : code);
        var request = ApiRequest.Send(HttpMethod.Post, "/api/v1/sessions", body, ApiJson.Default.SignInBody);
        var sent = await transport.SendAsync(request, bearer: null, cancellationToken);
        return sent.Succeeded(out var answer, out var problem)
            ? JsonSerializer.Deserialize(answer.Content, ApiJson.Default.SessionTokens)!
            : problem;
    }
}
