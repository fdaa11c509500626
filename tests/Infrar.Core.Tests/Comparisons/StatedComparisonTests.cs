using Infrar.Core.Comparisons;
using Infrar.Core.Manifests;
using Infrar.Core.Tests.Manifests;

namespace Infrar.Core.Tests.Comparisons;

/// <summary>What a manifest says of weights and stars.</summary>
public sealed class StatedComparisonTests
{
    private const string Manifest = """
        infrar: 1
        system: compared
        components:
          cache: { kind: redis, memory: 512 MiB }
        comparison: { weights: { cost: 5, developer-experience: 0.5 } }
        environments:
          one: { strategies: [base, above] }
          other: { strategies: [base], comparison: { weights: { cost: 1 } } }
        strategies:
          base:
            assessment: { source: a friend, stars: { setup-effort: 3, security: 5 } }
            place: { redis: local/compose }
          above: { extends: base }
        """;

    [Fact]
    public void Weights_arrive_and_an_environment_may_weigh_otherwise()
    {
        var (one, other) = (System("one", "base"), System("other", "base"));

        Assert.Equal(5, one.ComparisonWeights[Criterion.Cost]);
        Assert.Equal(0.5m, one.ComparisonWeights[Criterion.DeveloperExperience]);
        Assert.Equal(1, other.ComparisonWeights[Criterion.Cost]);
        Assert.Equal(0.5m, other.ComparisonWeights[Criterion.DeveloperExperience]);
    }

    [Fact]
    public void Stars_belong_to_the_strategy_that_states_them()
    {
        var stated = System("one", "base").Strategy.Assessment;

        Assert.Equal("a friend", stated?.Source);
        Assert.Equal(3, stated?.Stars[Criterion.SetupEffort]);
        Assert.Equal(2, stated?.Stars.Count);
        Assert.Null(System("one", "above").Strategy.Assessment);
    }

    [Theory]
    [InlineData("cost: 5", "cost: 6", "MAN023")]
    [InlineData("cost: 5", "price: 5", "MAN020")]
    [InlineData("security: 5", "security: 0", "MAN023")]
    [InlineData("security: 5", "security: 2.5", "MAN023")]
    [InlineData("source: a friend, ", "", "MAN022")]
    public void What_cannot_be_is_refused(string right, string wrong, string code)
    {
        var text = Manifest.Replace(right, wrong, StringComparison.Ordinal);

        var faults = ManifestReader.Read(text, "m.yaml", TestCatalog.Instance).Diagnostics;

        Assert.Equal([code], faults.Select(f => f.Code));
    }

    private static SystemDescription System(string environment, string strategy)
    {
        var reading = ManifestReader.Read(Manifest, "m.yaml", TestCatalog.Instance);
        Assert.Empty(reading.Diagnostics.Select(d => $"{d.Location} {d.Message}"));
        Assert.True(reading.Manifest!.Resolve(environment, strategy).Succeeded(out var system, out _));
        return system;
    }
}
