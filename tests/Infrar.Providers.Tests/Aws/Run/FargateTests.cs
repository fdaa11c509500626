using Infrar.Core.Manifests;
using Infrar.Core.Resources;
using Infrar.Providers.Aws.Compute;
using static Infrar.Core.Resources.Values;
using static Infrar.Providers.Tests.Aws.Run.RunSystem;

namespace Infrar.Providers.Tests.Aws.Run;

public sealed class FargateTests
{
    private static Worker Plain { get; } = Executor with { Uses = [], Image = "builder:1" };

    [Theory]
    [InlineData(0.25, 512, "256/512")]
    [InlineData(0.25, 513, "256/1024")]
    [InlineData(0.25, 4096, "512/4096")]
    [InlineData(1, 2048, "1024/2048")]
    [InlineData(1.25, 2304, "2048/4096")]
    [InlineData(2, 4097, "2048/5120")]
    [InlineData(8, 16385, "8192/20480")]
    [InlineData(16, 122880, "16384/122880")]
    public void A_task_is_the_smallest_that_fits(double cpu, int memoryMiB, string expected) =>
        Assert.Equal(expected, FargateSize.Smallest((decimal)cpu, memoryMiB)?.ToString());

    [Theory]
    [InlineData("1024/2048", true)]
    [InlineData("256/2048", true)]
    [InlineData("256/1536", false)]
    [InlineData("256/4096", false)]
    [InlineData("8192/18432", false)]
    [InlineData("1 vCPU", false)]
    public void A_stated_size_is_one_that_is_sold(string size, bool isSold) =>
        Assert.Equal(isSold, FargateSize.Parse(size) is not null);

    [Fact]
    public void A_sidecar_adds_to_the_task_unless_its_size_is_stated()
    {
        var derived = Production.Assigning("platform", a => a with { Size = "" });

        Assert.Equal("2048", Place(derived).At("aws_ecs_task_definition.platform")["cpu"].AsText());
        Assert.Equal("1024", Place(Production).At("aws_ecs_task_definition.platform")["cpu"].AsText());
        Assert.Contains(Place(Production).Notes, n => n.Contains("share what there is"));
    }

    [Fact]
    public void What_no_task_holds_stands_against_the_workload() =>
        Assert.Contains(
            ObstaclesOf(Plain with { Cpu = 17 }),
            o => o.Contains("needs 17 vCPU and 4096 MiB, and Fargate's greatest task is 16384/122880")
        );

    [Theory]
    [InlineData(2, 50, 150)]
    [InlineData(1, 50, 200)]
    [InlineData(3, 10, 134)]
    [InlineData(4, 100, 200)]
    [InlineData(0, 25, 200)]
    public void An_update_never_takes_capacity_away_and_always_has_room_for_a_copy(int min, int share, int most)
    {
        var service = Platform with { RolloutPercent = share, Scaling = new(min, 10, null, null, null) };

        Assert.Equal(new RollingUpdate(100, most), RollingUpdate.Of(service));
        Assert.True(Math.Max(min, 1) * most / 100 > Math.Max(min, 1));
    }

    [Fact]
    public void A_reference_to_nothing_stands_against_its_workload() =>
        Assert.Equal(
            "The environment variable A of executor refers to ${nobody.host}, which nothing placed answers; name a component and one of its attributes.",
            Assert.Single(ObstaclesOf(Plain with { Environment = Ordinal.Empty.Add("A", "${nobody.host}") }))
        );

    [Fact]
    public void A_secret_that_does_not_exist_stands_against_its_workload() =>
        Assert.Contains(
            "is not one entry of that component",
            Assert.Single(ObstaclesOf(Plain with { Secrets = Ordinal.Empty.Add("A", "secrets/none") }, Secrets))
        );

    [Fact]
    public void No_image_and_no_registry_stand_against_a_workload() =>
        Assert.Contains("states no image", Assert.Single(ObstaclesOf(Plain with { Image = "" })));

    [Fact]
    public void Private_subnets_without_a_way_out_stand_against_a_workload_unless_it_has_an_address()
    {
        var closed = Of(Plain) with { Network = new() { Outbound = OutboundAccess.None } };

        Assert.Contains("without a way out", Assert.Single(ObstaclesOf(closed)));

        var open = Place(closed.Assigning("executor", a => a with { Options = Map(("publicAddress", true)) }));
        var network = open.At("aws_ecs_service.executor")["network_configuration"];
        Assert.True(network.At("assign_public_ip").AsFlag());
        Assert.Equal("aws_subnet.public_a", network.At("subnets").References().First());
    }

    [Fact]
    public void Another_region_than_the_networks_stands_against_a_workload() =>
        Assert.Contains(
            "the network lies in eu-west-1",
            Assert.Single(ObstaclesOf(Of(Plain).Assigning("executor", a => a with { Region = "us-east-1" })))
        );

    [Fact]
    public void A_builder_is_told_that_there_is_no_container_engine() =>
        Assert.Contains(Place(Plain with { NeedsContainerEngine = true }).Notes, n => n.Contains("rootless buildah"));

    [Fact]
    public void What_uses_a_worker_may_start_its_task_and_hand_over_its_roles_and_nobody_elses()
    {
        var policy = (Value.Json)Place(Production).At("aws_iam_role_policy.task_platform")["policy"];
        var passed = Assert.Single(
            policy.Content.At("Statement").Items(),
            s => s.At("Action").Items().Any(a => a.AsText() == "iam:PassRole")
        );

        Assert.Equal(
            ["aws_iam_role.execution_executor", "aws_iam_role.task_executor"],
            passed.At("Resource").References()
        );
    }

    [Theory]
    [InlineData(null, 2, 2, 10)]
    [InlineData(4, 2, 4, 10)]
    [InlineData(1, 1, 1, 10)]
    public void Copies_lie_within_the_bounds_of_scaling(int? stated, int least, int expected, int most)
    {
        (string, string, decimal)[] profile = stated is { } copies ? [("platform", "copies", copies)] : [];

        Assert.Equal(
            new UsageRange(least, expected, most),
            Place(Production).UseOf("aws_ecs_service.platform", "copies", profile)
        );
    }

    [Fact]
    public void Work_that_comes_in_runs_is_copies_for_part_of_the_month() =>
        Assert.Equal(
            UsageRange.Exactly(2m),
            Place(Production)
                .UseOf(
                    "aws_ecs_service.executor",
                    "copies",
                    ("executor", "runs", 8760m),
                    ("executor", "runMinutes", 10m)
                )
                ?.Rounded()
        );

    [Fact]
    public void A_worker_that_may_rest_is_expected_to_have_one_copy() =>
        Assert.Equal(new UsageRange(0, 1, 5), Place(Production).UseOf("aws_ecs_service.executor", "copies"));

    [Fact]
    public void A_job_runs_as_often_as_its_schedule_says_and_as_long_as_the_profile_says()
    {
        var placement = Place(Production);

        Assert.Equal(365m / 12m, placement.UseOf("aws_scheduler_schedule.pricing_sync", "runs")?.Expected);
        Assert.Equal(
            UsageRange.Exactly(365m / 24m).Rounded(),
            placement
                .UseOf("aws_scheduler_schedule.pricing_sync", "task_hours", ("pricing-sync", "runMinutes", 30m))
                ?.Rounded()
        );
        Assert.Null(placement.UseOf("aws_scheduler_schedule.pricing_sync", "task_hours"));
    }

    [Fact]
    public void Traffic_of_a_public_service_is_unknown_until_it_is_stated_and_none_of_a_worker()
    {
        var placement = Place(Production);

        Assert.Null(placement.UseOf("aws_ecs_service.platform", "data_transfer_out_gb"));
        Assert.Equal(UsageRange.Exactly(0), placement.UseOf("aws_ecs_service.executor", "data_transfer_out_gb"));
    }
}
