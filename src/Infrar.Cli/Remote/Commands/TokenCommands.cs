using System.CommandLine;
using Infrar.Cli.Reports;

namespace Infrar.Cli.Remote.Commands;

/// <summary><c>infrar tokens</c>: what programs show in the place of a person.</summary>
internal static class TokenCommands
{
    /// <summary>Builds the group.</summary>
    public static CommandGroup Create() =>
        new(
            "tokens",
            "API tokens, for programs.",
            [
                new("infrar tokens create CI --scope projects:read", "for a pipeline that only looks"),
                new("infrar tokens list", "which there are, and when each was used"),
            ],
            List(),
            Make(),
            Delete()
        );

    private static RemoteCommand List() =>
        new(
            "list",
            "List your API tokens, newest first.",
            [RemoteOptions.Limit],
            [new("infrar tokens list", "with what each may be used for")],
            (connection, cancellationToken) =>
                connection.ListAsync(
                    "/api/v1/tokens",
                    "API token",
                    "No API tokens yet. Make one: infrar tokens create NAME --scope projects:read",
                    [
                        JsonColumn.Of("Token", "id", ColumnKind.Code),
                        JsonColumn.Of("Name", "name"),
                        JsonColumn.Of("Scopes", "scopes"),
                        JsonColumn.Time("Expires", "expiresAt"),
                        JsonColumn.Time("Last used", "lastUsedAt", dropOrder: 2),
                        JsonColumn.Time("Made", "createdAt", dropOrder: 1),
                    ],
                    cancellationToken
                )
        );

    private static RemoteCommand Make()
    {
        var name = new Argument<string>("NAME") { Description = "What it is for." };
        var scopes = new Option<string[]>("--scope")
        {
            Description = "What it may be used for, such as projects:read; may be repeated.",
            HelpName = "SCOPE",
            Required = true,
        };
        var days = new Option<int>("--days")
        {
            Description = "How long it is good, 1 to 365 days. Default: 90.",
            HelpName = "NUMBER",
            DefaultValueFactory = _ => 90,
        };
        return new RemoteCommand(
            "create",
            "Make an API token. Its secret is printed this once.",
            [name, scopes, days],
            [
                new("infrar tokens create CI --scope projects:read --scope uploads:write --days 30", "for a pipeline"),
                new("infrar tokens create CI --scope projects:read --format json | jq -r .secret", "the secret alone"),
            ],
            (connection, cancellationToken) =>
                connection.ShowAsync(
                    ApiRequest.Send(
                        HttpMethod.Post,
                        "/api/v1/tokens",
                        new TokenBody(
                            connection.Parse.GetRequiredValue(name),
                            connection.Parse.GetRequiredValue(scopes),
                            connection.Parse.GetValue(days)
                        ),
                        ApiJson.Default.TokenBody
                    ),
                    made => new Report(
                        "",
                        "The token is made. Its secret is shown this once; keep it where secrets are kept.",
                        JsonTable.Facts(
                            ("Secret", made.Text("secret")),
                            ("Token", made.GetProperty("token").Text("id")),
                            ("Scopes", made.GetProperty("token").Text("scopes")),
                            ("Expires", made.GetProperty("token").Time("expiresAt"))
                        )
                    ),
                    cancellationToken
                )
        );
    }

    private static RemoteCommand Delete()
    {
        var token = new Argument<string>("TOKEN") { Description = "Its id, as infrar tokens list shows it." };
        return new RemoteCommand(
            "delete",
            "Withdraw an API token.",
            [token, RemoteOptions.Yes],
            [new("infrar tokens delete tok-01hzy3", "it is refused from then on")],
            async (connection, cancellationToken) =>
            {
                var id = connection.Parse.GetRequiredValue(token);
                var refusal = await Prompt.ConfirmAsync(
                    connection.Invocation,
                    $"Programs that use {id} will be refused.",
                    null,
                    cancellationToken
                );
                return refusal is null
                    ? await connection.DoAsync(
                        ApiRequest.Delete($"/api/v1/tokens/{ApiPath.Part(id)}"),
                        _ => "The token is withdrawn.",
                        cancellationToken
                    )
                    : connection.Invocation.Refuse(refusal);
            }
        );
    }
}
