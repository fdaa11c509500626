using System.CommandLine;
using System.Text.Json;
using Infrar.Cli.Problems;
using Infrar.Cli.Reports;

namespace Infrar.Cli.Remote.Commands;

/// <summary><c>infrar credentials</c>: what proves to a provider who asks. Values go in, and never come out.</summary>
internal static class CredentialCommands
{
    private static readonly Argument<string> _name = new("NAME")
    {
        Description = "The credential's name in the project.",
    };

    private static readonly Option<string?> _fields = new("--fields")
    {
        Description =
            "File with one NAME=VALUE a line, or one JSON object; - reads standard input. Asked for at a terminal when left out.",
        HelpName = "FILE",
    };

    /// <summary>Builds the group.</summary>
    public static CommandGroup Create() =>
        new(
            "credentials",
            "A project's credentials at providers. Values are stored sealed and never shown again.",
            [
                new("infrar credentials kinds", "which kinds there are, and their fields"),
                new("infrar credentials set aws aws-key --project shop", "asks for each field"),
                new("infrar credentials set aws aws-key --fields aws.env", "from a file, for a program"),
            ],
            List(),
            Kinds(),
            Show(),
            Validate(),
            Set(),
            Rotate(),
            Delete(),
            DataKeyCommands.Create()
        );

    private static RemoteCommand List() =>
        new(
            "list",
            "List a project's credentials: fingerprint and last use, never a value.",
            [RemoteOptions.Project, RemoteOptions.Limit],
            [new("infrar credentials list --project shop", "newest first")],
            (connection, cancellationToken) =>
                connection.WithProjectAsync(path =>
                    connection.ListAsync(
                        $"{path}/credentials",
                        "credential",
                        "No credentials yet. Store one: infrar credentials set NAME KIND",
                        [
                            JsonColumn.Of("Name", "name", ColumnKind.Code),
                            JsonColumn.Of("Kind", "kind"),
                            JsonColumn.Of("Fingerprint", "fingerprint", ColumnKind.Code),
                            JsonColumn.Time("Changed", "changedAt"),
                            JsonColumn.Time("Last used", "lastUsedAt", dropOrder: 1),
                        ],
                        cancellationToken
                    )
                )
        );

    private static RemoteCommand Kinds() =>
        new(
            "kinds",
            "List the kinds of credential with their fields.",
            [],
            [new("infrar credentials kinds", "what each field looks like")],
            (connection, cancellationToken) =>
                connection.ShowAsync(
                    ApiRequest.Get("/api/v1/credential-kinds"),
                    kinds => new Report(
                        "",
                        $"{Words.Count(kinds.GetArrayLength(), "kind")} of credentials.",
                        [
                            .. kinds
                                .EnumerateArray()
                                .Select(kind =>
                                    JsonTable.Table(
                                        kind.Items("fields"),
                                        [
                                            JsonColumn.Of("Field", "name", ColumnKind.Code),
                                            JsonColumn.Of("Looks like", "shape"),
                                            JsonColumn.Of("Optional", "isOptional"),
                                        ]
                                    ) with
                                    {
                                        Heading = $"{kind.Text("name")}: {kind.Text("title")}",
                                    }
                                ),
                        ]
                    ),
                    cancellationToken
                )
        );

    private static RemoteCommand Show() =>
        new(
            "show",
            "Show a credential: fingerprint, last use, and what its provider said of it; never a value.",
            [_name, RemoteOptions.Project],
            [new("infrar credentials show aws --project shop", "after infrar credentials validate")],
            (connection, cancellationToken) =>
                connection.WithProjectAsync(path =>
                    connection.ShowAsync(ApiRequest.Get(PathOf(connection, path)), Report, cancellationToken)
                )
        );

    private static RemoteCommand Validate() =>
        new(
            "validate",
            "Have the provider asked whether a credential is good; nothing is changed there.",
            [_name, RemoteOptions.Project],
            [new("infrar credentials validate aws --project shop", "then: infrar credentials show aws")],
            (connection, cancellationToken) =>
                connection.WithProjectAsync(path =>
                    connection.DoAsync(
                        new ApiRequest(HttpMethod.Post, $"{PathOf(connection, path)}/validation"),
                        _ => "The provider is being asked. infrar credentials show tells what it says.",
                        cancellationToken
                    )
                )
        );

    private static Report Report(JsonElement credential)
    {
        var validation = credential.TryGetProperty("validation", out var said) ? said : default;
        return new Report(
            "",
            $"{credential.Text("name")}, of kind {credential.Text("kind")}.",
            JsonTable.Facts(
                ("Fingerprint", credential.Text("fingerprint")),
                ("Changed", credential.Time("changedAt")),
                ("Last used", credential.Time("lastUsedAt")),
                (
                    "The provider says",
                    validation.Text("isPending") is "yes" ? "it is being asked" : validation.Text("state")
                ),
                ("Said", validation.Time("at")),
                ("Why", validation.Text("detail"))
            )
        );
    }

    private static string PathOf(Connection connection, string project) =>
        $"{project}/credentials/{ApiPath.Part(connection.Parse.GetRequiredValue(_name))}";

    private static RemoteCommand Set()
    {
        var kind = new Argument<string>("KIND") { Description = "Its kind, as infrar credentials kinds shows it." };
        return new RemoteCommand(
            "set",
            "Store a credential, also in the place of the one of that name.",
            [_name, kind, _fields, RemoteOptions.Project],
            [
                new("infrar credentials set aws aws-key --project shop", "asks for each field; nothing is shown"),
                new("infrar credentials set aws aws-key --fields - < aws.env", "from standard input"),
            ],
            (connection, cancellationToken) =>
                connection.WithProjectAsync(path =>
                    StoreAsync(
                        connection,
                        path,
                        connection.Parse.GetRequiredValue(_name),
                        connection.Parse.GetRequiredValue(kind),
                        "Stored",
                        cancellationToken
                    )
                )
        );
    }

    private static RemoteCommand Rotate() =>
        new(
            "rotate",
            "Put new values in the place of a credential's old ones.",
            [_name, _fields, RemoteOptions.Project],
            [new("infrar credentials rotate aws --project shop", "asks for the new values; the kind stays")],
            (connection, cancellationToken) =>
                connection.WithProjectAsync(async path =>
                {
                    var listed = await connection.Client.ListAsync($"{path}/credentials", null, cancellationToken);
                    if (!listed.Succeeded(out var known, out var problem))
                    {
                        return connection.Invocation.Refuse(problem);
                    }

                    var name = connection.Parse.GetRequiredValue(_name);
                    var there = known.FirstOrDefault(c => c.Text("name") == name);
                    return there.ValueKind is JsonValueKind.Undefined
                        ? connection.Invocation.Refuse(
                            CliProblems.UnknownName("credential", name, [.. known.Select(c => c.Text("name"))])
                        )
                        : await StoreAsync(connection, path, name, there.Text("kind"), "Rotated", cancellationToken);
                })
        );

    private static RemoteCommand Delete() =>
        new(
            "delete",
            "Delete a credential and erase its values.",
            [_name, RemoteOptions.Project, RemoteOptions.Yes],
            [new("infrar credentials delete aws --project shop", "nothing brings it back")],
            (connection, cancellationToken) =>
                connection.WithProjectAsync(async path =>
                {
                    var name = connection.Parse.GetRequiredValue(_name);
                    var refusal = await Prompt.ConfirmAsync(
                        connection.Invocation,
                        $"The values of {name} will be erased for ever.",
                        name,
                        cancellationToken
                    );
                    return refusal is null
                        ? await connection.DoAsync(
                            ApiRequest.Delete($"{path}/credentials/{ApiPath.Part(name)}"),
                            _ => $"{name} is deleted.",
                            cancellationToken
                        )
                        : connection.Invocation.Refuse(refusal);
                })
        );

    private static async Task<int> StoreAsync(
        Connection connection,
        string project,
        string name,
        string kind,
        string done,
        CancellationToken cancellationToken
    )
    {
        var given = connection.Parse.GetValue(_fields) is { } file
            ? await CredentialFields.ReadAsync(connection, file, cancellationToken)
            : await CredentialFields.AskAsync(connection, kind, cancellationToken);
        return given.Succeeded(out var fields, out var problem)
            ? await connection.DoAsync(
                ApiRequest.Send(
                    HttpMethod.Put,
                    $"{project}/credentials/{ApiPath.Part(name)}",
                    new CredentialBody(kind, fields),
                    ApiJson.Default.CredentialBody
                ),
                answer => $"{done} {name}. Fingerprint {answer.Json().Text("fingerprint")}.",
                cancellationToken
            )
            : connection.Invocation.Refuse(problem);
    }
}
