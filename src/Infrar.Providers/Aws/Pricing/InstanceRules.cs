using Infrar.Core.Manifests;
using Infrar.Core.Pricing;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Pricing;

/// <summary>An EC2 instance: hours and disks, detailed monitoring, and its public address.</summary>
internal sealed class InstanceRule(string resourceType) : PricingRule
{
    // https://aws.amazon.com/cloudwatch/pricing: what EC2 measures of an instance each minute.
    private const decimal DetailedMetrics = 7m;

    /// <inheritdoc/>
    public override string ResourceType => resourceType;

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        var template = InstanceBilling.TemplateOf(resource, meter);
        var type = resource["instance_type"].AsText() ?? template?["instance_type"].AsText();
        var tenancy = resource["tenancy"].AsText() ?? "";
        var isSpot =
            resourceType == "aws_spot_instance_request"
            || resource["instance_market_options.market_type"].AsText() == "spot";
        // On a host of one's own the host is billed.
        if (tenancy != "host")
        {
            InstanceBilling.SayHours(resource, meter, type, tenancy, isSpot);
        }

        SayDisks(resource, template, meter);
        if (meter.Usage("monthly_cpu_credit_hrs") is not null)
        {
            NotInBook.Say(meter, resource, "Processor credits", "AmazonEC2, CPU credits", "monthly_cpu_credit_hrs");
        }

        BillAround(resource, meter);
    }

    private static void SayDisks(Resource resource, Resource? template, Meter meter)
    {
        var root = resource["root_block_device"];
        if (root.IsSet())
        {
            InstanceBilling.SayDisk(resource, meter, "Root volume", root.At("volume_size").AsNumber(), AsBlock(root));
        }
        else if (template is null || !template["block_device_mappings"].IsSet())
        {
            InstanceBilling.SayDisk(resource, meter, "Root volume, as large as its image", null, null);
        }
        else
        {
            InstanceBilling.SayTemplateDisks(resource, template, meter);
        }

        foreach (var disk in resource["ebs_block_device"].Items())
        {
            var name = disk.At("device_name").AsText() ?? "";
            InstanceBilling.SayDisk(resource, meter, $"Disk {name}".TrimEnd(), disk.At("volume_size").AsNumber(), disk);
        }
    }

    private static Value AsBlock(Value blocks) => blocks.Items().FirstOrDefault(blocks);

    private static void BillAround(Resource resource, Meter meter)
    {
        if (resource["monitoring"].AsFlag() is true)
        {
            meter.BillFixed(
                "Detailed monitoring",
                CustomMetrics.Query(resource.Region),
                DetailedMetrics,
                FormulaText.Count(DetailedMetrics, "metric")
            );
        }

        if (resource["associate_public_ip_address"].AsFlag() is true)
        {
            meter.BillFixed(
                "Public IPv4 address in use",
                Traffic.PublicAddress(resource.Region),
                Meter.HoursPerMonth,
                "1 address × 730 h"
            );
        }

        Traffic.Bill(resource, meter);
    }
}

/// <summary>A group of EC2 instances: hours and disks of each, and public addresses.</summary>
internal sealed class AutoscalingGroupRule : PricingRule
{
    /// <inheritdoc/>
    public override string ResourceType => "aws_autoscaling_group";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        const string Mixed = "mixed_instances_policy.launch_template.launch_template_specification";
        var template =
            InstanceBilling.TemplateOf(resource, meter)
            ?? meter.Graph.Follow(resource[$"{Mixed}.launch_template_id"])
            ?? meter.Graph.Follow(resource[$"{Mixed}.launch_template_name"]);
        var configuration = meter.Graph.Follow(resource["launch_configuration"]);
        var count = resource["desired_capacity"].AsNumber() ?? resource["min_size"].AsNumber();
        var overrides = resource["mixed_instances_policy.launch_template.override"]
            .Items()
            .Select(o => o.At("instance_type").AsText())
            .OfType<string>()
            .ToArray();
        InstanceBilling.SayGroup(
            resource,
            meter,
            count,
            overrides is [_, ..]
                ? string.Join(" or ", overrides)
                : (template ?? configuration)?["instance_type"].AsText(),
            template?["instance_market_options.market_type"].AsText() == "spot"
        );
        if (count == 0m)
        {
            return;
        }

        if (template is not null)
        {
            InstanceBilling.SayTemplateDisks(resource, template, meter);
        }

        if (configuration?["root_block_device"].Items().FirstOrDefault() is { } root)
        {
            var size = root.At("volume_size").AsNumber();
            InstanceBilling.SayDisk(resource, meter, "Root volume of each instance", size, root);
        }

        BillAddresses(resource, meter, count, template, configuration);
    }

    private static void BillAddresses(
        Resource group,
        Meter meter,
        decimal? count,
        Resource? template,
        Resource? configuration
    )
    {
        var isPublic =
            template?["network_interfaces.associate_public_ip_address"].AsFlag() is true
            || configuration?["associate_public_ip_address"].AsFlag() is true;
        if (isPublic && (meter.Usage("instances") ?? (count is { } n ? UsageRange.Exactly(n) : null)) is { } instances)
        {
            meter.Bill(
                "Public IPv4 addresses in use",
                Traffic.PublicAddress(group.Region),
                instances.Times(Meter.HoursPerMonth),
                QuantityOrigin.Configuration,
                $"{instances.Describe()} instances × 1 address × 730 h"
            );
        }
    }
}

/// <summary>A disk that stands alone: its size, and operations and throughput that are not included.</summary>
internal sealed class VolumeRule : PricingRule
{
    /// <inheritdoc/>
    public override string ResourceType => "aws_ebs_volume";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        var type = resource["type"].AsText() ?? "gp2";
        var size = resource["size"].AsNumber() is { } stated ? $"{EstimateJson.Exact(stated)} GB, " : "";
        NotInBook.Say(meter, resource, $"Storage ({size}{type})", $"AmazonEC2, EBS {type} storage");

        // Included with gp3: https://aws.amazon.com/ebs/pricing.
        SayBeyond(
            "IOPS",
            resource["iops"].AsNumber(),
            type switch
            {
                "gp3" => 3_000m,
                "io1" or "io2" => 0m,
                _ => null,
            }
        );
        SayBeyond("MB/s", resource["throughput"].AsNumber(), type == "gp3" ? 125m : null);
        if (type == "standard")
        {
            NotInBook.Say(
                meter,
                resource,
                "Operations",
                "AmazonEC2, EBS standard operations",
                "monthly_standard_io_requests"
            );
        }

        void SayBeyond(string unit, decimal? provisioned, decimal? free)
        {
            if (provisioned > free)
            {
                NotInBook.Say(
                    meter,
                    resource,
                    $"Speed ({EstimateJson.Exact(provisioned.Value - free.Value)} {unit} beyond what is included)",
                    $"AmazonEC2, EBS {type} {unit}"
                );
            }
        }
    }
}
