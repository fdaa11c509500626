using System.CommandLine;
using Infrar.Cli.Problems;
using Infrar.Cli.Reports;
using Infrar.Core;

namespace Infrar.Cli.Remote.Commands;

/// <summary><c>infrar workspace variables</c>: values for what a configuration asks for.</summary>
internal static class VariableCommands
{
    private static readonly Argument<string> _name = new("NAME")
    {
        Description = "The variable, as the configuration names it.",
    };

    /// <summary>Builds the group.</summary>
    public static CommandGroup Create() =>
        new(
            "variables",
            "Values of the variables that a workspace's runs are made with.",
            [
                new("infrar workspace variables list -e production", "sensitive values are kept back"),
                new(
                    "infrar workspace variables set -e production db_password - --sensitive <password.txt",
                    "never on a command line"
                ),
            ],
            List(),
            Set(),
            Unset()
        );

    private static RemoteCommand List() =>
        new(
            "list",
            "List the variables of a workspace.",
            [WorkspaceCommands.Environment, RemoteOptions.Project],
            [new("infrar workspace variables list -e production", "names, and values that are not sensitive")],
            (connection, cancellationToken) =>
                WorkspaceCommands.WithWorkspaceAsync(
                    connection,
                    (path, _) =>
                        connection.ShowAsync(
                            ApiRequest.Get($"{path}/variables"),
                            variables =>
                                JsonTable.Report(
                                    "variable",
                                    "No variables yet. Set one: infrar workspace variables set NAME VALUE",
                                    [.. variables.EnumerateArray()],
                                    [
                                        JsonColumn.Of("Variable", "name", ColumnKind.Code),
                                        new(
                                            "Value",
                                            v => v.Text("isSensitive") is "yes" ? "(sensitive)" : v.Text("value")
                                        ),
                                        JsonColumn.Time("Set", "changedAt", dropOrder: 1),
                                        JsonColumn.Of("By", "changedBy", ColumnKind.Code, 2),
                                    ]
                                ),
                            cancellationToken
                        ),
                    cancellationToken
                )
        );

    private static RemoteCommand Set()
    {
        var value = new Argument<string?>("VALUE")
        {
            Description = "The value; - reads standard input. Others of this machine may see what stands here.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var file = new Option<string?>("--from-file")
        {
            Description = "A file that is the value, with every line end in it.",
            HelpName = "FILE",
        };
        var sensitive = new Option<bool>("--sensitive") { Description = "Never show the value again." };
        return new RemoteCommand(
            "set",
            "Set a variable of a workspace; the runs after it are made with that.",
            [_name, value, file, sensitive, WorkspaceCommands.Environment, RemoteOptions.Project],
            [
                new("infrar workspace variables set -e production log_level debug", "a value that anybody may see"),
                new("infrar workspace variables set -e production tls_key --from-file key.pem --sensitive", "a file"),
                new("pass db | infrar workspace variables set -e production db_password - --sensitive", "piped"),
            ],
            (connection, cancellationToken) =>
                WorkspaceCommands.WithWorkspaceAsync(
                    connection,
                    async (path, environment) =>
                    {
                        var given = await ValueAsync(
                            connection,
                            connection.Parse.GetValue(value),
                            connection.Parse.GetValue(file),
                            cancellationToken
                        );
                        if (!given.Succeeded(out var text, out var problem))
                        {
                            return connection.Invocation.Refuse(problem);
                        }

                        var name = connection.Parse.GetRequiredValue(_name);
                        return await connection.DoAsync(
                            ApiRequest.Send(
                                HttpMethod.Put,
                                $"{path}/variables/{ApiPath.Part(name)}",
                                new VariableBody(text, connection.Parse.GetValue(sensitive)),
                                ApiJson.Default.VariableBody
                            ),
                            _ => $"{name} is set in {environment}.",
                            cancellationToken
                        );
                    },
                    cancellationToken
                )
        );
    }

    private static RemoteCommand Unset() =>
        new(
            "unset",
            "Take a variable of a workspace away.",
            [_name, WorkspaceCommands.Environment, RemoteOptions.Project],
            [
                new(
                    "infrar workspace variables unset -e production log_level",
                    "the configuration's default counts then"
                ),
            ],
            (connection, cancellationToken) =>
                WorkspaceCommands.WithWorkspaceAsync(
                    connection,
                    (path, environment) =>
                        connection.DoAsync(
                            ApiRequest.Delete(
                                $"{path}/variables/{ApiPath.Part(connection.Parse.GetRequiredValue(_name))}"
                            ),
                            _ => $"{connection.Parse.GetRequiredValue(_name)} is not set in {environment}.",
                            cancellationToken
                        ),
                    cancellationToken
                )
        );

    private static async Task<Result<string>> ValueAsync(
        Connection connection,
        string? value,
        string? file,
        CancellationToken cancellationToken
    )
    {
        const string How = "State it, name a file with --from-file, or - to read standard input.";
        if (file is not null)
        {
            try
            {
                return value is null
                    ? await File.ReadAllTextAsync(connection.Invocation.Console.Resolve(file), cancellationToken)
                    : RemoteProblems.NothingGiven("One value", "State it, or name a file with --from-file, not both.");
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                return CliProblems.Unreadable(file, fault.Message);
            }
        }

        return value switch
        {
            "-" => await Prompt.StandardInputAsync(connection.Invocation, "The value", cancellationToken),
            null => await Prompt.SecretAsync(connection.Invocation, "Value", How, cancellationToken),
            _ => value,
        };
    }
}
