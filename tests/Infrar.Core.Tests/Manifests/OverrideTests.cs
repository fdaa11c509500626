using Infrar.Core.Manifests;
using Infrar.Core.Resources;

namespace Infrar.Core.Tests.Manifests;

public sealed class OverrideTests
{
    [Fact]
    public void Maps_are_merged_and_scalars_and_lists_replace()
    {
        var system = Staging("      api: { scaling: { max: 9 }, domains: [b.example], environment: { MORE: x } }\n");

        var api = (Service)system["api"];
        Assert.Equal(new(2, 9, null, null, null), api.Scaling);
        Assert.Equal(["b.example"], api.Domains);
        Assert.Equal(["DATABASE_HOST", "MORE"], api.Environment.Keys);
    }

    [Fact]
    public void An_empty_value_removes()
    {
        var system = Staging("      api: { health: null, environment: { DATABASE_HOST: ~ } }\n");

        var api = (Service)system["api"];
        Assert.Null(api.Health);
        Assert.Empty(api.Environment);
    }

    [Fact]
    public void A_removed_component_leaves_uses_alarms_and_usage()
    {
        var text = SmallManifest
            .Text.Replace(
                "      nightly: null\n",
                "      nightly: null\n      database: null\n      api: { environment: null }\n",
                StringComparison.Ordinal
            )
            .Replace(
                "      api: { requests",
                "      database: { backupGB: 1 }\n      api: { requests",
                StringComparison.Ordinal
            );

        var system = Resolve(text, "staging", "aws");

        Assert.DoesNotContain(system.Components, c => c.Name is "database" or "nightly");
        Assert.Equal(["vault"], system["api"].Uses);
        Assert.Empty(system.Monitoring.Alarms);
        Assert.Equal(["api"], system.UsageProfiles[0].Components.Keys);
        Assert.DoesNotContain("database", system.Strategy.Assignments.Keys);
    }

    [Fact]
    public void An_environment_can_add_a_component()
    {
        var system = Staging("      cache: { kind: redis, memory: 512 MiB }\n", "      redis: aws/elasticache-redis\n");

        Assert.Equal(512, ((Redis)system["cache"]).MemoryMiB);
    }

    [Fact]
    public void Another_environment_is_not_touched()
    {
        var text = SmallManifest.Text.Replace(
            "      nightly: null\n",
            "      nightly: null\n      api: null\n      pool: null\n      site: null\n",
            StringComparison.Ordinal
        );

        Assert.Equal(
            Describe.Text(Resolve(SmallManifest.Text, "production", "aws")),
            Describe.Text(Resolve(text, "production", "aws"))
        );
    }

    [Fact]
    public void What_a_strategy_states_for_an_environment_comes_last()
    {
        var production = Resolve(SmallManifest.Text, "production", "aws").Strategy.Assignments["database"];
        var staging = Resolve(SmallManifest.Text, "staging", "aws").Strategy.Assignments["database"];

        Assert.Equal(
            ("aws/rds-postgresql", "", "eu-west-1"),
            (production.Offering, production.Size, Region(production))
        );
        Assert.Equal(("aws/rds-postgresql", "db.t3.micro"), (staging.Offering, staging.Size));
    }

    [Fact]
    public void A_strategy_is_laid_over_what_it_extends()
    {
        var mixed = Resolve(SmallManifest.Text, "production", "mixed").Strategy;

        Assert.Equal("cloudflare/pages", mixed.Assignments["site"].Offering);
        Assert.Equal("aws/s3", mixed.Assignments["files"].Offering);
        Assert.Equal("eu-west-1", mixed.Providers["aws"].Region);
        Assert.Equal("mixed", mixed.Title);
    }

    [Fact]
    public void A_sidecar_follows_its_workload() =>
        Assert.Equal(
            "aws/ecs-fargate",
            Resolve(SmallManifest.Text, "production", "aws").Strategy.Assignments["pool"].Offering
        );

    [Fact]
    public void Options_become_values_by_their_shape()
    {
        var system = Staging(
            "",
            "      api:\n        options: { publicAddress: true, spotShare: 0.25, grace: 30s, labels: 15 }\n"
        );

        var options = system.Strategy.Assignments["api"].Options;
        Assert.Equal(new Value.Flag(true), options["publicAddress"]);
        Assert.Equal(new Value.Number(0.25m), options["spotShare"]);
        Assert.Equal(new Value.Text("30s"), options["grace"]);
        Assert.Equal([new Value.Text("15")], options["labels"].Items());
    }

    [Fact]
    public void Order_of_fields_does_not_matter()
    {
        var expected = Describe.Text(InfrarManifest.Resolve("staging", "vercel-aws"));
        for (var seed = 0; seed < 20; seed++)
        {
            var shuffled = ShuffledYaml.Of(InfrarManifest.Text, new Random(seed));

            Assert.Equal(expected, Describe.Text(Resolve(shuffled, "staging", "vercel-aws")));
        }
    }

    private static string Region(Assignment assignment) => assignment.Region is "" ? "eu-west-1" : assignment.Region;

    private static SystemDescription Staging(string components, string place = "") =>
        Resolve(
            SmallManifest
                .Text.Replace("      nightly: null\n", "      nightly: null\n" + components, StringComparison.Ordinal)
                .Replace(
                    "      object-store: aws/s3\n",
                    "      object-store: aws/s3\n" + place,
                    StringComparison.Ordinal
                ),
            "staging",
            "aws"
        );

    private static SystemDescription Resolve(string text, string environment, string strategy)
    {
        var reading = ManifestReader.Read(text, "m.yaml", TestCatalog.Instance);
        Assert.Empty(reading.Diagnostics.Select(d => $"{d.Location} {d.Code} {d.Message}"));
        Assert.True(reading.Manifest!.Resolve(environment, strategy).Succeeded(out var system, out _));
        return system;
    }
}
