using Infrar.Core.Manifests;
using Infrar.Core.Pricing;
using Infrar.Core.Resources;
using Infrar.Providers.Pricing;

namespace Infrar.Providers.Azure.Pricing;

/// <summary>A function app: on the consumption plan by what its executions take; on any other the plan is billed.</summary>
internal sealed class FunctionAppRule(string resourceType, string planSetting) : PricingRule
{
    // https://azure.microsoft.com/pricing/details/functions: memory counts in steps, time from a tenth of a second.
    private const decimal MemoryStepMiB = 128m;
    private const decimal LeastMilliseconds = 100m;

    /// <inheritdoc/>
    public override string ResourceType => resourceType;

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        InternetEgress.Bill(resource.Region, meter);
        if (meter.Graph.Follow(resource[planSetting]) is not { } plan)
        {
            meter.Unpriced(
                "Executions",
                "Its plan is not part of this configuration, so how it is billed is not known."
            );
            return;
        }

        if (!ServicePlanRule.IsConsumption(plan))
        {
            return;
        }

        if (
            meter.Usage("monthly_executions") is not { } runs
            || meter.Usage("execution_duration_ms") is not { } duration
            || meter.Usage("memory_mb") is not { } memory
        )
        {
            meter.Unpriced(
                "Execution time",
                "It depends on use, and no usage states monthly_executions, execution_duration_ms and memory_mb."
            );
            return;
        }

        var seconds = duration.Each(ms => Math.Max(LeastMilliseconds, ms) / 1000m);
        var gigabytes = memory.Each(m => Math.Ceiling(m / MemoryStepMiB) * MemoryStepMiB / 1024m);
        meter.Bill(
            "Execution time",
            new("Functions", resource.Region, "GB-second"),
            runs.Times(seconds).Times(gigabytes),
            QuantityOrigin.Usage,
            "monthly_executions × execution_duration_ms ÷ 1000 × memory_mb in steps of 128 ÷ 1024"
        );
        meter.MissingIfStated("Executions", "monthly_executions", "executions of functions");
    }
}

/// <summary>A plan that apps run on: nothing on consumption plans, else machines whose price is not in the price book.</summary>
internal sealed class ServicePlanRule(string resourceType) : PricingRule
{
    /// <inheritdoc/>
    public override string ResourceType => resourceType;

    /// <summary>Whether apps on the plan pay for what they use.</summary>
    internal static bool IsConsumption(Resource plan) => SkuOf(plan) is "Y1" or "Dynamic";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        var sku = SkuOf(resource);
        // Flex Consumption, too, is billed by the app.
        if (!IsConsumption(resource) && sku is not ("FC1" or "F1" or "FlexConsumption" or "Free"))
        {
            meter.Missing($"Instance hours ({sku})", "App Service plans");
        }
    }

    private static string SkuOf(Resource plan) =>
        plan["sku_name"].AsText() ?? plan["sku.tier"].AsText() ?? "not known before apply";
}
