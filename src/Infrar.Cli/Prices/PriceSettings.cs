using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Infrar.Cli.Remote;
using Infrar.Cli.Remote.Commands;
using Infrar.Cli.Reports;

namespace Infrar.Cli.Prices;

/// <summary>Which prices a project is estimated with, and when it is told that they moved it.</summary>
internal static class PriceSettings
{
    /// <summary>Builds <c>infrar prices settings</c>.</summary>
    public static RemoteCommand Settings() =>
        new(
            "settings",
            "Show which prices a project is estimated with.",
            [RemoteOptions.Project],
            [new("infrar prices settings --project shop", "the day it is pinned to, and when it is told")],
            (connection, cancellationToken) =>
                connection.WithProjectAsync(path =>
                    connection.ShowAsync(
                        ApiRequest.Get($"{path}/prices"),
                        prices => new Report("", Said(prices), JsonTable.Facts(("Price book", prices.Text("book")))),
                        cancellationToken
                    )
                )
        );

    /// <summary>Builds <c>infrar prices pin</c>.</summary>
    public static RemoteCommand Pin()
    {
        var day = new Argument<string>("DAY")
        {
            Description = "The day whose prices hold, as 2026-10-01; none for those in use.",
        };
        day.Validators.Add(result =>
        {
            if (
                result.Tokens is [var token]
                && token.Value is not "none"
                && !DateOnly.TryParseExact(
                    token.Value,
                    "yyyy-MM-dd",
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.None,
                    out _
                )
            )
            {
                result.AddError($"DAY cannot be '{token.Value}'. State a day as 2026-10-01, or none.");
            }
        });
        return new RemoteCommand(
            "pin",
            "Estimate a project with the prices of a day.",
            [day, RemoteOptions.Project],
            [
                new("infrar prices pin 2026-10-01", "as they were at the end of that day, UTC"),
                new("infrar prices pin none", "with those in use again"),
            ],
            (connection, cancellationToken) =>
                EditAsync(
                    connection,
                    body =>
                        body["pinnedOn"] = connection.Parse.GetRequiredValue(day) is "none"
                            ? null
                            : connection.Parse.GetRequiredValue(day),
                    cancellationToken
                )
        );
    }

    /// <summary>Builds <c>infrar prices tell</c>.</summary>
    public static RemoteCommand Tell()
    {
        var percent = new Argument<decimal>("PERCENT") { Description = "From 0.1 to 1000; 0 for never." };
        return new RemoteCommand(
            "tell",
            "Say from which change of its estimate on a project is told that prices moved it.",
            [percent, RemoteOptions.Project],
            [new("infrar prices tell 5", "by its notifications of pricesMoved")],
            (connection, cancellationToken) =>
                EditAsync(
                    connection,
                    body =>
                        body["tellPercent"] = connection.Parse.GetRequiredValue(percent) is 0m
                            ? null
                            : connection.Parse.GetRequiredValue(percent),
                    cancellationToken
                )
        );
    }

    private static Task<int> EditAsync(
        Connection connection,
        Action<JsonObject> edit,
        CancellationToken cancellationToken
    ) =>
        connection.WithProjectAsync(path =>
            VersionedEdit.PutAsync(
                connection,
                $"{path}/prices",
                there =>
                {
                    var body = new JsonObject
                    {
                        ["pinnedOn"] = JsonNode.Parse(there.GetProperty("pinnedOn").GetRawText()),
                        ["tellPercent"] = JsonNode.Parse(there.GetProperty("tellPercent").GetRawText()),
                    };
                    edit(body);
                    return body;
                },
                Said,
                cancellationToken
            )
        );

    private static string Said(JsonElement prices) =>
        $"It is estimated with {(prices.Text("pinnedOn") is { Length: > 0 } day ? $"the prices of {day}" : "the prices in use")}; "
        + (
            prices.Text("tellPercent") is { Length: > 0 } share
                ? $"it is told when they move it by {share} % or more."
                : "nobody is told when they move it."
        );
}
