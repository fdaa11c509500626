using System.Runtime.CompilerServices;
using Infrar.Core.Manifests;
using Infrar.Core.Pricing;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Pricing;

/// <summary>An ECS service on Fargate: copies of its task, around the clock.</summary>
internal sealed class EcsServiceRule : PricingRule
{
    private const string Target = "aws_appautoscaling_target";

    // Made once for each graph: looking through all targets for each service grows with the square of a plan.
    private static readonly ConditionalWeakTable<ResourceGraph, ILookup<string, Resource>> _targets = [];

    /// <inheritdoc/>
    public override string ResourceType => "aws_ecs_service";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        var definition = meter.Graph.Follow(resource["task_definition"]);
        if (LaunchTypeOf(resource, definition) is var launchType and not "FARGATE")
        {
            if (launchType == "FARGATE_SPOT")
            {
                meter.Unpriced("Fargate Spot tasks", "The price book has no Spot prices.");
            }
            else if (launchType == "EXTERNAL")
            {
                NotInBook.Say(meter, resource, "Instance hours outside of AWS", "AmazonECS, ECS Anywhere instances");
            }

            // On EC2 the instances are billed, not the service.
            Traffic.Bill(resource, meter);
            return;
        }

        if (FargateTask.Of(definition) is not { } task)
        {
            meter.Unpriced(
                "Fargate tasks",
                "Its task definition, with cpu and memory, is not part of this configuration."
            );
            return;
        }

        var (copies, origin) = CopiesOf(resource, meter);
        var hours = copies.Times(Meter.HoursPerMonth);
        var formula = copies is { Least: 1m, Most: 1m } ? "1 task × 730 h" : $"{copies.Describe()} tasks × 730 h";
        task.Bill(meter, resource.Region, hours, origin, formula);
        if (resource["network_configuration.assign_public_ip"].AsFlag() is true)
        {
            meter.Bill(
                "Public IPv4 addresses in use",
                Traffic.PublicAddress(resource.Region),
                hours,
                origin,
                $"{formula} × 1 address"
            );
        }

        if (resource["volume_configuration.managed_ebs_volume"].IsSet())
        {
            var size = resource["volume_configuration.managed_ebs_volume.size_in_gb"].AsNumber();
            var volume = resource["volume_configuration.managed_ebs_volume"].Items().FirstOrDefault();
            InstanceBilling.SayDisk(resource, meter, "Volume of each task", size, volume);
        }

        BillTraffic(resource, meter);
    }

    /// <summary>What answers requests sends data out; where nothing says how much, its cost is not known.</summary>
    private static void BillTraffic(Resource service, Meter meter)
    {
        const string Key = "data_transfer_out_gb";
        var isPublic =
            service["load_balancer"].Items().Any()
            && meter.Graph.OfType("aws_lb").Any(lb => lb["internal"].AsFlag() is not true);
        if (
            isPublic
            && meter.Usage(Key) is null
            && meter.Graph.OfType("aws_lb").All(lb => meter.UsageOf(lb, Key) is null)
        )
        {
            meter.Unpriced("Data transfer out to internet", $"It depends on use, and no usage states {Key}.");
        }

        Traffic.Bill(service, meter);
    }

    private static string LaunchTypeOf(Resource service, Resource? definition)
    {
        if (service["launch_type"].AsText() is { } stated)
        {
            return stated;
        }

        var strategies = service["capacity_provider_strategy"]
            .Items()
            .Select(s => s.At("capacity_provider").AsText())
            .ToArray();
        if (strategies.Contains("FARGATE_SPOT", StringComparer.Ordinal))
        {
            return "FARGATE_SPOT";
        }

        var isFargate =
            strategies.Contains("FARGATE", StringComparer.Ordinal)
            || definition?["requires_compatibilities"].Items().Any(c => c.AsText() == "FARGATE") is true;
        return isFargate ? "FARGATE" : "EC2";
    }

    /// <summary>Mean copies running: as stated, else within the bounds of autoscaling, else as configured.</summary>
    private static (UsageRange Copies, QuantityOrigin Origin) CopiesOf(Resource service, Meter meter)
    {
        if (meter.Usage("copies") is { } stated)
        {
            return (stated, QuantityOrigin.Usage);
        }

        if (
            ScalableTargetOf(service, meter) is { } target
            && target["min_capacity"].AsNumber() is { } min
            && target["max_capacity"].AsNumber() is { } max
        )
        {
            return (new(min, Math.Min(max, Math.Max(1m, min)), max), QuantityOrigin.Configuration);
        }

        // The provider's default for desired_count is 0.
        return (UsageRange.Exactly(service["desired_count"].AsNumber() ?? 0m), QuantityOrigin.Configuration);
    }

    private static Resource? ScalableTargetOf(Resource service, Meter meter)
    {
        // A plan knows resource_id as text, service/cluster/name, where a placement refers to the service.
        var name = service["name"].AsText();
        return meter.Graph.ReferrersOf(service.Address).FirstOrDefault(r => r.Type == Target)
            ?? (name is null ? null : _targets.GetValue(meter.Graph, TargetsOf)[name].FirstOrDefault());
    }

    private static ILookup<string, Resource> TargetsOf(ResourceGraph graph) =>
        graph
            .OfType(Target)
            .Select(t => (Target: t, Id: t["resource_id"].AsText() ?? ""))
            .Where(t => t.Id.StartsWith("service/", StringComparison.Ordinal))
            .ToLookup(t => t.Id[(t.Id.LastIndexOf('/') + 1)..], t => t.Target, StringComparer.Ordinal);
}
