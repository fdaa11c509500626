using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Judgements;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Pricing;
using Infrar.Core.Resources;
using Infrar.Providers.Tests.Example;

namespace Infrar.Providers.Tests.Checks;

/// <summary>What the checks know of a system that they do not know of a plan, on the placement of Infrar itself.</summary>
public sealed class PlacedSystemTests
{
    private static readonly Placement Production = InfrarsOwnPlacement.Place("production", "aws");
    private static readonly Placement Staging = InfrarsOwnPlacement.Place("staging", "aws");

    [Fact]
    public void A_standby_that_must_take_over_within_a_minute_is_too_slow()
    {
        Assert.Equal("aws_db_instance.database", Assert.Single(Find("AVA011", Production)).Resource);
        Assert.Empty(
            Find("AVA011", With<PostgreSql>(Production, d => d with { FailoverWithin = TimeSpan.FromMinutes(2) }))
        );
        // Where no standby is, another check speaks.
        Assert.Empty(Find("AVA011", Staging));
    }

    [Fact]
    public void A_pool_beside_a_platform_that_fills_its_task_is_one_too_many()
    {
        var found = Assert.Single(Find("OPS003", Production));

        Assert.Equal(Severity.Medium, found.Severity);
        Assert.Contains("1280", found.Message, StringComparison.Ordinal);
        Assert.Empty(Find("OPS003", With<Sidecar>(Production, s => s with { Cpu = 0, MemoryMiB = 0 })));
    }

    [Fact]
    public void A_system_that_asks_for_a_trail_must_have_one()
    {
        Assert.Empty(Find("LOG001", Production));
        var without = Only(Production, r => r.Type != "aws_cloudtrail");
        Assert.Equal("LOG001/system/aws", Assert.Single(Find("LOG001", without)).Name);
        Assert.Empty(Find("LOG001", without with { System = without.System with { AuditTrail = false } }));
    }

    [Fact]
    public void Backups_are_kept_as_long_as_the_manifest_says_and_not_only_a_week()
    {
        Assert.Empty(Find("BAK002", Production));
        var longer = With<PostgreSql>(Production, d => d with { BackupRetentionDays = 35 });
        Assert.Equal(Severity.High, Assert.Single(Find("BAK002", longer)).Severity);
        // A day is enough where the manifest asks for a day.
        Assert.Empty(Find("BAK002", With<PostgreSql>(Staging, d => d with { BackupRetentionDays = 1 })));
    }

    [Fact]
    public void Lent_processors_matter_where_something_must_survive()
    {
        Assert.Equal(2, Find("OPS009", Production).Length);
        Assert.Empty(Find("OPS009", Staging));
    }

    [Fact]
    public void What_nobody_requires_is_lighter_or_not_said_at_all()
    {
        Assert.Equal(Severity.Medium, Assert.Single(Find("AVA007", Production)).Severity);
        Assert.Equal(Severity.Low, Assert.Single(Find("AVA007", Staging)).Severity);
        Assert.Empty(Find("AVA001", Staging));
    }

    [Fact]
    public void A_builder_that_starts_containers_cannot_on_Fargate()
    {
        Assert.Equal("builder", Assert.Single(Find("OPS018", Production)).Component);
        Assert.Empty(Find("OPS018", With<Worker>(Production, w => w with { NeedsContainerEngine = false })));
    }

    [Fact]
    public void A_budget_is_exceeded_within_reach_or_uncertain_and_never_passed_on_a_lower_bound()
    {
        var estimate = Estimate(Production);
        var whole = estimate with { Unpriced = [] };
        var partly = estimate with { Unpriced = [new("cache", "aws_x.y", "Nodes", "No price is stated.")] };
        var (expected, most) = (estimate.Total.Expected, estimate.Total.Most);

        Assert.Equal([("CST001", Severity.High)], Judged(whole, expected - 1));
        Assert.Empty(Judged(whole, most));
        Assert.Equal([("CST002", Severity.Low)], Judged(partly, most));
        Assert.Equal([("CST001", Severity.High)], Judged(partly, expected - 1));
        Assert.Empty(Judged(partly, null));
        if (most > expected)
        {
            Assert.Equal([("CST001", Severity.Medium)], Judged(whole, expected));
        }
    }

    [Theory]
    [InlineData("aws")]
    [InlineData("pages-aws")]
    [InlineData("vercel-aws")]
    [InlineData("digitalocean")]
    [InlineData("hetzner")]
    public void Staging_asks_for_little_and_is_told_of_nothing_grave_but_its_image(string strategy)
    {
        var placement = InfrarsOwnPlacement.Place("staging", strategy);
        var options = new EstimateOptions();
        var judgement = Judge.Of(placement, placement.System.UsageProfiles[0], AllProviders.Catalog, options);

        // The document's own tag; the rest of these subjects is sound as generated.
        string[] mine = ["ENC", "BAK", "AVA", "LOG", "OPS", "CST", "PUB"];
        Assert.DoesNotContain(
            judgement.Checks.Findings,
            f => mine.Contains(f.Check[..3]) && f.Severity > Severity.Low && f.Check != "OPS004"
        );
    }

    private static Estimate Estimate(Placement placement) =>
        Estimator.Estimate(placement, placement.System.UsageProfiles[^1], AllProviders.Catalog);

    private static (string, Severity)[] Judged(Estimate estimate, decimal? budget)
    {
        var scope = new CheckScope
        {
            Graph = new([]),
            Catalog = AllProviders.Catalog,
            Estimates = [estimate],
            MonthlyBudget = budget,
        };
        return [.. Checker.Run(scope).Findings.Select(f => (f.Check, f.Severity))];
    }

    private static ImmutableArray<Finding> Find(string check, Placement placement) =>
        [
            .. Checking
                .Of(check)
                .Run(
                    new()
                    {
                        Graph = placement.Graph,
                        Catalog = AllProviders.Catalog,
                        Placement = placement,
                    }
                ),
        ];

    private static Placement Only(Placement placement, Func<Resource, bool> keeps) =>
        placement with
        {
            Graph = new(placement.Graph.Resources.Where(keeps)),
        };

    // What the manifest says changes; what was made of it stays.
    private static Placement With<T>(Placement placement, Func<T, T> change)
        where T : Component =>
        placement with
        {
            System = placement.System with
            {
                Components = [.. placement.System.Components.Select(c => c is T one ? change(one) : c)],
            },
        };
}
