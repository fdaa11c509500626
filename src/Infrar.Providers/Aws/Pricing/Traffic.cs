using System.Collections.Immutable;
using Infrar.Core.Pricing;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Pricing;

/// <summary>Data transfer and public addresses, which AWS bills alike for every service.</summary>
internal static class Traffic
{
    /// <summary>Bills <c>data_transfer_out_gb</c> and <c>cross_zone_gb</c> of a resource, where they are stated.</summary>
    internal static void Bill(Resource resource, Meter meter)
    {
        meter.BillUsageIfStated(
            "Data transfer out to internet",
            new("AWSDataTransfer", resource.Region, "GB", ("direction", "out"), ("to", "internet")),
            "data_transfer_out_gb"
        );
        // Both sides of a transfer between zones pay for it.
        meter.BillUsageIfStated(
            "Data transfer between zones",
            new("AWSDataTransfer", resource.Region, "GB", ("direction", "each"), ("to", "intra-region-cross-az")),
            "cross_zone_gb",
            factor: 2m
        );
    }

    /// <summary>Data that leaves a region for another one, priced in the region that it leaves.</summary>
    internal static PriceQuery ToOtherRegion(string region) =>
        new("AWSDataTransfer", region, "GB", ("direction", "out"), ("to", "other-region"));

    /// <summary>An hour of one public IPv4 address.</summary>
    internal static PriceQuery PublicAddress(string region, bool inUse = true) =>
        new("AmazonVPC", region, "hour", ("resource", "public-ipv4"), ("state", inUse ? "in-use" : "idle"));

    /// <summary>How many things a list names: its items, or the resources that an expression spreads; null when unknown.</summary>
    internal static int? Count(Value list) =>
        list switch
        {
            Value.ListOf l => l.Items.Length,
            Value.Expression { Addresses: [_, ..] addresses } when AreAllMeant(addresses) => addresses
                .Distinct(StringComparer.Ordinal)
                .Count(),
            _ => null,
        };

    /// <summary>
    /// Whether each of them is one thing of the list: a data source may stand for many, and where instances of several
    /// resources are named, the expression may choose between them.
    /// </summary>
    private static bool AreAllMeant(ImmutableArray<string> addresses)
    {
        if (addresses.Any(a => a.Contains("data.aws_subnets.", StringComparison.Ordinal)))
        {
            return false;
        }

        var isRepeated = addresses.Any(a => a.EndsWith(']'));
        return !isRepeated || addresses.Select(WithoutIndex).Distinct(StringComparer.Ordinal).Count() == 1;
    }

    private static string WithoutIndex(string address) =>
        address.EndsWith(']') ? address[..address.LastIndexOf('[')] : address;
}
