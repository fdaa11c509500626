using System.CommandLine;
using System.Text.Json.Nodes;
using Infrar.Cli.Reports;

namespace Infrar.Cli.Remote.Commands;

/// <summary><c>infrar builds secrets</c>: values that steps of builds may read, and that no layer keeps.</summary>
internal static class BuildSecretCommands
{
    private static readonly Argument<string> _name = new("NAME")
    {
        Description = "Its name: the id in RUN --mount=type=secret,id=NAME.",
    };

    /// <summary>Builds the group.</summary>
    public static CommandGroup Create() =>
        new(
            "secrets",
            "Values that steps of builds may read as files, and that no layer keeps.",
            [new("pass npm | infrar builds secrets set npm-token", "RUN --mount=type=secret,id=npm-token … reads it")],
            List(),
            Set(),
            Unset()
        );

    private static RemoteCommand List() =>
        new(
            "list",
            "List the names of a project's build secrets.",
            [RemoteOptions.Project],
            [new("infrar builds secrets list", "never their values")],
            (connection, cancellationToken) =>
                connection.WithProjectAsync(project =>
                    connection.ShowAsync(
                        ApiRequest.Get($"{project}/build-secrets"),
                        names =>
                            names.GetArrayLength() is 0
                                ? new Report("", "No build secrets. Set one: infrar builds secrets set NAME")
                                : new Report("", string.Join(", ", names.EnumerateArray().Select(n => n.Text("name")))),
                        cancellationToken
                    )
                )
        );

    private static RemoteCommand Set() =>
        new(
            "set",
            "Set a build secret; its value is read from standard input, or asked for.",
            [_name, RemoteOptions.Project],
            [new("pass npm | infrar builds secrets set npm-token", "piped")],
            (connection, cancellationToken) =>
                connection.WithProjectAsync(async project =>
                {
                    var given = connection.Invocation.Console.IsInputTerminal
                        ? await Prompt.SecretAsync(connection.Invocation, "Value", "Pipe it in.", cancellationToken)
                        : await Prompt.StandardInputAsync(connection.Invocation, "The value", cancellationToken);
                    var name = connection.Parse.GetRequiredValue(_name);
                    return given.Succeeded(out var value, out var problem)
                        ? await connection.DoAsync(
                            ApiRequest.Send(
                                HttpMethod.Put,
                                $"{project}/build-secrets/{ApiPath.Part(name)}",
                                new JsonObject { ["value"] = value },
                                ApiJson.Default.JsonObject
                            ),
                            _ => $"{name} is set; steps read it with RUN --mount=type=secret,id={name}.",
                            cancellationToken
                        )
                        : connection.Invocation.Refuse(problem);
                })
        );

    private static RemoteCommand Unset() =>
        new(
            "unset",
            "Take a build secret away.",
            [_name, RemoteOptions.Project],
            [new("infrar builds secrets unset npm-token", "it is erased")],
            (connection, cancellationToken) =>
                connection.WithProjectAsync(project =>
                    connection.DoAsync(
                        ApiRequest.Delete(
                            $"{project}/build-secrets/{ApiPath.Part(connection.Parse.GetRequiredValue(_name))}"
                        ),
                        _ => $"{connection.Parse.GetRequiredValue(_name)} is not set.",
                        cancellationToken
                    )
                )
        );
}
