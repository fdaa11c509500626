using System.Text.Json;
using Infrar.Cli.Reports;

namespace Infrar.Cli.Remote.Commands;

/// <summary><c>infrar credentials data-key</c>: the key that a project's secrets are sealed under.</summary>
internal static class DataKeyCommands
{
    /// <summary>Builds the group.</summary>
    public static CommandGroup Create() =>
        new(
            "data-key",
            "The key that a project's secrets are sealed under.",
            [new("infrar credentials data-key rotate --project shop", "seals them under a new one")],
            new RemoteCommand(
                "show",
                "Say when the data key was rotated, and when it will be.",
                [RemoteOptions.Project],
                [new("infrar credentials data-key show --project shop", "the clock rotates it at night")],
                (connection, cancellationToken) =>
                    connection.WithProjectAsync(path =>
                        connection.ShowAsync(ApiRequest.Get($"{path}/data-key"), Report, cancellationToken)
                    )
            ),
            new RemoteCommand(
                "rotate",
                "Seal the project's secrets under a new data key, now.",
                [RemoteOptions.Project],
                [new("infrar credentials data-key rotate --project shop", "nothing else changes")],
                (connection, cancellationToken) =>
                    connection.WithProjectAsync(path =>
                        connection.DoAsync(
                            new ApiRequest(HttpMethod.Post, $"{path}/data-key/rotation"),
                            _ => "The project's secrets are sealed under a new key.",
                            cancellationToken
                        )
                    )
            )
        );

    private static Report Report(JsonElement key) =>
        new(
            "",
            $"The data key will be rotated on {key.Time("rotationDueAt")}.",
            JsonTable.Facts(("Rotated", key.Time("rotatedAt")))
        );
}
