using Infrar.Core.Pricing;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Pricing;

/// <summary>A rule group that is put into a web ACL from outside: a rule of the list, and what the group itself holds.</summary>
internal sealed class RuleGroupAssociationRule : PricingRule
{
    /// <inheritdoc/>
    public override string ResourceType => "aws_wafv2_web_acl_rule_group_association";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        var acl = meter.Graph.Follow(resource["web_acl_arn"]);
        var region = acl?["scope"].AsText() == "CLOUDFRONT" ? "us-east-1" : resource.Region;
        var query = new PriceQuery("awswaf", region, "rule-month", ("resource", "rule"));
        meter.BillFixed("Rule group", query, 1m, "1 rule group");

        if (resource["rule_group_reference"].IsSet())
        {
            if (meter.Graph.Follow(resource["rule_group_reference.arn"]) is { } group)
            {
                var rules = group["rule"].Items().Count();
                meter.BillFixed("Rules of the rule group", query, rules, FormulaText.Count(rules, "rule"));
            }
            else
            {
                meter.BillUsage("Rules of the rule group", query, "rule_group_rules");
            }
        }
        else if (resource["managed_rule_group.vendor_name"].AsText() is { } vendor and not "AWS")
        {
            var name = resource["managed_rule_group.name"].AsText() ?? "";
            NotInBook.Say(meter, resource, $"{name} of {vendor}", $"AWS Marketplace, {vendor} {name}");
        }
    }
}
