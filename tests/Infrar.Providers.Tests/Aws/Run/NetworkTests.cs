using Infrar.Core.Manifests;
using Infrar.Core.Resources;
using static Infrar.Providers.Tests.Aws.Run.RunSystem;

namespace Infrar.Providers.Tests.Aws.Run;

public sealed class NetworkTests
{
    [Theory]
    [InlineData("10.0.0.0/16", "10.0.1.0/24", "10.0.11.0/24", "10.0.13.0/24")]
    [InlineData("172.20.64.0/19", "172.20.65.0/24", "172.20.75.0/24", "172.20.77.0/24")]
    [InlineData("192.168.4.0/22", "192.168.4.0/26", "192.168.6.0/26", "192.168.6.128/26")]
    [InlineData("192.168.4.0/24", "192.168.4.0/28", "192.168.4.128/28", "192.168.4.160/28")]
    public void Subnets_follow_from_the_network(
        string cidr,
        string firstPublic,
        string firstPrivate,
        string lastPrivate
    )
    {
        var placement = Place(
            Of(Database) with
            {
                Network = new() { Cidr = cidr, Zones = 3 },
            }
        );

        Assert.Equal(firstPublic, placement.At("aws_subnet.public_a")["cidr_block"].AsText());
        Assert.Equal(firstPrivate, placement.At("aws_subnet.private_a")["cidr_block"].AsText());
        Assert.Equal(lastPrivate, placement.At("aws_subnet.private_c")["cidr_block"].AsText());
    }

    [Fact]
    public void Stated_subnets_are_taken_as_stated()
    {
        var network = new Network
        {
            Zones = 2,
            PublicSubnets = ["10.0.101.0/24", "10.0.102.0/24"],
            PrivateSubnets = ["10.0.201.0/24", "10.0.202.0/24"],
        };

        var placement = Place(Of(Database) with { Network = network });

        Assert.Equal("10.0.102.0/24", placement.At("aws_subnet.public_b")["cidr_block"].AsText());
        Assert.Equal("10.0.202.0/24", placement.At("aws_subnet.private_b")["cidr_block"].AsText());
    }

    [Fact]
    public void Zones_are_those_that_the_region_has()
    {
        var placement = Place((Of(Database) with { Network = new() { Zones = 3 } }).Setting("ca-central-1"));

        Assert.Equal("ca-central-1d", placement.At("aws_subnet.public_d")["availability_zone"].AsText());
    }

    [Theory]
    [InlineData(OutboundAccess.PerZone, 3)]
    [InlineData(OutboundAccess.OneForAll, 1)]
    [InlineData(OutboundAccess.None, 0)]
    public void Gateways_are_as_many_as_asked_for(OutboundAccess outbound, int gateways)
    {
        var placement = Place(
            Of(Database) with
            {
                Network = new() { Zones = 3, Outbound = outbound },
            }
        );

        Assert.Equal(gateways, placement.Graph.OfType("aws_nat_gateway").Count());
        Assert.Equal(gateways, placement.Graph.OfType("aws_eip").Count());
        Assert.Equal(3, placement.Graph.OfType("aws_route_table").Count(t => t.Name.StartsWith("private_")));
        Assert.Equal(
            gateways == 0 ? 0 : 3,
            placement.Graph.OfType("aws_route").Count(r => r["nat_gateway_id"] is Value.Reference)
        );
    }

    [Fact]
    public void Gateways_share_evenly_what_workloads_call()
    {
        var placement = Place(Production);

        var use = placement.UseOf(
            "aws_nat_gateway.b",
            "monthly_data_processed_gb",
            ("platform", "outboundGB", 60m),
            ("pricing-sync", "outboundGB", 30m)
        );

        Assert.Equal(UsageRange.Exactly(30m), use?.Rounded());
    }

    [Fact]
    public void Nothing_with_an_address_means_no_network() =>
        Assert.DoesNotContain(Place(Uploads).Graph.Resources, r => r.Type is "aws_vpc" or "aws_subnet");

    [Theory]
    [InlineData("10.0.0.0/8", 3, "is not a block of /16 to /24")]
    [InlineData("10.0.0.0", 3, "is not a block of /16 to /24")]
    [InlineData("10.0.0.0/16", 5, "spreads over 5 zones and eu-west-1 has 3")]
    public void A_network_that_cannot_be_made_stands_against_its_workloads(string cidr, int zones, string reason) =>
        Assert.Contains(
            ObstaclesOf(
                Of(Executor with { Uses = [], Image = "x" }) with
                {
                    Network = new() { Cidr = cidr, Zones = zones },
                }
            ),
            o => o.Contains(reason)
        );
}
