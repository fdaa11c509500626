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

        var spec = resource["customer_master_key_spec"].AsText() ?? "SYMMETRIC_DEFAULT";
        if (spec == "RSA_2048")
        {
            if (meter.Usage("monthly_requests") is not null)
            {
                NotInBook.Say(
                    meter,
                    resource,
                    "API requests",
                    "awskms, requests with RSA 2048 keys",
                    "monthly_requests"
                );
            }

            return;
        }

        var isSymmetric = spec == "SYMMETRIC_DEFAULT";
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
