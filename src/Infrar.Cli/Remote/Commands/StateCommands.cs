using System.CommandLine;
using System.Text.Json;
using Infrar.Cli.Commands;
using Infrar.Cli.Reports;

namespace Infrar.Cli.Remote.Commands;

/// <summary><c>infrar state</c>: every version of a workspace's state.</summary>
internal static class StateCommands
{
    private static readonly Argument<string> _version = new("VERSION")
    {
        Description = "The version's number, as infrar state list shows it.",
    };

    private static readonly Argument<string?> _anyVersion = new("VERSION")
    {
        Description = "The version's number; the newest when left out.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    /// <summary>Builds the group.</summary>
    public static CommandGroup Create() =>
        new(
            "state",
            "The state of a workspace: every version, what changed, and the way back.",
            [
                new("infrar state list -e production", "who wrote what when"),
                new("infrar state diff -e production 6 7", "what changed between two versions"),
                new("infrar state restore -e production 6", "goes back; then plan"),
            ],
            List(),
            Show(),
            Pull(),
            StatePushCommand.Create(),
            StateDiffCommand.Create(),
            Restore(),
            Unlock(),
            Outputs()
        );

    private static RemoteCommand List() =>
        new(
            "list",
            "List every version of a state, newest first.",
            [WorkspaceCommands.Environment, RemoteOptions.Project, RemoteOptions.Limit],
            [new("infrar state list -e production --limit 10", "the last ten")],
            (connection, cancellationToken) =>
                WorkspaceCommands.WithWorkspaceAsync(
                    connection,
                    (path, _) =>
                        connection.ListAsync(
                            $"{path}/state/versions",
                            "version",
                            "No state yet. OpenTofu writes the first one, or: infrar state push FILE",
                            [
                                JsonColumn.Of("Version", "version", ColumnKind.Figure),
                                JsonColumn.Of("Serial", "serial", ColumnKind.Figure),
                                JsonColumn.Time("Written", "createdAt"),
                                new(
                                    "By",
                                    v => v.Text("run") is { Length: > 0 } run ? run : v.Text("createdBy"),
                                    ColumnKind.Code
                                ),
                                JsonColumn.Of("Resources", "resources", ColumnKind.Figure),
                                JsonColumn.Of("Bytes", "size", ColumnKind.Figure, dropOrder: 1),
                                new(
                                    "",
                                    v =>
                                        v.Text("isRemoval") is "yes" ? "removed"
                                        : v.Text("restoredFrom") is "" ? ""
                                        : "restored"
                                ),
                            ],
                            cancellationToken
                        ),
                    cancellationToken
                )
        );

    private static RemoteCommand Show() =>
        new(
            "show",
            "Show what is known of a version; infrar state pull prints its content.",
            [_version, WorkspaceCommands.Environment, RemoteOptions.Project],
            [new("infrar state show -e production 7", "serial, lineage, checksum")],
            (connection, cancellationToken) =>
                WorkspaceCommands.WithWorkspaceAsync(
                    connection,
                    (path, _) =>
                        connection.ShowAsync(ApiRequest.Get(VersionPath(connection, path)), Report, cancellationToken),
                    cancellationToken
                )
        );

    private static RemoteCommand Pull() =>
        new(
            "pull",
            "Print a state as it was written, with every secret that it holds; told in the audit log.",
            [_anyVersion, WorkspaceCommands.Environment, RemoteOptions.Project, SharedOptions.Output],
            [
                new("infrar state pull -e production -o production.tfstate", "the newest"),
                new("infrar state pull -e production 6 | jq .resources", "an earlier one"),
            ],
            (connection, cancellationToken) =>
                WorkspaceCommands.WithWorkspaceAsync(
                    connection,
                    (path, _) =>
                        Download.TextAsync(
                            connection,
                            ApiRequest.Get(
                                connection.Parse.GetValue(_anyVersion) is { } version
                                    ? $"{path}/state/versions/{ApiPath.Part(version)}/content"
                                    : $"{path}/state"
                            ),
                            connection.Parse.GetValue(SharedOptions.Output),
                            cancellationToken
                        ),
                    cancellationToken
                )
        );

    private static RemoteCommand Restore() =>
        new(
            "restore",
            "Write an earlier version again as the newest. It changes what OpenTofu believes, and nothing that exists.",
            [_version, WorkspaceCommands.Environment, RemoteOptions.Project, RemoteOptions.Yes],
            [new("infrar state restore -e production 6", "then plan, before anything is applied")],
            (connection, cancellationToken) =>
                WorkspaceCommands.WithWorkspaceAsync(
                    connection,
                    async (path, environment) =>
                        await Prompt.ConfirmAsync(
                            connection.Invocation,
                            $"OpenTofu will believe that {environment} is as version {connection.Parse.GetRequiredValue(_version)} says.",
                            null,
                            cancellationToken
                        )
                            is { } refusal
                            ? connection.Invocation.Refuse(refusal)
                            : await connection.DoAsync(
                                new ApiRequest(HttpMethod.Post, $"{VersionPath(connection, path)}/restore")
                                {
                                    IdempotencyKey = ApiRequest.NewKey(),
                                },
                                answer =>
                                    $"Version {answer.Json().Text("version")} has what version {connection.Parse.GetRequiredValue(_version)} had, with serial {answer.Json().Text("serial")}. Plan next.",
                                cancellationToken
                            ),
                    cancellationToken
                )
        );

    private static RemoteCommand Unlock() =>
        new(
            "unlock",
            "Break the lock that OpenTofu or Terraform has on a state. Only when its holder is gone.",
            [WorkspaceCommands.Environment, RemoteOptions.Project, RemoteOptions.Yes],
            [new("infrar state unlock -e production --yes", "infrar workspace show says whose it is")],
            (connection, cancellationToken) =>
                WorkspaceCommands.WithWorkspaceAsync(
                    connection,
                    async (path, environment) =>
                        await Prompt.ConfirmAsync(
                            connection.Invocation,
                            $"Whoever is changing {environment} now can write its state no more, and it will be behind.",
                            null,
                            cancellationToken
                        )
                            is { } refusal
                            ? connection.Invocation.Refuse(refusal)
                            : await connection.DoAsync(
                                ApiRequest.Delete($"{path}/state/lock"),
                                _ => $"The state of {environment} is not locked.",
                                cancellationToken
                            ),
                    cancellationToken
                )
        );

    private static RemoteCommand Outputs()
    {
        var reveal = new Option<bool>("--reveal")
        {
            Description = "Show sensitive values too; for operators, and told in the audit log.",
        };
        return new RemoteCommand(
            "outputs",
            "List the outputs of a state.",
            [WorkspaceCommands.Environment, reveal, RemoteOptions.Project],
            [
                new("infrar state outputs -e production", "sensitive values are kept back"),
                new(
                    "infrar state outputs -e production --format json | jq -r '.[] | select(.name == \"url\").value'",
                    "one of them"
                ),
            ],
            (connection, cancellationToken) =>
                WorkspaceCommands.WithWorkspaceAsync(
                    connection,
                    (path, _) =>
                        connection.ShowAsync(
                            ApiRequest.Get(
                                connection.Parse.GetValue(reveal)
                                    ? $"{path}/state/outputs?reveal=true"
                                    : $"{path}/state/outputs"
                            ),
                            outputs =>
                                JsonTable.Report(
                                    "output",
                                    "The state has no outputs.",
                                    [.. outputs.EnumerateArray()],
                                    [JsonColumn.Of("Output", "name", ColumnKind.Code), new("Value", Value)]
                                ),
                            cancellationToken
                        ),
                    cancellationToken
                )
        );
    }

    private static string Value(JsonElement output) =>
        output.TryGetProperty("value", out var value) && value.ValueKind is not JsonValueKind.Null
            ? output.Text("value")
        : output.Text("isSensitive") is "yes" ? "(sensitive)"
        : "null";

    private static string VersionPath(Connection connection, string workspace) =>
        $"{workspace}/state/versions/{ApiPath.Part(connection.Parse.GetRequiredValue(_version))}";

    private static Report Report(JsonElement version) =>
        new(
            "",
            $"Version {version.Text("version")}, serial {version.Text("serial")}, {version.Text("size")} bytes.",
            JsonTable.Facts(
                ("Id", version.Text("id")),
                ("Lineage", version.Text("lineage")),
                ("SHA-256", version.Text("sha256")),
                ("Written", version.Time("createdAt")),
                ("By", version.Text("createdBy")),
                ("Run", version.Text("run")),
                ("Engine", version.Text("engineVersion")),
                ("Resources", version.Text("resources")),
                ("Restored from", version.Text("restoredFrom")),
                ("Encrypted", version.Text("isEncrypted") is "yes" ? "by OpenTofu" : "")
            )
        );
}
