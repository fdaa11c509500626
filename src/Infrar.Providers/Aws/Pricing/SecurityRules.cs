using Infrar.Core.Pricing;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Pricing;

/// <summary>A secret: each month that it is kept, in every region that it is copied to, and calls.</summary>
internal sealed class SecretRule : PricingRule
{
    /// <inheritdoc/>
    public override string ResourceType => "aws_secretsmanager_secret";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        meter.BillFixed("Secret", Secret(resource.Region), 1m, "1 secret");
        foreach (var replica in resource["replica"].Items())
        {
            var region = replica.At("region").AsText() ?? "";
            meter.BillFixed($"Secret replica in {region}", Secret(region), 1m, "1 replica");
        }

        meter.BillUsageIfStated("Tenant secrets", Secret(resource.Region), "tenant_secrets");
        meter.BillUsageIfStated(
            "API requests",
            new("AWSSecretsManager", resource.Region, "request"),
            "monthly_requests"
        );
    }

    private static PriceQuery Secret(string region) => new("AWSSecretsManager", region, "secret-month");
}

/// <summary>An encryption key of one's own: each month that it is kept, its rotated versions, and calls.</summary>
internal sealed class KmsKeyRule(string resourceType) : PricingRule
{
    /// <inheritdoc/>
    public override string ResourceType => resourceType;

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        // https://aws.amazon.com/kms/pricing: the first and the second rotation each add a key's price, later ones nothing.
        var rotates = resource["enable_key_rotation"].AsFlag() is true;
        meter.Bill(
            "Customer managed key",
            new("awskms", resource.Region, "key-month"),
            new(1m, 1m, rotates ? 3m : 1m),
            QuantityOrigin.Configuration,
            rotates ? "1 key; 3 versions of it from the second rotation on" : "1 key"
        );

        var isSymmetric = (resource["customer_master_key_spec"].AsText() ?? "SYMMETRIC_DEFAULT") == "SYMMETRIC_DEFAULT";
        meter.BillUsageIfStated(
            "API requests",
            new("awskms", resource.Region, "request")
            {
                Description = isSymmetric
                    ? "API requests (symmetric, beyond 20,000 free per month)"
                    : "API requests, asymmetric except RSA 2048",
            },
            "monthly_requests"
        );
    }
}

/// <summary>A firewall before a load balancer or distribution: the list, its rules, and requests that it inspects.</summary>
internal sealed class WebAclRule : PricingRule
{
    /// <inheritdoc/>
    public override string ResourceType => "aws_wafv2_web_acl";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        // A list for CloudFront lives, and is billed, in us-east-1.
        var region = resource["scope"].AsText() == "CLOUDFRONT" ? "us-east-1" : resource.Region;
        meter.BillFixed("Web ACL", Query(region, "acl-month", "web-acl"), 1m, "1 web ACL");

        var rules = resource["rule"].Items().ToArray();
        if (resource["rule"] is Value.Unknown || resource["rule_json"] is not Value.Null)
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
        }

        var guardsAgainstBots = rules.Any(r =>
            r.At("statement.managed_rule_group_statement.name").AsText() == "AWSManagedRulesBotControlRuleSet"
        );
        if (guardsAgainstBots)
        {
            meter.BillFixed("Bot Control", Query(region, "month", "bot-control"), 1m, "1 subscription");
            meter.Unpriced(
                "Bot Control requests",
                "The price book has no price for requests that Bot Control inspects."
            );
        }

        // Up to 1,500 capacity units; the managed groups that we generate stay below.
        meter.BillUsage(
            "Requests inspected",
            new("awswaf", region, "request", ("resource", "request"), ("wcu", "<=1500")),
            "monthly_requests"
        );
    }

    private static PriceQuery Query(string region, string unit, string resource) =>
        new("awswaf", region, unit, ("resource", resource));
}
