using System.Collections.Immutable;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Aws.Network;

/// <summary>How private subnets reach the internet: a NAT gateway in each zone, one for all, or none.</summary>
internal static class NatGateways
{
    /// <summary>Adds the gateways, the private route tables and the routes between them.</summary>
    public static void Add(Site site)
    {
        var letters = Zones.Letters(site);
        var withGateway = WithGateway(site.System.Network.Outbound, letters);
        foreach (var letter in withGateway)
        {
            AddGateway(site, letter, withGateway.Length);
        }

        foreach (var letter in letters)
        {
            // A table in each zone even with one gateway for all, so that adding gateways later moves no subnet.
            var table = $"private_{letter}";
            Vpc.AddRouteTable(site, table, $"{AwsNaming.SharedName(site)}-private-{letter}");
            Vpc.Associate(site, table, table);
            if (!withGateway.IsEmpty)
            {
                var through = withGateway.Contains(letter) ? letter : withGateway[0];
                Vpc.RouteThrough(site, table, $"aws_nat_gateway.{through}");
            }
        }
    }

    private static ImmutableArray<char> WithGateway(OutboundAccess outbound, ImmutableArray<char> letters) =>
        outbound switch
        {
            OutboundAccess.PerZone => letters,
            OutboundAccess.OneForAll => letters[..1],
            OutboundAccess.None => [],
        };

    private static void AddGateway(Site site, char letter, int gateways)
    {
        var name = $"{AwsNaming.SharedName(site)}-nat-{letter}";
        site.AddShared("network", "aws_eip", $"nat_{letter}", ("domain", "vpc"), ("tags", AwsNaming.NameTag(name)));
        var gateway = site.Add(
            AwsResources.New(
                site,
                "network",
                "aws_nat_gateway",
                $"{letter}",
                ("allocation_id", Ref($"aws_eip.nat_{letter}", "id")),
                ("subnet_id", Ref($"aws_subnet.public_{letter}", "id")),
                ("tags", AwsNaming.NameTag(name))
            ) with
            {
                DependsOn = ["aws_internet_gateway.main"],
            }
        );
        site.Use(
            gateway.Address,
            "monthly_data_processed_gb",
            profile => profile.Sum(site.ComponentsOn("aws").OfType<Workload>(), "outboundGB").Times(1m / gateways)
        );
    }
}
