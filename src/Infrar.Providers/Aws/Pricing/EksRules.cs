using System.Globalization;
using Infrar.Core.Pricing;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Pricing;

/// <summary>An EKS cluster: hours of its control plane, more for a Kubernetes version past its standard support.</summary>
internal sealed class EksClusterRule : PricingRule
{
    // https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html: standard support of 1.33 ended on 29 July 2026.
    private const int LastMinorPastSupport = 33;

    /// <inheritdoc/>
    public override string ResourceType => "aws_eks_cluster";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        if (resource["outpost_config"].IsSet())
        {
            meter.Unpriced("Cluster hours", "The price book has no price for a local cluster on an Outpost.");
            return;
        }

        meter.BillFixed("Cluster hours", Query(resource, "standard"), Meter.HoursPerMonth, "1 cluster × 730 h");

        var version = resource["version"].AsText() ?? "";
        // With STANDARD the cluster is moved to a newer version instead.
        if (IsPastSupport(version) && resource["upgrade_policy.support_type"].AsText() is not "STANDARD")
        {
            meter.BillFixed(
                $"Extended support of Kubernetes {version}",
                Query(resource, "extended-surcharge"),
                Meter.HoursPerMonth,
                "1 cluster × 730 h"
            );
        }

        if (resource["compute_config.enabled"].AsFlag() is true)
        {
            meter.Unpriced(
                "Auto Mode",
                "The price book has no price for the instances that Auto Mode runs and manages."
            );
        }

        if (resource["remote_network_config"].IsSet())
        {
            meter.Unpriced("Hybrid nodes, vCPU hours", "The price book has no price for nodes outside of AWS.");
        }
    }

    private static bool IsPastSupport(string version) =>
        version.Split('.') is ["1", var minor, ..]
        && int.TryParse(minor, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number <= LastMinorPastSupport;

    private static PriceQuery Query(Resource cluster, string support) =>
        new("AmazonEKS", cluster.Region, "cluster-hour", ("support", support));
}

/// <summary>Kubernetes nodes on instances of one's own: their hours and disks.</summary>
internal sealed class EksNodeGroupRule : PricingRule
{
    /// <inheritdoc/>
    public override string ResourceType => "aws_eks_node_group";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        var template = InstanceBilling.TemplateOf(resource, meter);
        var types = resource["instance_types"].Items().Select(t => t.AsText()).OfType<string>().ToArray();
        var type = types is [var first, ..] ? first : template?["instance_type"].AsText();
        InstanceBilling.SayGroup(
            resource,
            meter,
            resource["scaling_config.desired_size"].AsNumber(),
            // The provider's and AWS's default where neither the group nor a template states one.
            type ?? (template is null && !resource["launch_template"].IsSet() ? "t3.medium" : null),
            resource["capacity_type"].AsText() == "SPOT"
        );
        if (template is null)
        {
            var size = resource["disk_size"].AsNumber() ?? 20m;
            InstanceBilling.SayDisk(resource, meter, "Node disks", size, null);
        }
        else
        {
            InstanceBilling.SayTemplateDisks(resource, template, meter);
        }
    }
}

/// <summary>Kubernetes pods on Fargate: the hours that they run.</summary>
internal sealed class EksFargateProfileRule : PricingRule
{
    /// <inheritdoc/>
    public override string ResourceType => "aws_eks_fargate_profile";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter) =>
        meter.Unpriced(
            "Fargate pods, vCPU hours and GB hours",
            "The price book has Fargate prices of ECS alone, and which pods run is not part of this configuration. Look up AmazonEKS Fargate "
                + $"in {resource.Region}."
        );
}
