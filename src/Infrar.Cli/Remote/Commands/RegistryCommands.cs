using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Infrar.Cli.Reports;
using Infrar.Core;

namespace Infrar.Cli.Remote.Commands;

/// <summary><c>infrar registry</c>: where a project's images are kept.</summary>
internal static class RegistryCommands
{
    /// <summary>Builds the group.</summary>
    public static CommandGroup Create() =>
        new(
            "registry",
            "Where a project's images are kept, and the key that they are signed with.",
            [
                new("infrar registry show", "address and public key"),
                new("infrar registry set 123456789012.dkr.ecr.eu-west-1.amazonaws.com --credential aws", "Amazon ECR"),
            ],
            Show(),
            Set(),
            Remove()
        );

    private static RemoteCommand Show() =>
        new(
            "show",
            "Show where a project's images are kept, and the public key that they are signed with.",
            [RemoteOptions.Project],
            [new("infrar registry show --format json | jq -r .signingKey > infrar.pub", "for cosign verify --key")],
            (connection, cancellationToken) =>
                connection.WithProjectAsync(project =>
                    connection.ShowAsync(ApiRequest.Get($"{project}/registry"), Report, cancellationToken)
                )
        );

    private static RemoteCommand Set()
    {
        var address = new Argument<string>("ADDRESS")
        {
            Description = "Host, port and path; repositories are called like the components, below it.",
        };
        var user = new Option<string?>("--user")
        {
            Description = "Who the platform is there; the password is read from standard input.",
            HelpName = "NAME",
        };
        var credential = new Option<string?>("--credential")
        {
            Description = "The project's credential of AWS that signs in to Amazon ECR.",
            HelpName = "NAME",
        };
        var keep = new Option<int?>("--keep-days")
        {
            Description = "How many days images are kept that no environment runs; 0 for ever.",
            HelpName = "DAYS",
        };
        return new RemoteCommand(
            "set",
            "Name the registry for a project's images.",
            [address, user, credential, keep, RemoteOptions.Project],
            [
                new("pass registry | infrar registry set registry.example.com/shop --user infrar", "name and password"),
                new("infrar registry set 123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop --credential aws", "ECR"),
            ],
            (connection, cancellationToken) =>
                connection.WithProjectAsync(async project =>
                {
                    Result<string> password = "";
                    if (connection.Parse.GetValue(user) is not null)
                    {
                        password = connection.Invocation.Console.IsInputTerminal
                            ? await Prompt.SecretAsync(
                                connection.Invocation,
                                "Password",
                                "Pipe it in.",
                                cancellationToken
                            )
                            : await Prompt.StandardInputAsync(connection.Invocation, "The password", cancellationToken);
                    }

                    if (!password.Succeeded(out var secret, out var problem))
                    {
                        return connection.Invocation.Refuse(problem);
                    }

                    var body = new JsonObject
                    {
                        ["address"] = connection.Parse.GetRequiredValue(address),
                        ["user"] = connection.Parse.GetValue(user),
                        ["password"] = secret is "" ? null : secret,
                        ["credential"] = connection.Parse.GetValue(credential),
                        ["keepDays"] = connection.Parse.GetValue(keep),
                    };
                    return await connection.DoAsync(
                        ApiRequest.Send(HttpMethod.Put, $"{project}/registry", body, ApiJson.Default.JsonObject),
                        answer => $"Images are kept at {answer.Json().Text("address")}.",
                        cancellationToken
                    );
                })
        );
    }

    private static RemoteCommand Remove() =>
        new(
            "remove",
            "Go back to the installation's registry; images stay where they are.",
            [RemoteOptions.Project],
            [new("infrar registry remove", "the next build is pushed to the installation's own")],
            (connection, cancellationToken) =>
                connection.WithProjectAsync(project =>
                    connection.DoAsync(
                        ApiRequest.Delete($"{project}/registry"),
                        _ => "The project names no registry of its own.",
                        cancellationToken
                    )
                )
        );

    private static Report Report(JsonElement registry) =>
        new(
            "",
            registry.Text("isOwn") is "yes"
                ? $"Images are kept at {registry.Text("address")}."
                : $"Images are kept at {registry.Text("address")}, the installation's registry.",
            JsonTable.Facts(
                ("User", registry.Text("user")),
                ("Credential", registry.Text("credential")),
                (
                    "Kept",
                    registry.Text("keepDays") is "0"
                        ? "for ever"
                        : $"{registry.Text("keepDays")} days after nothing runs them"
                ),
                ("Signing key", registry.Text("signingKey"))
            )
        );
}
