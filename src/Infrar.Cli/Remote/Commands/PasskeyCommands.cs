using System.CommandLine;
using Infrar.Cli.Reports;

namespace Infrar.Cli.Remote.Commands;

/// <summary><c>infrar account passkeys</c>: the passkeys of a person; a browser makes and uses them.</summary>
internal static class PasskeyCommands
{
    private static readonly Argument<string> _passkey = new("PASSKEY") { Description = "Its id." };

    /// <summary>Builds the group.</summary>
    public static CommandGroup Create()
    {
        var name = new Argument<string>("NAME") { Description = "What you call it." };
        return new CommandGroup(
            "passkeys",
            "Your passkeys. They are made and used in a browser.",
            [new("infrar account passkeys list", "which there are, and when each was used")],
            new RemoteCommand(
                "list",
                "List your passkeys, oldest first.",
                [RemoteOptions.Limit],
                [new("infrar account passkeys list", "which there are, and when each was used")],
                (connection, cancellationToken) =>
                    connection.ListAsync(
                        "/api/v1/account/passkeys",
                        "passkey",
                        "No passkeys yet. A browser makes them.",
                        [
                            JsonColumn.Of("Passkey", "id", ColumnKind.Code),
                            JsonColumn.Of("Name", "name"),
                            JsonColumn.Time("Made", "createdAt"),
                            JsonColumn.Time("Last used", "lastUsedAt"),
                        ],
                        cancellationToken
                    )
            ),
            new RemoteCommand(
                "rename",
                "Rename a passkey.",
                [_passkey, name],
                [new("infrar account passkeys rename psk-01hzy3 Telephone", "for you alone")],
                (connection, cancellationToken) =>
                    connection.DoAsync(
                        ApiRequest.Send(
                            HttpMethod.Patch,
                            PathOf(connection),
                            new NameBody(connection.Parse.GetRequiredValue(name)),
                            ApiJson.Default.NameBody
                        ),
                        _ => $"It is called {connection.Parse.GetRequiredValue(name)} now.",
                        cancellationToken
                    )
            ),
            new RemoteCommand(
                "delete",
                "Delete a passkey; the last way to sign in stays.",
                [_passkey, RemoteOptions.Yes],
                [new("infrar account passkeys delete psk-01hzy3", "delete it on the device too")],
                async (connection, cancellationToken) =>
                    await Prompt.ConfirmAsync(
                        connection.Invocation,
                        "Nobody signs in with this passkey any more.",
                        null,
                        cancellationToken
                    )
                        is { } refusal
                        ? connection.Invocation.Refuse(refusal)
                        : await connection.DoAsync(
                            ApiRequest.Delete(PathOf(connection)),
                            _ => "The passkey is deleted.",
                            cancellationToken
                        )
            )
        );
    }

    private static string PathOf(Connection connection) =>
        $"/api/v1/account/passkeys/{ApiPath.Part(connection.Parse.GetRequiredValue(_passkey))}";
}
