using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Aws.Network;

/// <summary>The network: one VPC with a public and a private subnet in each zone, and the ways out of them.</summary>
internal static class Vpc
{
    private const string Everywhere = "0.0.0.0/0";

    /// <summary>Whether anything placed on AWS has an address of its own and so needs a network.</summary>
    public static bool IsNeeded(Site site) => site.ComponentsOn("aws").Any(c => c is Workload or PostgreSql or Redis);

    /// <summary>Makes the network, if it is needed.</summary>
    public static void Prepare(Site site)
    {
        if (!IsNeeded(site))
        {
            return;
        }

        var name = AwsNaming.SharedName(site);
        site.AddShared(
            "network",
            "aws_vpc",
            "main",
            ("cidr_block", site.System.Network.Cidr),
            ("enable_dns_support", true),
            ("enable_dns_hostnames", true),
            ("tags", AwsNaming.NameTag(name))
        );
        site.Add(
            AwsResources.New(
                site,
                "network",
                "aws_default_security_group",
                "main",
                ("vpc_id", Ref(Zones.Vpc, "id")),
                ("tags", AwsNaming.NameTag($"{name}-unused"))
            ) with
            {
                Comment = "Adopted without rules, so that nothing runs in the group that AWS opens by itself.",
            }
        );
        site.AddShared(
            "network",
            "aws_internet_gateway",
            "main",
            ("vpc_id", Ref(Zones.Vpc, "id")),
            ("tags", AwsNaming.NameTag(name))
        );

        var plan = SubnetPlan.Of(site);
        AddTier(site, "public", [.. plan.Public]);
        AddTier(site, "private", [.. plan.Private]);
        AddPublicRoutes(site);
        NatGateways.Add(site);
    }

    private static void AddTier(Site site, string tier, IReadOnlyList<string> blocks)
    {
        var region = AwsRegions.Home(site);
        foreach (var (letter, block) in Zones.Letters(site).Zip(blocks))
        {
            site.AddShared(
                "network",
                "aws_subnet",
                $"{tier}_{letter}",
                ("vpc_id", Ref(Zones.Vpc, "id")),
                ("availability_zone", $"{region}{letter}"),
                ("cidr_block", block),
                ("tags", AwsNaming.NameTag($"{AwsNaming.SharedName(site)}-{tier}-{letter}"))
            );
        }
    }

    private static void AddPublicRoutes(Site site)
    {
        AddRouteTable(site, "public", $"{AwsNaming.SharedName(site)}-public");
        site.AddShared(
            "network",
            "aws_route",
            "public_to_internet",
            ("route_table_id", Ref("aws_route_table.public", "id")),
            ("destination_cidr_block", Everywhere),
            ("gateway_id", Ref("aws_internet_gateway.main", "id"))
        );
        foreach (var letter in Zones.Letters(site))
        {
            Associate(site, $"public_{letter}", "public");
        }
    }

    /// <summary>Adds an empty route table.</summary>
    internal static void AddRouteTable(Site site, string table, string name) =>
        site.AddShared(
            "network",
            "aws_route_table",
            table,
            ("vpc_id", Ref(Zones.Vpc, "id")),
            ("tags", AwsNaming.NameTag(name))
        );

    /// <summary>Puts a subnet under a route table.</summary>
    internal static void Associate(Site site, string subnet, string table) =>
        site.AddShared(
            "network",
            "aws_route_table_association",
            subnet,
            ("subnet_id", Ref($"aws_subnet.{subnet}", "id")),
            ("route_table_id", Ref($"aws_route_table.{table}", "id"))
        );

    /// <summary>Sends what leaves a private route table through a NAT gateway.</summary>
    internal static void RouteThrough(Site site, string table, string gateway) =>
        site.AddShared(
            "network",
            "aws_route",
            $"{table}_to_internet",
            ("route_table_id", Ref($"aws_route_table.{table}", "id")),
            ("destination_cidr_block", Everywhere),
            ("nat_gateway_id", Ref(gateway, "id"))
        );
}
