using System.Text.Json;
using Infrar.Providers.Aws.Pricing;
using Infrar.Providers.Tests.Aws.Run;

namespace Infrar.Providers.Tests.Pricing;

/// <summary>Every type that is priced, named or free is one that the provider has, and so is every attribute that is read of it.</summary>
public sealed class AwsCoverageTests
{
    [Fact]
    public void Every_type_with_a_rule_is_one_of_the_provider()
    {
        var unknown = AwsPricing.Rules.Select(r => r.ResourceType).Where(t => AwsSchema.Published.BlockOf(t) is null);

        Assert.Empty(unknown);
    }

    [Fact]
    public void Every_type_has_one_rule()
    {
        var twice = AwsPricing.Rules.GroupBy(r => r.ResourceType).Where(g => g.Count() > 1).Select(g => g.Key);

        Assert.Empty(twice);
    }

    [Fact]
    public void Every_attribute_that_the_tables_read_is_one_of_its_type()
    {
        var unknown =
            from rule in BilledTypeRule.All.OfType<BilledTypeRule>()
            from item in rule.Billed.Items
            from path in PathsOf(item)
            where AwsSchema.Published.BlockOf(rule.ResourceType) is { } block && !Has(block, path)
            select $"{rule.ResourceType}.{path}";

        Assert.Empty(unknown);
    }

    [Fact]
    public void Every_type_of_the_tables_is_billed_for_something() =>
        Assert.DoesNotContain(BilledTypeRule.All.OfType<BilledTypeRule>(), r => r.Billed.Items.IsEmpty);

    [Fact]
    public void A_misspelled_attribute_would_be_found() =>
        Assert.False(Has(AwsSchema.Published.BlockOf("aws_msk_cluster")!.Value, "broker_node_group_info.instance_typ"));

    private static IEnumerable<string> PathsOf(BilledItem item)
    {
        var prefix = item.Each.Length == 0 ? "" : $"{item.Each}.";
        return BilledTypeRule
            .AttributesOf(item.By)
            .Select(a => prefix + a.Path)
            .Concat(new[] { item.When, item.Unless, item.Each }.Select(c => c.Split('=')[0]).Where(c => c.Length > 0));
    }

    private static bool Has(JsonElement block, string path)
    {
        var (name, rest) = path.Split('.', 2) is [var first, var others] ? (first, others) : (path, "");
        if (block.TryGetProperty("attributes", out var attributes) && attributes.TryGetProperty(name, out _))
        {
            return rest.Length == 0;
        }

        return block.TryGetProperty("block_types", out var blocks)
            && blocks.TryGetProperty(name, out var nested)
            && (rest.Length == 0 || Has(nested.GetProperty("block"), rest));
    }
}
