using Infrar.Core.Manifests;
using Infrar.Core.Resources;
using Infrar.Providers.Tests.Pricing;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Tests.Google;

/// <summary>Ranges and what is not known before apply, which no plan of the cases holds.</summary>
public sealed class GooglePriceTests
{
    private const string Iowa = "us-central1";

    [Fact]
    public void A_disk_that_grows_has_its_limit_as_upper_bound() =>
        Assert.Equal(
            // 10 × 0.17; 100 × 0.17
            new UsageRange(1.7m, 1.7m, 17m),
            Database(("disk_size", 10), ("disk_autoresize_limit", 100)).Line("Storage (SSD, zonal)").ListCost
        );

    [Fact]
    public void A_disk_that_may_not_grow_does_not() =>
        Assert.Equal(
            UsageRange.Exactly(1.7m),
            Database(("disk_size", 10), ("disk_autoresize", false), ("disk_autoresize_limit", 100))
                .Line("Storage (SSD, zonal)")
                .ListCost
        );

    [Fact]
    public void Machines_on_both_sides_of_the_flat_rate_have_bounds_on_both_sides() =>
        Assert.Equal(
            // 30 × 730 × 0.0014; 32 × 730 × 0.0014 is the flat rate.
            new UsageRange(30.66m, 32.704m, 32.704m),
            new CloudBill(Iowa)
                .With("google_compute_router_nat")
                .Using("assigned_vms", new UsageRange(30m, 33m, 40m))
                .Line("Gateway hours")
                .ListCost
        );

    [Fact]
    public void Where_instances_serve_longer_they_wait_less()
    {
        var bill = new CloudBill(Iowa)
            .With(
                "google_cloud_run_v2_service",
                (
                    "template",
                    Block(("containers", Block(("image", "api"))), ("scaling", Block(("min_instance_count", 1))))
                )
            )
            .Using("monthly_requests", new UsageRange(0m, 1_000_000m, 4_000_000m))
            .Using("average_request_duration_ms", 1000m);

        // A month has 730 × 3,600 = 2,628,000 s.
        Assert.Equal(
            new UsageRange(2_628_000m, 1_628_000m, 0m),
            bill.Line("vCPU of minimum instances while idle").PricingQuantity
        );
    }

    [Fact]
    public void Requests_of_no_concurrency_are_served_one_by_one() =>
        Assert.Equal(
            1000m,
            new CloudBill(Iowa)
                .With("google_cloud_run_v2_service", ("template", Block(("containers", Block(("image", "api"))))))
                .Using("monthly_requests", 1000m)
                .Using("average_request_duration_ms", 1000m)
                .Using("concurrent_requests_per_instance", 0m)
                .Line("vCPU while serving requests")
                .PricingQuantity.Expected
        );

    [Theory]
    [InlineData("zones/us-central1-a/instances/bastion", 3.65)]
    [InlineData("regions/us-central1/forwardingRules/web", 0)]
    [InlineData("global/networks/main", 7.30)]
    public void Google_says_who_uses_an_address_that_exists(string user, decimal cost) =>
        Assert.Equal(
            cost,
            new CloudBill(Iowa)
                .With(
                    "google_compute_address",
                    ("address", "192.0.2.7"),
                    ("users", List([$"https://www.googleapis.com/compute/v1/projects/shop/{user}"]))
                )
                .Estimate.Total.Expected
        );

    [Fact]
    public void An_address_is_billed_once_by_the_machine_or_where_it_is_reserved()
    {
        var reserved = new CloudBill(Iowa)
            .With(
                "google_compute_address",
                ("address", "192.0.2.7"),
                ("users", List(["projects/shop/zones/us-central1-a/instances/bastion"]))
            )
            .With("google_compute_instance", ("machine_type", "e2-micro"), Addressed("192.0.2.7"));
        var own = new CloudBill(Iowa).With(
            "google_compute_instance",
            ("machine_type", "e2-micro"),
            Addressed("192.0.2.8")
        );

        Assert.Equal("google_compute_address.x0", reserved.Line("Public IPv4 address in use").Resource);
        Assert.Equal("google_compute_instance.x0", own.Line("Public IPv4 address in use").Resource);

        static (string, Value) Addressed(string address) =>
            ("network_interface", Block(("access_config", Block(("nat_ip", address)))));
    }

    [Fact]
    public void What_another_resource_decides_is_not_taken_for_the_default()
    {
        new CloudBill(Iowa)
            .With("google_redis_instance", ("memory_size_gb", Ref("random_integer.x", "result")))
            .Leaves("Memory, GiB hours", "tier or memory_size_gb is not known before apply.");
        new CloudBill(Iowa)
            .With("google_compute_disk", ("type", Ref("random_shuffle.x", "result")), ("size", 10))
            .Leaves("Disk", "The type of the disk is not known before apply.");
        new CloudBill(Iowa)
            .With("google_storage_bucket", ("storage_class", new Value.Unknown { IsSensitive = true }))
            .Leaves("Storage", "storage_class is not known before apply.");
    }

    [Fact]
    public void A_resource_without_a_region_is_not_priced_by_another_one() =>
        new CloudBill("")
            .With("google_compute_disk", ("size", 10))
            .Leaves(
                "Disk (pd-standard)",
                "The price book has no price for Compute Engine, no region, diskType hdd, per GiB-month."
            );

    private static CloudBill Database(params (string Name, Value Value)[] settings) =>
        new CloudBill(Iowa).With(
            "google_sql_database_instance",
            ("database_version", "POSTGRES_16"),
            ("settings", Block([("tier", "db-custom-1-3840"), .. settings]))
        );
}
