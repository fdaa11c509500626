using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Infrar.Cli.Commands;
using Infrar.Cli.Reports;
using Infrar.Core;

namespace Infrar.Cli.Remote.Commands;

/// <summary><c>infrar projects manifest</c>, and what is chosen in it.</summary>
internal static class ManifestCommands
{
    private static readonly Argument<string> _file = new("FILE")
    {
        Description = "The manifest; - reads standard input. Default: infrar.yaml.",
        DefaultValueFactory = _ => "infrar.yaml",
    };

    /// <summary>Builds the group.</summary>
    public static CommandGroup Create() =>
        new(
            "manifest",
            "A project's manifest: read it, write it, go back.",
            [
                new("infrar projects manifest get --project shop > infrar.yaml", "as it stands"),
                new("infrar projects manifest put --project shop", "from infrar.yaml in this folder"),
            ],
            Get(),
            Put(),
            Validate(),
            Versions()
        );

    /// <summary>A file that an option names; empty where it names none.</summary>
    public static async Task<Result<InputFile>> TextAsync(
        Connection connection,
        Option<string?> option,
        CancellationToken cancellationToken
    ) =>
        connection.Parse.GetValue(option) is { } path
            ? await ReadAsync(connection, path, cancellationToken)
            : new InputFile("", "");

    /// <summary>Builds <c>infrar projects environments</c>.</summary>
    public static RemoteCommand Environments() =>
        new(
            "environments",
            "List the manifest's environments, and the hosting option that was chosen for each.",
            [RemoteOptions.Project, RemoteOptions.Limit],
            [new("infrar projects environments --project shop", "with every option that each has")],
            (connection, cancellationToken) =>
                connection.WithProjectAsync(path =>
                    connection.ListAsync(
                        $"{path}/environments",
                        "environment",
                        "The manifest has no environment.",
                        [
                            JsonColumn.Of("Environment", "name"),
                            JsonColumn.Of("Chosen", "strategy"),
                            JsonColumn.Of("Options", "strategies"),
                            JsonColumn.Time("Since", "chosenAt", dropOrder: 1),
                        ],
                        cancellationToken
                    )
                )
        );

    /// <summary>Builds <c>infrar projects strategy</c>.</summary>
    public static RemoteCommand Strategy()
    {
        var environment = new Argument<string>("ENVIRONMENT") { Description = "The environment." };
        var strategy = new Argument<string>("STRATEGY") { Description = "The hosting option for it." };
        return new RemoteCommand(
            "strategy",
            "Choose a hosting option for an environment.",
            [environment, strategy, RemoteOptions.Project],
            [
                new(
                    "infrar projects strategy production aws --project shop",
                    "what estimates and checks take from now on"
                ),
            ],
            (connection, cancellationToken) =>
                connection.WithProjectAsync(path =>
                    connection.DoAsync(
                        ApiRequest.Send(
                            HttpMethod.Put,
                            $"{path}/environments/{ApiPath.Part(connection.Parse.GetRequiredValue(environment))}/strategy",
                            new StrategyBody(connection.Parse.GetRequiredValue(strategy)),
                            ApiJson.Default.StrategyBody
                        ),
                        _ =>
                            $"{connection.Parse.GetRequiredValue(environment)} is hosted as {connection.Parse.GetRequiredValue(strategy)}.",
                        cancellationToken
                    )
                )
        );
    }

    private static RemoteCommand Get()
    {
        var version = new Option<int?>("--version-number")
        {
            Description = "An earlier version, as infrar projects manifest versions shows it.",
            HelpName = "NUMBER",
        };
        return new RemoteCommand(
            "get",
            "Print a project's manifest.",
            [version, RemoteOptions.Project, SharedOptions.Output],
            [
                new("infrar projects manifest get --project shop -o infrar.yaml", "as it stands"),
                new("infrar projects manifest get --project shop --version-number 3", "as it once stood"),
            ],
            (connection, cancellationToken) =>
                connection.WithProjectAsync(async path =>
                {
                    var suffix = connection.Parse.GetValue(version) is { } number
                        ? string.Create(CultureInfo.InvariantCulture, $"/versions/{number}")
                        : "";
                    var read = await connection.Client.SendAsync(
                        ApiRequest.Get($"{path}/manifest{suffix}"),
                        cancellationToken
                    );
                    if (!read.Succeeded(out var answer, out var problem))
                    {
                        return connection.Invocation.Refuse(problem);
                    }

                    var json = answer.Json();
                    return connection.Invocation.WriteOut(
                        SharedOptions.FormatOf(connection.Parse) is OutputFormat.Json
                            ? JsonText.Of(json.WriteTo) + "\n"
                            : json.GetProperty("text").GetString()!
                    );
                })
        );
    }

    private static RemoteCommand Put()
    {
        var draft = new Option<bool>("--draft") { Description = "Keep it although it has errors." };
        var over = new Option<int?>("--over")
        {
            Description = "The version that it was made from; refused when the project has another one now.",
            HelpName = "NUMBER",
        };
        return new RemoteCommand(
            "put",
            "Write a project's manifest. Earlier versions are kept.",
            [_file, draft, over, RemoteOptions.Project],
            [
                new("infrar projects manifest put --project shop", "from infrar.yaml in this folder"),
                new("infrar projects manifest put shop.yaml --over 7", "only while version 7 is the newest"),
            ],
            (connection, cancellationToken) =>
                connection.WithProjectAsync(async path =>
                {
                    var read = await ReadAsync(connection, connection.Parse.GetRequiredValue(_file), cancellationToken);
                    if (!read.Succeeded(out var file, out var problem))
                    {
                        return connection.Invocation.Refuse(problem);
                    }

                    var tag = connection.Parse.GetValue(over) is { } number
                        ? string.Create(CultureInfo.InvariantCulture, $"\"v{number}\"")
                        : "*";
                    var address = connection.Parse.GetValue(draft) ? $"{path}/manifest?draft=true" : $"{path}/manifest";
                    return await connection.DoAsync(
                        ApiRequest.Send(HttpMethod.Put, address, new TextBody(file.Text), ApiJson.Default.TextBody) with
                        {
                            IfMatch = tag,
                        },
                        answer => $"Wrote version {answer.Json().Text("version")} of the manifest.",
                        cancellationToken
                    );
                })
        );
    }

    private static RemoteCommand Validate() =>
        new(
            "validate",
            "Say every fault of a manifest as the server sees it, and keep nothing.",
            [_file, RemoteOptions.Project],
            [new("infrar projects manifest validate --project shop", "infrar.yaml in this folder")],
            (connection, cancellationToken) =>
                connection.WithProjectAsync(async path =>
                {
                    var read = await ReadAsync(connection, connection.Parse.GetRequiredValue(_file), cancellationToken);
                    if (!read.Succeeded(out var file, out var problem))
                    {
                        return connection.Invocation.Refuse(problem);
                    }

                    var sent = await connection.Client.SendAsync(
                        ApiRequest.Send(
                            HttpMethod.Post,
                            $"{path}/manifest/validate",
                            new TextBody(file.Text),
                            ApiJson.Default.TextBody
                        ),
                        cancellationToken
                    );
                    if (!sent.Succeeded(out var answer, out problem))
                    {
                        return connection.Invocation.Refuse(problem);
                    }

                    var json = answer.Json();
                    var shown = connection.Reply(json, Faults);
                    return shown is ExitCode.Success && json.Text("valid") is not "yes" ? ExitCode.Failure : shown;
                })
        );

    private static Report Faults(JsonElement validation) =>
        new(
            "",
            validation.Text("valid") is "yes" ? "OK: the manifest is right." : "The manifest has errors.",
            [
                .. validation.Items("diagnostics").Any()
                    ?
                    [
                        JsonTable.Table(
                            validation.Items("diagnostics"),
                            [
                                new("Place", d => $"{d.Text("line")}:{d.Text("column")}", ColumnKind.Code),
                                JsonColumn.Of("Code", "code", ColumnKind.Code),
                                new("Fault", d => $"{d.Text("detail")} {d.Text("mend")}".TrimEnd()),
                            ]
                        ),
                    ]
                    : Array.Empty<Section>(),
            ]
        );

    private static RemoteCommand Versions() =>
        new(
            "versions",
            "List every manifest that was written, newest first.",
            [RemoteOptions.Project, RemoteOptions.Limit],
            [new("infrar projects manifest versions --project shop", "who wrote which when")],
            (connection, cancellationToken) =>
                connection.WithProjectAsync(path =>
                    connection.ListAsync(
                        $"{path}/manifest/versions",
                        "version",
                        "No manifest was written yet. Write one: infrar projects manifest put",
                        [
                            JsonColumn.Of("Version", "version", ColumnKind.Figure),
                            JsonColumn.Time("Written", "writtenAt"),
                            JsonColumn.Of("By", "authorId", ColumnKind.Code),
                            JsonColumn.Of("Characters", "characters", ColumnKind.Figure),
                        ],
                        cancellationToken
                    )
                )
        );

    private static Task<Result<InputFile>> ReadAsync(
        Connection connection,
        string path,
        CancellationToken cancellationToken
    ) => InputFile.ReadAsync(path, "Name a manifest.", connection.Invocation.Console, cancellationToken);
}
