using Infrar.Core.Manifests;
using Infrar.Core.Resources;
using static Infrar.Providers.Tests.Aws.Data.DataSystem;

namespace Infrar.Providers.Tests.Aws.Data;

public sealed class ElastiCacheRedisTests
{
    private const string Address = "aws_elasticache_replication_group.cache";

    [Fact]
    public void A_cache_with_a_replica_is_written_out() =>
        Place(Cache with { Replicas = 1, Availability = Availability.MultiZone, BackupRetentionDays = 1 })
            .MatchGolden("elasticache-redis", "cache");

    [Theory]
    [InlineData(0, Availability.SingleZone, false, false)]
    [InlineData(1, Availability.SingleZone, true, false)]
    [InlineData(2, Availability.MultiZone, true, true)]
    public void Replicas_take_over_and_zones_are_as_stated(
        int replicas,
        Availability zones,
        bool failover,
        bool multiZone
    )
    {
        var group = Place(Cache with { Replicas = replicas, Availability = zones }).At(Address);

        Assert.Equal(replicas + 1, group["num_cache_clusters"].AsNumber());
        Assert.Equal(failover, group["automatic_failover_enabled"].AsFlag());
        Assert.Equal(multiZone, group["multi_az_enabled"].AsFlag());
    }

    [Fact]
    public void Several_zones_without_a_replica_are_refused() =>
        Assert.Contains(
            "needs a replica",
            Assert.Single(ObstaclesOf(Cache with { Availability = Availability.MultiZone }))
        );

    [Theory]
    [InlineData(512, "cache.t3.micro")]
    [InlineData(513, "cache.t3.small")]
    [InlineData(4096, "cache.m6g.large")]
    public void The_smallest_node_that_fits_is_taken(int memoryMiB, string expected) =>
        Assert.Equal(expected, Place(Cache with { MemoryMiB = memoryMiB }).At(Address)["node_type"].AsText());

    [Fact]
    public void What_elasticache_does_not_have_is_refused()
    {
        Assert.Contains("state a size", Assert.Single(ObstaclesOf(Cache with { MemoryMiB = 1_000_000 })));
        Assert.Contains("0 to 5 replicas", Assert.Single(ObstaclesOf(Cache with { Replicas = 6 })));
        Assert.Contains("not 8", Assert.Single(ObstaclesOf(Cache with { Version = "8" })));
        Assert.Contains(
            "too small",
            Assert.Single(
                ObstaclesOf(
                    Of(Cache with { MemoryMiB = 1024 }).Assigning("cache", a => a with { Size = "cache.t3.micro" })
                )
            )
        );
    }

    [Theory]
    [InlineData(true, "rediss://")]
    [InlineData(false, "redis://")]
    public void The_url_says_whether_connections_are_encrypted(bool encrypted, string scheme)
    {
        var url = SiteOf(Of(Cache with { EncryptionInTransit = encrypted })).Endpoint("cache", "url");

        Assert.Equal(
            [scheme, Values.Ref(Address, "primary_endpoint_address"), ":6379"],
            Assert.IsType<Value.Template>(url).Parts
        );
    }

    [Fact]
    public void A_long_name_is_cut_to_what_aws_takes() =>
        Assert.Equal(
            40,
            Place(Of(Cache) with { Environment = "a-very-long-name-of-an-environment" })
                .At(Address)["replication_group_id"]
                .AsText()
                ?.Length
        );
}
