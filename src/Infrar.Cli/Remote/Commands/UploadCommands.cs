using System.CommandLine;
using System.Text.Json;
using Infrar.Cli.Reports;
using Infrar.Core;

namespace Infrar.Cli.Remote.Commands;

/// <summary><c>infrar uploads</c>: the sources that a project was sent.</summary>
internal static class UploadCommands
{
    private static readonly Argument<string> _upload = new("UPLOAD")
    {
        Description = "Its id, as infrar uploads list shows it.",
    };

    /// <summary>Builds the group.</summary>
    public static CommandGroup Create() =>
        new(
            "uploads",
            "Sources that a project was sent, and what was found in them.",
            [
                new("infrar uploads list --project shop", "newest first"),
                new("infrar uploads import https://github.com/example/shop --project shop", "from a repository"),
            ],
            List(),
            Show(),
            Import(),
            Delete()
        );

    /// <summary>Waits until the server has looked into an upload, and shows what it found.</summary>
    public static async Task<int> FollowAsync(Connection connection, string path, CancellationToken cancellationToken)
    {
        var events = connection.Client.Events($"{path}/events", null);
        await foreach (var item in events.ReadAsync(cancellationToken))
        {
            using var data = JsonDocument.Parse(item.Data);
            if (item.EventType is "status" && data.RootElement.Text("status") is "detected" or "failed" or "aborted")
            {
                break;
            }
        }

        if (events.Problem is { } problem)
        {
            return connection.Invocation.Refuse(problem);
        }

        var read = await connection.Client.SendAsync(ApiRequest.Get(path), cancellationToken);
        if (!read.Succeeded(out var answer, out problem))
        {
            return connection.Invocation.Refuse(problem);
        }

        var upload = answer.Json();
        return
            upload.Text("status") is "failed"
            && upload.GetProperty("problem") is { ValueKind: JsonValueKind.Object } why
            ? connection.Invocation.Refuse(
                new Problem(why.Text("code"), ProblemKind.Invalid, why.Text("title"), why.Text("detail"))
            )
            : connection.Reply(upload, Report);
    }

    private static RemoteCommand List() =>
        new(
            "list",
            "List a project's uploads, newest first.",
            [RemoteOptions.Project, RemoteOptions.Limit],
            [new("infrar uploads list --project shop", "how far each has come")],
            (connection, cancellationToken) =>
                connection.WithProjectAsync(path =>
                    connection.ListAsync(
                        $"{path}/uploads",
                        "upload",
                        "No uploads yet. Send the sources: infrar push",
                        [
                            JsonColumn.Of("Upload", "id", ColumnKind.Code),
                            JsonColumn.Of("Name", "name"),
                            JsonColumn.Of("State", "status"),
                            JsonColumn.Of("Bytes", "size", ColumnKind.Figure),
                            JsonColumn.Of("Files", "files", ColumnKind.Figure),
                            JsonColumn.Time("Begun", "createdAt", dropOrder: 1),
                        ],
                        cancellationToken
                    )
                )
        );

    private static RemoteCommand Show() =>
        new(
            "show",
            "Show an upload and what was found in it.",
            [_upload, RemoteOptions.Project],
            [
                new("infrar uploads show upl-01hzy3 --project shop", "components with what each rests on"),
                new("infrar uploads show upl-01hzy3 --format json | jq -r .proposal.manifest", "the proposed manifest"),
            ],
            (connection, cancellationToken) =>
                connection.WithProjectAsync(path =>
                    connection.ShowAsync(ApiRequest.Get(PathOf(connection, path)), Report, cancellationToken)
                )
        );

    private static RemoteCommand Import()
    {
        var url = new Argument<string>("URL")
        {
            Description = "The repository's https address, without user or token.",
        };
        var reference = new Option<string?>("--ref")
        {
            Description = "Branch, tag or full commit; the default branch when left out.",
            HelpName = "REF",
        };
        var token = new Option<bool>("--token-stdin")
        {
            Description = "Read from standard input what opens a private repository; used once, never stored.",
        };
        return new RemoteCommand(
            "import",
            "Have the server fetch a repository, and show which components it finds in it.",
            [url, reference, token, RemoteOptions.Project],
            [new("infrar uploads import https://github.com/example/shop --ref main", "a public one")],
            (connection, cancellationToken) =>
                connection.WithProjectAsync(async path =>
                {
                    string? secret = null;
                    if (
                        connection.Parse.GetValue(token)
                        && !(
                            await Prompt.StandardInputAsync(connection.Invocation, "The token", cancellationToken)
                        ).Succeeded(out secret, out var missing)
                    )
                    {
                        return connection.Invocation.Refuse(missing);
                    }

                    var body = new GitBody(
                        connection.Parse.GetRequiredValue(url),
                        connection.Parse.GetValue(reference),
                        secret,
                        null
                    );
                    var begun = await connection.Client.SendAsync(
                        ApiRequest.Create($"{path}/uploads/git", body, ApiJson.Default.GitBody),
                        cancellationToken
                    );
                    return begun.Succeeded(out var answer, out var problem)
                        ? await FollowAsync(connection, $"{path}/uploads/{answer.Json().Text("id")}", cancellationToken)
                        : connection.Invocation.Refuse(problem);
                })
        );
    }

    private static RemoteCommand Delete() =>
        new(
            "delete",
            "Give an upload up, or throw its source away.",
            [_upload, RemoteOptions.Project, RemoteOptions.Yes],
            [new("infrar uploads delete upl-01hzy3 --project shop", "the source is gone then")],
            (connection, cancellationToken) =>
                connection.WithProjectAsync(async path =>
                    await Prompt.ConfirmAsync(
                        connection.Invocation,
                        "The uploaded source will be gone.",
                        null,
                        cancellationToken
                    )
                        is { } refusal
                        ? connection.Invocation.Refuse(refusal)
                        : await connection.DoAsync(
                            ApiRequest.Delete(PathOf(connection, path)),
                            _ => "The upload is gone.",
                            cancellationToken
                        )
                )
        );

    private static string PathOf(Connection connection, string project) =>
        $"{project}/uploads/{ApiPath.Part(connection.Parse.GetRequiredValue(_upload))}";

    private static Report Report(JsonElement upload)
    {
        var head =
            $"{upload.Text("name")} ({upload.Text("id")}) is {upload.Text("status")}: {upload.Text("files")} files.";
        if (upload.GetProperty("proposal") is not { ValueKind: JsonValueKind.Object } proposal)
        {
            return new Report("", head);
        }

        var components = proposal.Items("components").ToList();
        return components.Count is 0
            ? new Report("", $"{head} Nothing was found that runs or is served.")
            : new Report(
                "",
                $"{head} {Words.Count(components.Count, "component")} found; the proposed manifest is in --format json.",
                JsonTable.Table(
                    components,
                    [
                        JsonColumn.Of("Component", "name"),
                        JsonColumn.Of("Kind", "kind"),
                        JsonColumn.Of("Sure", "sureness"),
                        new(
                            "Rests on",
                            c =>
                                c.Items("evidence")
                                    .Select(e => $"{e.Text("file")}:{e.Text("line")}: {e.Text("saw")}")
                                    .FirstOrDefault()
                                ?? ""
                        ),
                    ]
                )
            );
    }
}
