using Infrar.Core;

namespace Infrar.Platform.Prices;

/// <summary>What requests about prices are refused for.</summary>
internal static class PriceProblems
{
    internal static Problem NoSuchSku(string sku) =>
        new(
            "PRC001",
            ProblemKind.NotFound,
            "No such SKU",
            $"Neither a feed nor the embedded price book has '{sku}'. Search by words: infrar prices search."
        );

    internal static Problem NoSuchProvider(string named, IEnumerable<string> known) =>
        new(
            "PRC002",
            ProblemKind.Invalid,
            "No such provider",
            $"There are no prices of '{named}'. Name one of {string.Join(", ", known)}."
        );

    internal static Problem NoFeed(string provider, string why) =>
        new("PRC003", ProblemKind.Conflict, "The provider's feed is not read", $"{provider}: {why}");

    internal static Problem NoSuchSync(string number) =>
        new(
            "PRC004",
            ProblemKind.NotFound,
            "No such sync",
            $"There is no price sync {number}. GET /api/v1/prices/syncs lists them."
        );

    internal static Problem NoSuchRow(long id) =>
        new(
            "PRC005",
            ProblemKind.NotFound,
            "No such row in quarantine",
            $"There is no row {id}. GET /api/v1/prices/quarantine lists them."
        );

    internal static Problem NotReleasable(string why) =>
        new(
            "PRC006",
            ProblemKind.Conflict,
            "The row cannot be released",
            $"{why} Only a price that is readable and was not believed can be used after all."
        );

    internal static Problem NotRight(string detail) =>
        new("PRC007", ProblemKind.Invalid, "The price settings are not right", detail);

    internal static Problem NotSyncedThen(DateOnly day, string since) =>
        new(
            "PRC008",
            ProblemKind.Invalid,
            "No prices of that day are known",
            $"Nothing was read from a feed by {day:yyyy-MM-dd}. {since}"
        );

    internal static Problem TooWide(long skus, long most) =>
        new(
            "PRC009",
            ProblemKind.Invalid,
            "The search is too wide",
            $"Words are looked for in {most} SKUs at most, and these would be {skus}. Name the provider, the service or the region, or a whole SKU."
        );

    internal static Problem NoSuchDecision(string named) =>
        new("PRC010", ProblemKind.Invalid, "No such decision", $"'{named}' is none of open, released and keptOut.");

    internal static Problem ReleasedAlready(long id) =>
        new(
            "PRC011",
            ProblemKind.Conflict,
            "The row was released already",
            $"The next sync uses the price of row {id}. Where the feed still states it by then, that is what it costs."
        );
}
