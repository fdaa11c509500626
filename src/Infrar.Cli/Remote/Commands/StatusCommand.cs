using System.Text.Json;
using Infrar.Cli.Reports;

namespace Infrar.Cli.Remote.Commands;

/// <summary><c>infrar status</c>: whether a server lives, and each of its parts.</summary>
internal static class StatusCommand
{
    /// <summary>Builds the command.</summary>
    public static RemoteCommand Create() =>
        new(
            "status",
            "Say whether a server lives and whether each of its parts answers.",
            [],
            [
                new(
                    "infrar status --server http://127.0.0.1:8080",
                    "needs no sign-in; exits with 1 when a part is missing"
                ),
            ],
            async (connection, cancellationToken) =>
            {
                // The one who answers may lack its database; whether it lives at all is asked first.
                var alive = await connection.Client.SendAsNobodyAsync(ApiRequest.Get("/health"), cancellationToken);
                if (!alive.Succeeded(out _, out var problem))
                {
                    return connection.Invocation.Refuse(problem);
                }

                var ready = await connection.Client.SendAsNobodyAsync(
                    ApiRequest.Get("/ready") with
                    {
                        TakesRefusals = true,
                    },
                    cancellationToken
                );
                if (!ready.Succeeded(out var answer, out problem))
                {
                    return connection.Invocation.Refuse(problem);
                }

                var json = answer.Json();
                var shown = connection.Reply(json, Parts);
                return answer.Status is 200 ? shown : ExitCode.Failure;
            }
        );

    private static Report Parts(JsonElement readiness) =>
        new(
            "",
            $"The server is {readiness.Text("status")}.",
            JsonTable.Table(
                readiness.Items("parts"),
                [JsonColumn.Of("Part", "name"), JsonColumn.Of("State", "status"), JsonColumn.Of("Why", "detail")]
            )
        );
}
