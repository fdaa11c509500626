using System.Text;
using System.Text.Json;
using Infrar.Core.Compose;
using Infrar.Core.Pricing;
using Infrar.Core.Tofu;
using Infrar.Core.Topology;
using Infrar.Testing;

namespace Infrar.Providers.Tests.Example;

/// <summary>The example that users meet first, whole: what is written, what it costs, how it is drawn.</summary>
public sealed class InfrarsOwnPlacementTests
{
    public static TheoryData<string, string> EveryCombination => InfrarsOwnPlacement.EveryCombination();

    [Theory]
    [MemberData(nameof(EveryCombination))]
    public void The_configuration_is_the_reviewed_one(string environment, string strategy)
    {
        var placement = InfrarsOwnPlacement.Place(environment, strategy);

        foreach (var (path, content) in TofuWriter.Write(placement, AllProviders.Catalog))
        {
            Golden.Match(content, $"infrar/{environment}/{strategy}/{path}");
        }

        if (strategy == "local")
        {
            Golden.Match(ComposeWriter.Write(placement), $"infrar/{environment}/{strategy}/compose.yaml");
        }
    }

    [Theory]
    [MemberData(nameof(EveryCombination))]
    public void The_estimate_is_the_reviewed_one(string environment, string strategy)
    {
        var placement = InfrarsOwnPlacement.Place(environment, strategy);
        var profile = placement.System.UsageProfiles.First(p => p.Name == "medium");

        var estimate = Estimator.Estimate(placement, profile, AllProviders.Catalog);

        Golden.Match(Json(estimate), $"infrar/{environment}/{strategy}/estimate-medium.json");
    }

    [Theory]
    [MemberData(nameof(EveryCombination))]
    public void Every_option_is_feasible_as_the_document_claims(string environment, string strategy) =>
        Assert.Empty(
            InfrarsOwnPlacement.Place(environment, strategy).Obstacles.Select(o => $"{o.Component}: {o.Reason}")
        );

    [Theory]
    [MemberData(nameof(EveryCombination))]
    public void Every_resource_type_that_is_made_has_a_pricing_rule(string environment, string strategy)
    {
        var placement = InfrarsOwnPlacement.Place(environment, strategy);

        Assert.Empty(
            placement
                .Graph.Resources.Where(r => !r.IsData && AllProviders.Catalog.FindPricingRule(r.Type) is null)
                .Select(r => r.Type)
                .Distinct()
        );
    }

    [Theory]
    [MemberData(nameof(EveryCombination))]
    public void A_line_is_quantity_times_a_price_of_the_book(string environment, string strategy)
    {
        var placement = InfrarsOwnPlacement.Place(environment, strategy);
        foreach (var profile in placement.System.UsageProfiles)
        {
            foreach (var line in Estimator.Estimate(placement, profile, AllProviders.Catalog).LineItems)
            {
                Assert.Equal(
                    line.PricingQuantity.Expected * line.ListUnitPrice * line.ExchangeRate,
                    line.ListCost.Expected
                );
                Assert.Contains(line.Price.Tiers, t => t.ListUnitPrice == line.ListUnitPrice);
                Assert.NotEqual("", line.Price.Source);
                Assert.NotEqual("", line.Formula);
            }
        }
    }

    [Theory]
    [MemberData(nameof(EveryCombination))]
    public void More_traffic_never_costs_less(string environment, string strategy)
    {
        var placement = InfrarsOwnPlacement.Place(environment, strategy);

        var totals = placement
            .System.UsageProfiles.Select(p => Estimator.Estimate(placement, p, AllProviders.Catalog).Total.Expected)
            .ToList();

        Assert.Equal(totals.Order(), totals);
    }

    [Theory]
    [MemberData(nameof(EveryCombination))]
    public void The_drawing_is_the_reviewed_one(string environment, string strategy) =>
        Golden.Match(
            MermaidWriter.Write(SystemTopology.Of(InfrarsOwnPlacement.Place(environment, strategy))),
            $"infrar/{environment}/{strategy}/topology.mmd"
        );

    [Fact]
    public void A_part_that_nobody_states_is_said_beside_the_part_that_is_known()
    {
        var whole = InfrarsOwnPlacement.Place("production", "pages-aws");
        var placement = whole with
        {
            UsageRules = whole.UsageRules.Add(new("aws_lb.main", "processed_bytes_gb", _ => null)),
        };
        var profile = placement.System.UsageProfiles[0];

        var estimate = Estimator.Estimate(placement, profile, AllProviders.Catalog);

        Assert.Equal(Estimator.Estimate(whole, profile, AllProviders.Catalog).Total, estimate.Total);
        var item = Assert.Single(estimate.Unpriced);
        Assert.Equal(("aws_lb.main", "Part of processed_bytes_gb"), (item.Resource, item.Description));
    }

    private static string Json(Estimate estimate)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            EstimateJson.Write(writer, estimate);
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }
}
