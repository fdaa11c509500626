using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Infrar.Cli.Reports;

namespace Infrar.Cli.Remote.Commands;

/// <summary><c>infrar notifications</c>: whom a project tells what happens to it.</summary>
internal static class NotificationCommands
{
    private static readonly Argument<string> _notification = new("NOTIFICATION")
    {
        Description = "Its name, or its id as infrar notifications list shows it.",
    };

    private static readonly Argument<string> _name = new("NAME") { Description = "What it is called." };

    private static readonly Option<string[]> _events = Events();

    private static readonly Option<string?> _environment = new("--environment", "-e")
    {
        Description = "The environment whose events are told; all when left out.",
        HelpName = "NAME",
    };

    private static readonly Option<string[]> _to = new("--to")
    {
        Description = "A member of the team who gets mail, by id; repeatable.",
        HelpName = "USER",
    };

    /// <summary>Builds the group.</summary>
    public static CommandGroup Create() =>
        new(
            "notifications",
            "Whom a project tells what happens to it: by webhook, or by mail.",
            [
                new(
                    "infrar notifications add On-call --url https://hooks.example.com/a -e production",
                    "signed requests"
                ),
                new("infrar notifications add Team --to usr-01kb2m --event runWaiting", "mail to a member"),
                new("infrar notifications test On-call", "then: infrar notifications deliveries On-call"),
            ],
            List(),
            Add(),
            Change(),
            Remove(),
            Test(),
            Deliveries()
        );

    private static RemoteCommand List() =>
        new(
            "list",
            "List whom a project tells what happens to it.",
            [RemoteOptions.Project, RemoteOptions.Limit],
            [new("infrar notifications list --project shop", "newest first")],
            (connection, cancellationToken) =>
                connection.WithProjectAsync(path =>
                    connection.ListAsync(
                        $"{path}/notifications",
                        "notification",
                        "Nobody is told yet. Begin with: infrar notifications add NAME --url ADDRESS",
                        [
                            JsonColumn.Of("Name", "name"),
                            JsonColumn.Of("Id", "id", ColumnKind.Code, dropOrder: 1),
                            new("Where", n => n.Text("host") is "" ? n.Text("recipients") : n.Text("host")),
                            new("Of", n => n.Text("environment") is "" ? "all environments" : n.Text("environment")),
                            JsonColumn.Of("Events", "events", dropOrder: 2),
                            JsonColumn.Of("On", "enabled"),
                        ],
                        cancellationToken
                    )
                )
        );

    private static RemoteCommand Add()
    {
        var url = new Option<string?>("--url")
        {
            Description = "Where requests go; - reads it from standard input. It is never shown again.",
            HelpName = "ADDRESS",
        };
        return new RemoteCommand(
            "add",
            "Have a project tell somebody what happens to it.",
            [_name, url, _to, _events, _environment, RemoteOptions.Project],
            [
                new(
                    "infrar notifications add On-call --url https://hooks.example.com/a",
                    "prints the signing key, once"
                ),
                new("infrar notifications add Team --to usr-01kb2m --to usr-01kc3n", "mail"),
            ],
            (connection, cancellationToken) =>
                connection.WithProjectAsync(async path =>
                {
                    var address = connection.Parse.GetValue(url);
                    if (address is "-")
                    {
                        address = (await connection.Invocation.Console.Input.ReadLineAsync(cancellationToken))?.Trim();
                    }

                    return await connection.DoAsync(
                        ApiRequest.Create(
                            $"{path}/notifications",
                            new ChannelBody(
                                connection.Parse.GetRequiredValue(_name),
                                address is null ? "email" : "webhook",
                                connection.Parse.GetValue(_events) is { Length: > 0 } events ? events : null,
                                address,
                                connection.Parse.GetValue(_to) is { Length: > 0 } to ? to : null,
                                connection.Parse.GetValue(_environment)
                            ),
                            ApiJson.Default.ChannelBody
                        ),
                        answer => Added(answer.Json()),
                        cancellationToken
                    );
                })
        );
    }

    private static RemoteCommand Change()
    {
        var enabled = new Option<string?>("--enabled") { Description = "Whether it tells anything." };
        enabled.AcceptOnlyFromAmong("yes", "no");
        return new RemoteCommand(
            "change",
            "Change what is told; what is not named stays.",
            [_notification, _events, _to, _environment, enabled, RemoteOptions.Project],
            [new("infrar notifications change On-call --event runInterrupted --enabled yes", "that alone")],
            (connection, cancellationToken) =>
                WithAsync(
                    connection,
                    (path, there) =>
                        VersionedEdit.PutAsync(
                            connection,
                            path,
                            there,
                            n => Edited(connection.Parse, n, connection.Parse.GetValue(enabled)),
                            now => $"{now.Text("name")} tells of {now.Text("events")}.",
                            cancellationToken
                        ),
                    cancellationToken
                )
        );
    }

    private static RemoteCommand Remove() =>
        new(
            "remove",
            "Have a project tell somebody no more.",
            [_notification, RemoteOptions.Project],
            [new("infrar notifications remove On-call", "what it still had to tell is told no more")],
            (connection, cancellationToken) =>
                WithAsync(
                    connection,
                    (path, there) =>
                        connection.DoAsync(
                            ApiRequest.Delete(path),
                            _ => $"{there.Text("name")} is removed.",
                            cancellationToken
                        ),
                    cancellationToken
                )
        );

    private static RemoteCommand Test() =>
        new(
            "test",
            "Tell something that has not happened, to see whether it arrives.",
            [_notification, RemoteOptions.Project],
            [new("infrar notifications test On-call", "then: infrar notifications deliveries On-call")],
            (connection, cancellationToken) =>
                WithAsync(
                    connection,
                    (path, there) =>
                        connection.DoAsync(
                            new ApiRequest(HttpMethod.Post, $"{path}/test"),
                            _ => $"It is on its way. How it went: infrar notifications deliveries {there.Text("id")}",
                            cancellationToken
                        ),
                    cancellationToken
                )
        );

    private static RemoteCommand Deliveries() =>
        new(
            "deliveries",
            "List what was told in the last two weeks, or is to be.",
            [_notification, RemoteOptions.Project, RemoteOptions.Limit],
            [new("infrar notifications deliveries On-call --limit 10", "the last ten, with how each went")],
            (connection, cancellationToken) =>
                WithAsync(
                    connection,
                    (path, _) =>
                        connection.ListAsync(
                            $"{path}/deliveries",
                            "delivery",
                            "Nothing was told yet.",
                            [
                                JsonColumn.Time("At", "at"),
                                JsonColumn.Of("Event", "event"),
                                JsonColumn.Of("Outcome", "outcome"),
                                JsonColumn.Of("Attempts", "attempts", ColumnKind.Figure),
                                JsonColumn.Time("Again", "nextAttemptAt"),
                                JsonColumn.Of("Id", "id", ColumnKind.Code, dropOrder: 1),
                            ],
                            cancellationToken
                        ),
                    cancellationToken
                )
        );

    // Goes on with the one that is meant: its path, and how it stands.
    private static Task<int> WithAsync(
        Connection connection,
        Func<string, JsonElement, Task<int>> act,
        CancellationToken cancellationToken
    ) =>
        connection.WithProjectAsync(async project =>
        {
            var named = connection.Parse.GetRequiredValue(_notification);
            var listed = await connection.Client.ListAsync($"{project}/notifications", null, cancellationToken);
            if (!listed.Succeeded(out var all, out var problem))
            {
                return connection.Invocation.Refuse(problem);
            }

            var found = all.FirstOrDefault(n => n.Text("id") == named || n.Text("name") == named);
            return found.ValueKind is JsonValueKind.Object
                ? await act($"{project}/notifications/{ApiPath.Part(found.Text("id"))}", found)
                : connection.Invocation.Refuse(RemoteProblems.NoSuchNotification(named));
        });

    private static JsonObject Edited(ParseResult parse, JsonElement there, string? enabled)
    {
        var edited = new JsonObject();
        foreach (var field in (string[])["events", "recipients", "environment", "enabled"])
        {
            edited[field] = JsonNode.Parse(there.GetProperty(field).GetRawText());
        }

        if (parse.GetValue(_events) is { Length: > 0 } events)
        {
            edited["events"] = Array(events);
        }

        if (parse.GetValue(_to) is { Length: > 0 } to)
        {
            edited["recipients"] = Array(to);
        }

        if (parse.GetValue(_environment) is { } environment)
        {
            edited["environment"] = environment;
        }

        if (enabled is not null)
        {
            edited["enabled"] = enabled is "yes";
        }

        return edited;
    }

    private static JsonArray Array(IEnumerable<string> texts) =>
        new([.. texts.Select(t => (JsonNode?)JsonValue.Create(t))]);

    private static string Added(JsonElement made)
    {
        var channel = made.GetProperty("channel");
        var key = made.Text("signingKey");
        return $"{channel.Text("name")} ({channel.Text("id")}) is told of {channel.Text("events")}."
            + (key is "" ? "" : $"\nIts requests are signed with {key}\nKeep it now: it is never shown again.");
    }

    private static Option<string[]> Events()
    {
        var option = new Option<string[]>("--event")
        {
            Description = "What is told; repeatable, all when left out.",
            HelpName = "EVENT",
        };
        option.AcceptOnlyFromAmong(
            "runWaiting",
            "runApplied",
            "runErrored",
            "runCanceled",
            "runInterrupted",
            "driftFound"
        );
        return option;
    }
}
