using Infrar.Core.Pricing;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Pricing;

/// <summary>A firewall before a load balancer or distribution: the list, its rules, and requests that it inspects.</summary>
internal sealed class WebAclRule : PricingRule
{
    private const string Managed = "statement.managed_rule_group_statement";
    private const decimal IncludedUnits = 1_500m;
    private const decimal PricedUnits = 2_000m;

    /// <inheritdoc/>
    public override string ResourceType => "aws_wafv2_web_acl";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        // A list for CloudFront lives, and is billed, in us-east-1.
        var region = resource["scope"].AsText() == "CLOUDFRONT" ? "us-east-1" : resource.Region;
        meter.BillFixed("Web ACL", Query(region, "acl-month", "web-acl"), 1m, "1 web ACL");

        var rules = resource["rule"].Items().ToArray();
        if (resource["rule"] is Value.Unknown || resource["rule_json"].IsSet())
        {
            meter.Unpriced("Rules", "The number of its rules is not known before apply.");
        }
        else
        {
            meter.BillFixed(
                "Rules",
                Query(region, "rule-month", "rule"),
                rules.Length,
                $"{FormulaText.Count(rules.Length, "rule")}, rule groups among them"
            );
            BillGroups(region, rules, meter);
        }

        foreach (var rule in rules)
        {
            SayManaged(resource, region, rule, meter);
        }

        BillRequests(resource, region, meter);
    }

    /// <summary>Rules of groups of one's own are billed like rules of the list itself.</summary>
    private static void BillGroups(string region, Value[] rules, Meter meter)
    {
        var references = rules
            .Select(r => r.At("statement.rule_group_reference_statement.arn"))
            .Where(r => r is not Value.Null)
            .ToArray();
        var groups = references.Select(meter.Graph.Follow).ToArray();
        var within = groups.Sum(g => g?["rule"].Items().Count() ?? 0);
        var query = Query(region, "rule-month", "rule");
        meter.BillFixed("Rules of rule groups", query, within, FormulaText.Count(within, "rule"));
        if (groups.Contains(null))
        {
            meter.BillUsage("Rules of rule groups elsewhere", query, "rule_group_rules");
        }
    }

    private static void SayManaged(Resource acl, string region, Value rule, Meter meter)
    {
        var name = rule.At($"{Managed}.name").AsText();
        switch (name)
        {
            case "AWSManagedRulesBotControlRuleSet":
                meter.BillFixed("Bot Control", Query(region, "month", "bot-control"), 1m, "1 subscription");
                meter.Unpriced(
                    "Bot Control requests",
                    "The price book has no price for requests that Bot Control inspects."
                );
                break;
            case "AWSManagedRulesATPRuleSet" or "AWSManagedRulesACFPRuleSet" or "AWSManagedRulesAntiDDoSRuleSet":
                NotInBook.Say(meter, acl, $"{name}, subscription and requests", $"awswaf, {name}");
                break;
            case not null when rule.At($"{Managed}.vendor_name").AsText() is { } vendor and not "AWS":
                NotInBook.Say(meter, acl, $"{name} of {vendor}", $"AWS Marketplace, {vendor} {name}");
                break;
        }

        if (rule.At("action.captcha").IsSet() || rule.At("action.challenge").IsSet())
        {
            NotInBook.Say(meter, acl, "CAPTCHA attempts and challenges", "awswaf, CAPTCHA attempts and challenges");
        }
    }

    private static void BillRequests(Resource resource, string region, Meter meter)
    {
        const string Description = "Requests inspected";
        // Capacity is known after apply; the managed groups that we generate stay below what is included.
        var capacity = resource["capacity"].AsNumber() ?? 0m;
        if (capacity > PricedUnits)
        {
            NotInBook.Say(
                meter,
                resource,
                Description,
                "awswaf, requests above 2,000 capacity units",
                "monthly_requests"
            );
            return;
        }

        meter.BillUsage(
            Description,
            new(
                "awswaf",
                region,
                "request",
                ("resource", "request"),
                ("wcu", capacity <= IncludedUnits ? "<=1500" : "<=2000")
            ),
            "monthly_requests"
        );
    }

    private static PriceQuery Query(string region, string unit, string resource) =>
        new("awswaf", region, unit, ("resource", resource));
}
