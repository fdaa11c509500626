using System.Text.Json;
using Infrar.Cli.Remote;
using Infrar.Cli.Reports;

namespace Infrar.Cli.Prices;

/// <summary>What the price book says, for people.</summary>
internal static class PriceReports
{
    /// <summary>Prices that were searched for.</summary>
    public static Report Found(IReadOnlyList<JsonElement> prices) =>
        JsonTable.Report(
            "SKU",
            "No price has all of this. Fewer words find more.",
            prices,
            [
                JsonColumn.Of("SKU", "skuId", ColumnKind.Code),
                JsonColumn.Of("Provider", "provider", dropOrder: 3),
                JsonColumn.Of("Service", "service", dropOrder: 2),
                JsonColumn.Of("Region", "regionId", ColumnKind.Code),
                JsonColumn.Of("What", "description"),
                new("Price", price => Price(OnDemand(price)), ColumnKind.Figure),
                new("Unit", price => OnDemand(price).Text("pricingUnit")),
                JsonColumn.Of("As of", "asOf", ColumnKind.Code, dropOrder: 1),
                new("Used", price => price.Text("usedByRules") is "yes" ? "by the rules" : "", DropOrder: 4),
            ]
        );

    /// <summary>A SKU in all its regions, with all that it ever cost.</summary>
    public static Report Shown(IReadOnlyList<JsonElement> skus) =>
        new(
            "",
            $"{skus[0].Text("skuId")}: {skus[0].Text("description")}, {skus[0].Text("service")}.",
            [.. skus.SelectMany(Sections)]
        );

    /// <summary>How old and how many the prices of each provider are.</summary>
    public static Report Status(IReadOnlyList<JsonElement> providers) =>
        new(
            "",
            providers.Any(p => p.Text("origin") is "feed")
                ? "Prices by provider."
                : "All prices are those that ship with Infrar.",
            JsonTable.Table(
                providers,
                [
                    JsonColumn.Of("Provider", "title"),
                    new("Prices from", p => p.Text("origin") is "feed" ? "its feed" : "the embedded book"),
                    JsonColumn.Time("Read", "syncedAt"),
                    JsonColumn.Of("Oldest embedded", "oldest", ColumnKind.Code),
                    new("SKUs", p => Sum(p, "skus"), ColumnKind.Figure),
                    new("Used by rules", p => Sum(p, "usedByRules"), ColumnKind.Figure),
                    new("Regions", p => Words.Count(p.Items("regions").Count(), "region"), DropOrder: 2),
                    new("Last sync", LastSync, DropOrder: 1),
                ]
            ),
            JsonTable.Table(
                providers.SelectMany(p =>
                    p.Items("regions")
                        .Select(r =>
                            JsonElement.Parse(
                                $$"""{"p": {{JsonText.Of(j => j.WriteStringValue(p.Text("provider")))}}, "r": {{r.GetRawText()}}}"""
                            )
                        )
                ),
                [
                    JsonColumn.Of("Provider", "p"),
                    new("Region", r => r.GetProperty("r").Text("regionId"), ColumnKind.Code),
                    new("SKUs", r => r.GetProperty("r").Text("skus"), ColumnKind.Figure),
                    new("Used by rules", r => r.GetProperty("r").Text("usedByRules"), ColumnKind.Figure),
                ]
            )
        );

    /// <summary>How far a sync is, in a line.</summary>
    public static string Progress(JsonElement sync)
    {
        var progress = sync.GetProperty("progress");
        return $"{sync.Text("provider")}: {progress.Text("filesDone")} of {progress.Text("files")} files, {progress.Text("rows")} prices"
            + (progress.Text("file") is { Length: > 0 } file ? $", reading {file}" : "");
    }

    /// <summary>What became of a sync, in a sentence.</summary>
    public static string Outcome(JsonElement sync)
    {
        var progress = sync.GetProperty("progress");
        return sync.Text("status") switch
        {
            "succeeded" =>
                $"{sync.Text("provider")}: its prices are in use. {progress.Text("added")} are new or changed, {progress.Text("ended")} hold no longer, {progress.Text("quarantined")} are in quarantine.",
            "failed" => $"{sync.Text("provider")}: the sync failed, the prices in use stay. {sync.Text("problem")}",
            _ => Progress(sync),
        };
    }

    private static IEnumerable<Section> Sections(JsonElement sku)
    {
        var attributes = sku.GetProperty("attributes");
        var facts = JsonTable.Facts(
            ("Prices from", sku.Text("origin") is "feed" ? "the provider's feed" : "the embedded book"),
            ("Source", sku.Text("source")),
            ("As of", sku.Text("asOf")),
            ("Confidence", sku.Text("confidence")),
            ("Used by the rules", sku.Text("usedByRules")),
            (
                "Attributes",
                string.Join(", ", attributes.EnumerateObject().Select(a => $"{a.Name} {attributes.Text(a.Name)}"))
            )
        );
        yield return facts with
        {
            Heading = sku.Text("regionId"),
        };
        yield return JsonTable.Table(
            sku.Items("prices"),
            [
                new("Bought", Purchase),
                new("Price", Price, ColumnKind.Figure),
                JsonColumn.Of("Unit", "pricingUnit"),
                JsonColumn.Of("Holds from", "effectiveFrom", ColumnKind.Code, dropOrder: 1),
                JsonColumn.Time("Known since", "knownSince"),
                JsonColumn.Time("Until", "knownUntil"),
            ]
        );
    }

    private static JsonElement OnDemand(JsonElement sku) =>
        sku.Items("prices").OrderBy(p => p.Text("purchase") is "onDemand" ? 0 : 1).FirstOrDefault();

    private static string Price(JsonElement price)
    {
        if (price.ValueKind is not JsonValueKind.Object)
        {
            return "";
        }

        var currency = price.Text("billingCurrency");
        var tiers = price.Items("tiers").ToList();
        return tiers is [var flat]
            ? $"{flat.Text("listUnitPrice")} {currency}"
            : string.Join("; ", tiers.Select(t => $"{t.Text("listUnitPrice")} {currency} from {t.Text("from")}"));
    }

    private static string Purchase(JsonElement price)
    {
        var way = price.Text("purchase") switch
        {
            "onDemand" => "on demand",
            "reserved" => "reserved",
            "savingsPlan" => "savings plan",
            var other => other,
        };
        return price.Text("lease") is { Length: > 0 } lease ? $"{way}, {lease}" : way;
    }

    private static string LastSync(JsonElement provider) =>
        provider.GetProperty("lastSync") is { ValueKind: JsonValueKind.Object } sync
            ? sync.Text("status") is "failed"
                ? $"failed: {sync.Text("problem")}"
                : sync.Text("status")
            : provider.Text("feedProblem");

    private static string Sum(JsonElement provider, string field) =>
        provider
            .Items("regions")
            .Sum(r => r.GetProperty(field).GetInt64())
            .ToString("#,0", System.Globalization.CultureInfo.InvariantCulture);
}
