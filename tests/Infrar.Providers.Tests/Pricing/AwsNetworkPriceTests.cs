using Infrar.Core.Resources;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Tests.Pricing;

/// <summary>Gateways, addresses, endpoints, load balancers, transfer: every figure worked out by hand.</summary>
public sealed class AwsNetworkPriceTests
{
    [Fact]
    public void A_nat_gateway_costs_its_hours_and_gigabytes() =>
        new AwsBill()
            .With("aws_nat_gateway")
            .Using(("monthly_data_processed_gb", 50m))
            // 730 h × 0.048; 50 GB × 0.048
            .Comes(("NAT gateway hours", 35.04m), ("NAT gateway data processed", 2.40m));

    [Fact]
    public void A_nat_gateway_in_another_region_has_that_region_s_price() =>
        new AwsBill { Region = "us-east-1" }
            .With("aws_nat_gateway")
            .Using(("monthly_data_processed_gb", 50m))
            // 730 × 0.045; 50 × 0.045
            .Comes(("NAT gateway hours", 32.85m), ("NAT gateway data processed", 2.25m));

    [Fact]
    public void A_nat_gateway_without_stated_use_leaves_its_gigabytes_unpriced()
    {
        var bill = new AwsBill().With("aws_nat_gateway");

        Assert.Equal(35.04m, bill.Estimate.Total.Expected);
        bill.Leaves("NAT gateway data processed");
    }

    [Fact]
    public void A_region_without_prices_is_unpriced() =>
        new AwsBill { Region = "cn-north-1" }
            .With("aws_nat_gateway")
            .Using(("monthly_data_processed_gb", 50m))
            .Leaves("NAT gateway hours", "NAT gateway data processed");

    [Fact]
    public void An_address_costs_the_same_in_use_and_idle()
    {
        // 730 h × 0.005
        new AwsBill()
            .With("aws_eip")
            .Comes(("Public IPv4 address, idle", 3.65m));
        new AwsBill()
            .With("aws_eip")
            .WithNamed("aws_nat_gateway", "n", "eu-west-1", ("allocation_id", Ref("aws_eip.x", "id")))
            .Using(("monthly_data_processed_gb", 0m))
            .Comes(("Public IPv4 address in use", 3.65m), ("NAT gateway hours", 35.04m));
    }

    [Fact]
    public void An_interface_endpoint_costs_per_zone() =>
        new AwsBill()
            .With("aws_vpc_endpoint", ("vpc_endpoint_type", "Interface"), ("subnet_ids", Subnets(3)))
            .Using(("monthly_data_processed_gb", 10m))
            // 3 × 730 × 0.011; 10 × 0.01
            .Comes(("Endpoint hours", 24.09m), ("Endpoint data processed", 0.10m));

    [Fact]
    public void A_gateway_endpoint_is_free() => new AwsBill().With("aws_vpc_endpoint").Comes();

    [Theory]
    // 50 / 25 = 2 units
    [InlineData("new_connections", 50, 2)]
    // 9,000 / 3,000 = 3 units
    [InlineData("active_connections", 9000, 3)]
    // 2,920 GB / 730 h / 1 GB per h = 4 units
    [InlineData("processed_bytes_gb", 2920, 4)]
    // 5,000 / 1,000 = 5 units
    [InlineData("rule_evaluations", 5000, 5)]
    public void Each_dimension_of_a_capacity_unit_can_decide(string key, int use, int units) =>
        new AwsBill()
            .With("aws_lb", ("subnets", Subnets(3)))
            .Using((key, (decimal)use), (key == "new_connections" ? "active_connections" : "new_connections", 1m))
            // 730 × 0.0252; units × 730 × 0.008; 3 addresses × 730 × 0.005
            .Comes(
                ("Load balancer hours", 18.396m),
                ("Capacity units", units * 5.84m),
                ("Public IPv4 addresses in use", 10.95m)
            );

    [Fact]
    public void An_internal_load_balancer_has_no_public_address()
    {
        var bill = new AwsBill().With("aws_lb", ("internal", true), ("subnets", Subnets(3)));

        Assert.Equal(18.396m, bill.Estimate.Total.Expected);
        bill.Leaves("Capacity units");
    }

    [Fact]
    public void A_network_load_balancer_has_units_of_its_own() =>
        new AwsBill()
            .With("aws_lb", ("load_balancer_type", "network"), ("internal", true))
            .Using(("new_connections", 1600m))
            // 730 × 0.0252; 2 units × 730 × 0.006
            .Comes(("Load balancer hours", 18.396m), ("Capacity units", 8.76m));

    [Fact]
    public void Transfer_out_has_bands_and_zones_pay_twice() =>
        new AwsBill()
            .With("aws_nat_gateway")
            .Using(("monthly_data_processed_gb", 0m), ("data_transfer_out_gb", 10340m), ("cross_zone_gb", 100m))
            // 10,240 × 0.09; 100 × 0.085; 2 × 100 × 0.01
            .Comes(
                ("NAT gateway hours", 35.04m),
                ("Data transfer out to internet", 921.60m),
                ("Data transfer out to internet above 10,240 GB", 8.50m),
                ("Data transfer between zones", 2.00m)
            );

    [Fact]
    public void The_first_hundred_gigabytes_out_are_free_for_the_account()
    {
        var bill = new AwsBill { FreeAllowances = true }
            .WithNamed("aws_nat_gateway", "a", "eu-west-1")
            .Using(("monthly_data_processed_gb", 0m), ("data_transfer_out_gb", 80m))
            .WithNamed("aws_nat_gateway", "b", "eu-west-1")
            .Using(("monthly_data_processed_gb", 0m), ("data_transfer_out_gb", 70m));

        // 2 × 35.04 + 80 × 0.09 + 70 × 0.09 − 100 × 0.09
        bill.Comes(
            ("NAT gateway hours", 35.04m),
            ("Data transfer out to internet", 7.20m),
            ("NAT gateway hours", 35.04m),
            ("Data transfer out to internet", 6.30m),
            ("Free allowance: data transfer out to internet", -9.00m)
        );
    }

    private static Value.ListOf Subnets(int count) =>
        List(Enumerable.Range(0, count).Select(i => (Value)Ref($"aws_subnet.s{i}", "id")));
}
