using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Infrar.Platform.Tests.Prices;

/// <summary>An AWS price list of a few offers, written as AWS writes it: indexes, and each file as JSON and as CSV.</summary>
internal sealed class AwsList
{
    private readonly Dictionary<(string Offer, string Region), List<Row>> _rows = [];

    /// <summary>Names the version of all its files.</summary>
    public string Version { get; set; } = "20261120093011";

    /// <summary>The header of the CSV files' first columns; a test may change one.</summary>
    public string[] Columns { get; set; } =
    [
        "SKU",
        "OfferTermCode",
        "RateCode",
        "TermType",
        "PriceDescription",
        "EffectiveDate",
        "StartingRange",
        "EndingRange",
        "Unit",
        "PricePerUnit",
        "Currency",
        "LeaseContractLength",
        "PurchaseOption",
        "OfferingClass",
        "Product Family",
    ];

    /// <summary>Two offers in one region: a machine on demand and reserved, a unit by the hour, a price in bands, and one of many digits.</summary>
    public static AwsList Shop() =>
        new AwsList()
            .Add(
                "AmazonRDS",
                "eu-west-3",
                "SKUDBMULTI",
                "Database Instance",
                "Hrs",
                "0.1635000000",
                "instanceType=db.t3.medium; databaseEngine=PostgreSQL; deploymentOption=Multi-AZ; licenseModel=No license required; usagetype=EUW3-Multi-AZUsage:db.t3.medium"
            )
            .Reserve("AmazonRDS", "eu-west-3", "SKUDBMULTI", "Hrs", "0.05", "1yr, Partial Upfront, standard")
            .Reserve("AmazonRDS", "eu-west-3", "SKUDBMULTI", "Quantity", "420", "1yr, Partial Upfront, standard")
            .Add(
                "AmazonRDS",
                "eu-west-3",
                "SKUPROXY",
                "RDSProxy",
                "vCPU-Hours",
                "0.018",
                "usagetype=EUW3-RDS:ProxyUsage"
            )
            .Add(
                "AmazonS3",
                "eu-west-3",
                "SKUSTORAGE",
                "Storage",
                "GB-Mo",
                "0.024",
                "volumeType=Standard; usagetype=EUW3-TimedStorage-ByteHrs",
                "0",
                "51200"
            )
            .Add(
                "AmazonS3",
                "eu-west-3",
                "SKUSTORAGE",
                "Storage",
                "GB-Mo",
                "0.023",
                "volumeType=Standard; usagetype=EUW3-TimedStorage-ByteHrs",
                "51200"
            )
            .Add(
                "AmazonS3",
                "eu-west-3",
                "SKUTINY",
                "API Request",
                "Requests",
                "0.000000000123",
                "usagetype=EUW3-Requests-Tier9"
            );

    /// <summary>Adds a price on demand, a band a call.</summary>
    public AwsList Add(
        string offer,
        string region,
        string sku,
        string family,
        string unit,
        string price,
        string attributes,
        string from = "0",
        string to = "Inf"
    )
    {
        Rows(offer, region)
            .Add(new(sku, family, unit, price, from, to, Attributes(attributes, region, offer), "", "USD"));
        return this;
    }

    /// <summary>Adds a reserved price.</summary>
    public AwsList Reserve(string offer, string region, string sku, string unit, string price, string lease)
    {
        var known = Rows(offer, region).First(r => r.Sku == sku);
        Rows(offer, region).Add(known with { Unit = unit, Price = price, Lease = lease });
        return this;
    }

    /// <summary>Changes every row of a SKU.</summary>
    public AwsList Change(string sku, Func<Row, Row> change)
    {
        foreach (var rows in _rows.Values)
        {
            for (var i = 0; i < rows.Count; i++)
            {
                rows[i] = rows[i].Sku == sku ? change(rows[i]) : rows[i];
            }
        }

        return this;
    }

    /// <summary>Takes a SKU out.</summary>
    public AwsList Remove(string sku)
    {
        foreach (var rows in _rows.Values)
        {
            rows.RemoveAll(r => r.Sku == sku);
        }

        return this;
    }

    /// <summary>Takes an offer out.</summary>
    public AwsList Without(string offer)
    {
        foreach (var key in _rows.Keys.Where(k => k.Offer == offer).ToList())
        {
            _rows.Remove(key);
        }

        return this;
    }

    /// <summary>Puts everything where AWS has it.</summary>
    public void Publish(FeedServer server)
    {
        var offers = new JsonObject();
        foreach (var offer in _rows.Keys.Select(k => k.Offer).Distinct())
        {
            offers[offer] = new JsonObject
            {
                ["offerCode"] = offer,
                ["currentRegionIndexUrl"] = $"/offers/v1.0/aws/{offer}/current/region_index.json",
            };
            var regions = new JsonObject();
            foreach (var region in _rows.Keys.Where(k => k.Offer == offer).Select(k => k.Region))
            {
                var path = $"/offers/v1.0/aws/{offer}/{Version}/{region}/index";
                regions[region] = new JsonObject { ["regionCode"] = region, ["currentVersionUrl"] = $"{path}.json" };
                server.Put($"{path}.json", Json(offer, _rows[(offer, region)]));
                server.Put($"{path}.csv", Csv(offer, _rows[(offer, region)]));
            }

            server.Put(
                $"/offers/v1.0/aws/{offer}/current/region_index.json",
                new JsonObject { ["formatVersion"] = "v1.0", ["regions"] = regions }.ToJsonString()
            );
        }

        server.Put(
            "/offers/v1.0/aws/index.json",
            new JsonObject { ["formatVersion"] = "v1.0", ["offers"] = offers }.ToJsonString()
        );
    }

    private List<Row> Rows(string offer, string region)
    {
        if (!_rows.TryGetValue((offer, region), out var rows))
        {
            _rows[(offer, region)] = rows = [];
        }

        return rows;
    }

    // "instanceType=db.t3.medium; databaseEngine=PostgreSQL"
    private static (string Name, string Value)[] Attributes(string text, string region, string offer) =>
        [
            ("servicecode", offer),
            ("locationType", "AWS Region"),
            .. text.Split("; ", StringSplitOptions.RemoveEmptyEntries)
                .Select(p => (p.Split('=', 2)[0], p.Split('=', 2)[1])),
            ("regionCode", region),
        ];

    private string Json(string offer, List<Row> rows)
    {
        var products = new JsonObject();
        var (onDemand, reserved) = (new JsonObject(), new JsonObject());
        foreach (var sku in rows.GroupBy(r => r.Sku))
        {
            var attributes = new JsonObject();
            foreach (var (name, value) in sku.First().Attributes)
            {
                attributes[name] = value;
            }

            products[sku.Key] = new JsonObject
            {
                ["sku"] = sku.Key,
                ["productFamily"] = sku.First().Family,
                ["attributes"] = attributes,
            };
            foreach (var term in sku.GroupBy(r => r.Term))
            {
                var dimensions = new JsonObject();
                foreach (var row in term)
                {
                    dimensions[row.RateCode] = new JsonObject
                    {
                        ["rateCode"] = row.RateCode,
                        ["description"] = $"${row.Price} per unit",
                        ["beginRange"] = row.From,
                        ["endRange"] = row.To,
                        ["unit"] = row.Unit,
                        ["pricePerUnit"] = row.Currency.Length is 0
                            ? new JsonObject()
                            : new JsonObject { [row.Currency] = row.Price },
                        ["appliesTo"] = new JsonArray("OTHER"),
                    };
                }

                var of = term.First().Lease.Length is 0 ? onDemand : reserved;
                of[sku.Key] ??= new JsonObject();
                of[sku.Key]![$"{sku.Key}.{term.Key}"] = new JsonObject
                {
                    ["offerTermCode"] = term.Key,
                    ["sku"] = sku.Key,
                    ["effectiveDate"] = "2026-11-01T00:00:00Z",
                    ["priceDimensions"] = dimensions,
                    ["termAttributes"] = term.First().TermAttributes,
                };
            }
        }

        return new JsonObject
        {
            ["formatVersion"] = "v1.0",
            ["disclaimer"] = "This list is made for a test.",
            ["offerCode"] = offer,
            ["version"] = Version,
            ["publicationDate"] = "2026-11-20T09:30:11Z",
            ["products"] = products,
            ["terms"] = new JsonObject { ["OnDemand"] = onDemand, ["Reserved"] = reserved },
        }.ToJsonString();
    }

    private string Csv(string offer, List<Row> rows)
    {
        // CSV has names of its own for what JSON calls instanceType.
        var names = rows.SelectMany(r => r.Attributes.Select(a => a.Name)).Distinct().ToList();
        var text = new StringBuilder();
        foreach (
            var (name, value) in (ReadOnlySpan<(string, string)>)
                [
                    ("FormatVersion", "v1.0"),
                    ("Disclaimer", "This list is made for a test."),
                    ("Publication Date", "2026-11-20T09:30:11Z"),
                    ("Version", Version),
                    ("OfferCode", offer),
                ]
        )
        {
            text.Append(CultureInfo.InvariantCulture, $"\"{name}\",\"{value}\"\n");
        }

        text.Append(Line([.. Columns, .. names.Select(Header)]));
        foreach (var row in rows)
        {
            var lease = row.Lease.Split(", ");
            text.Append(
                Line([
                    row.Sku,
                    row.Term,
                    row.RateCode,
                    row.Lease.Length is 0 ? "OnDemand" : "Reserved",
                    $"${row.Price} \"per\" unit, or part",
                    "2026-11-01",
                    row.From,
                    row.To,
                    row.Unit,
                    row.Price,
                    row.Currency,
                    row.Lease.Length is 0 ? "" : lease[0],
                    row.Lease.Length is 0 ? "" : lease[1],
                    row.Lease.Length is 0 ? "" : lease[2],
                    row.Family,
                    .. names.Select(n => row.Attributes.FirstOrDefault(a => a.Name == n).Value ?? ""),
                ])
            );
        }

        return text.ToString();
    }

    private static string Header(string name) =>
        name switch
        {
            "usagetype" => "usageType",
            "servicecode" => "serviceCode",
            "operation" => "operation",
            _ => string.Concat(
                name.Select(
                    (c, i) =>
                        i is 0 ? $"{char.ToUpperInvariant(c)}"
                        : char.IsUpper(c) ? $" {c}"
                        : $"{c}"
                )
            ),
        };

    private static string Line(IEnumerable<string> fields) =>
        string.Join(',', fields.Select(f => f.Length is 0 ? "" : $"\"{f.Replace("\"", "\"\"")}\"")) + "\n";

    internal sealed record Row(
        string Sku,
        string Family,
        string Unit,
        string Price,
        string From,
        string To,
        (string Name, string Value)[] Attributes,
        string Lease,
        string Currency
    )
    {
        public string Term => Lease.Length is 0 ? "JRTCKXETXF" : $"T{Lease.GetHashCode(StringComparison.Ordinal):X8}";

        public string RateCode => $"{Sku}.{Term}.R{From}{(Unit is "Quantity" ? "Q" : "")}";

        public JsonObject TermAttributes =>
            Lease.Split(", ") is [var length, var payment, var offering]
                ? new()
                {
                    ["LeaseContractLength"] = length,
                    ["OfferingClass"] = offering,
                    ["PurchaseOption"] = payment,
                }
                : [];
    }
}
