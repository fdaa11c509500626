using System.CommandLine;
using System.Text;
using Infrar.Cli.Problems;

namespace Infrar.Cli.Remote.Commands;

/// <summary><c>infrar state push</c>.</summary>
internal static class StatePushCommand
{
    private static readonly Argument<string> _file = new("FILE") { Description = "The state; - reads standard input." };

    /// <summary>Builds the command.</summary>
    public static RemoteCommand Create()
    {
        var force = new Option<bool>("--force")
        {
            Description = "Take it although its lineage is another; needs --reason.",
        };
        var reason = new Option<string?>("--reason")
        {
            Description = "Why it is forced, for the audit log.",
            HelpName = "TEXT",
        };
        return new RemoteCommand(
            "push",
            "Take a state from a file as the newest version; what was there stays as a version.",
            [_file, WorkspaceCommands.Environment, force, reason, RemoteOptions.Project],
            [
                new("infrar state push -e production terraform.tfstate", "a state that was kept elsewhere"),
                new(
                    "infrar state push -e production errored.tfstate",
                    "what an apply left when it could not reach the server"
                ),
            ],
            (connection, cancellationToken) =>
                WorkspaceCommands.WithWorkspaceAsync(
                    connection,
                    async (path, environment) =>
                    {
                        var name = connection.Parse.GetRequiredValue(_file);
                        byte[] state;
                        try
                        {
                            state = name is "-"
                                ? Encoding.UTF8.GetBytes(
                                    await connection.Invocation.Console.Input.ReadToEndAsync(cancellationToken)
                                )
                                : await File.ReadAllBytesAsync(
                                    connection.Invocation.Console.Resolve(name),
                                    cancellationToken
                                );
                        }
                        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
                        {
                            return connection.Invocation.Refuse(CliProblems.Unreadable(name, fault.Message));
                        }

                        return await connection.DoAsync(
                            new ApiRequest(
                                HttpMethod.Post,
                                ApiPath.Query(
                                    $"{path}/state/import",
                                    ("force", connection.Parse.GetValue(force) ? "true" : null),
                                    ("reason", connection.Parse.GetValue(reason))
                                )
                            )
                            {
                                Body = state,
                            },
                            answer =>
                                $"{environment} has version {answer.Json().Text("version")} of its state now, serial {answer.Json().Text("serial")}.",
                            cancellationToken
                        );
                    },
                    cancellationToken
                )
        );
    }
}
