using Infrar.Core.Pricing;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Pricing;

/// <summary>What an EC2 instance and its disks are billed for, wherever the instance comes from.</summary>
internal static class InstanceBilling
{
    /// <summary>The launch template that a resource names, or null.</summary>
    internal static Resource? TemplateOf(Resource resource, Meter meter, string block = "launch_template") =>
        (meter.Graph.Follow(resource[$"{block}.id"]) ?? meter.Graph.Follow(resource[$"{block}.name"]))
            is { Type: "aws_launch_template" } template
            ? template
            : null;

    /// <summary>Says hours of one instance.</summary>
    internal static void SayHours(Resource resource, Meter meter, string? type, string tenancy, bool isSpot) =>
        NotInBook.Say(
            meter,
            resource,
            type is null ? "Instance hours" : $"Instance hours ({type})",
            $"AmazonEC2, {type ?? "its instance type"}{Kind(tenancy, isSpot)}, with the operating system of its image,"
        );

    /// <summary>Says hours of a group of instances.</summary>
    internal static void SayGroup(Resource group, Meter meter, decimal? count, string? type, bool isSpot)
    {
        var stated = meter.Usage("instances");
        var number = stated?.Describe() ?? (count is null ? "a number not known" : EstimateJson.Exact(count.Value));
        if ((stated?.Most ?? count) == 0m)
        {
            return;
        }

        NotInBook.Say(
            meter,
            group,
            $"Instance hours ({number} × {type ?? "a type not known"})",
            $"AmazonEC2, {type ?? "its instance type"}{Kind("", isSpot)}, with the operating system of its image,"
        );
    }

    /// <summary>Says one disk, and what of its speed is not included.</summary>
    /// <param name="resource">What it belongs to.</param>
    /// <param name="meter">Where it is said.</param>
    /// <param name="what">What it is called.</param>
    /// <param name="size">GB; null when not known.</param>
    /// <param name="disk">Block that states type, operations and throughput; null for none.</param>
    internal static void SayDisk(Resource resource, Meter meter, string what, decimal? size, Value? disk)
    {
        var type = disk?.At("volume_type").AsText();
        var iops = disk?.At("iops").AsNumber();
        var throughput = disk?.At("throughput").AsNumber();
        string?[] facts =
        [
            size is null ? null : $"{EstimateJson.Exact(size.Value)} GB",
            type,
            iops is null ? null : $"{EstimateJson.Exact(iops.Value)} IOPS",
            throughput is null ? null : $"{EstimateJson.Exact(throughput.Value)} MB/s",
        ];
        var stated = string.Join(", ", facts.OfType<string>());
        NotInBook.Say(
            meter,
            resource,
            stated.Length == 0 ? what : $"{what} ({stated})",
            $"AmazonEC2, EBS {type ?? "of its volume type"}"
        );
    }

    /// <summary>Says the disks that a launch template gives each instance.</summary>
    internal static void SayTemplateDisks(Resource group, Resource template, Meter meter)
    {
        foreach (var mapping in template["block_device_mappings"].Items())
        {
            var disk = mapping.At("ebs");
            var name = mapping.At("device_name").AsText();
            SayDisk(
                group,
                meter,
                name is null ? "Disk of each instance" : $"Disk {name} of each instance",
                disk.At("volume_size").AsNumber(),
                disk
            );
        }
    }

    private static string Kind(string tenancy, bool isSpot) =>
        isSpot ? ", Spot"
        : tenancy.Length > 0 && tenancy != "default" ? $", {tenancy} tenancy"
        : "";
}
