using Infrar.Core.Checks;
using Infrar.Core.Diagnostics;
using Infrar.Core.Plans;
using Infrar.Core.Pricing;

namespace Infrar.Providers.Tests.Plans;

/// <summary>Ten thousand spoiled plans: each is refused with a place, or priced; none brings the reader down.</summary>
public sealed class ReadingMutatedPlans
{
    private const int Count = 10_000;

    [Fact]
    public void A_spoiled_plan_is_refused_with_a_place_or_priced()
    {
        MutatedPlan[] sources = [.. MadePlans.Names.Select(n => new MutatedPlan(MadePlans.Json(n)))];
        var (refused, priced) = (0, 0);

        Parallel.For(
            0,
            Count,
            seed =>
            {
                var json = sources[seed % sources.Length].Of(new Random(seed));
                try
                {
                    if (IsRefused(json, withChecks: seed % 50 == 0))
                    {
                        Interlocked.Increment(ref refused);
                    }
                    else
                    {
                        Interlocked.Increment(ref priced);
                    }
                }
                catch (Exception fault)
                {
                    throw new InvalidOperationException($"Seed {seed}: {fault.Message}", fault);
                }
            }
        );

        // Both ends are reached often, or the faults are all of one sort.
        Assert.True(refused > Count / 5, $"{refused} were refused.");
        Assert.True(priced > Count / 5, $"{priced} were priced.");
    }

    private static bool IsRefused(byte[] json, bool withChecks)
    {
        var reading = PlanReader.Read(json, "plan.json", AllProviders.Catalog);
        Assert.All(
            reading.Diagnostics,
            d =>
            {
                Assert.True(d.Location is { File: "plan.json", Line: > 0, Column: > 0 });
                Assert.EndsWith(".", d.Message, StringComparison.Ordinal);
                Assert.NotEmpty(d.Mend);
            }
        );
        if (reading.Plan is not { } plan)
        {
            Assert.Contains(reading.Diagnostics, d => d.Severity is DiagnosticSeverity.Error);
            return true;
        }

        foreach (var graph in new[] { plan.After, plan.Before })
        {
            var estimate = Estimator.Estimate(graph, "", AllProviders.Catalog, new EstimateOptions());
            Assert.True(estimate.Total.Least >= 0m);
            if (withChecks)
            {
                Checker.Run(
                    new()
                    {
                        Graph = graph,
                        Catalog = AllProviders.Catalog,
                        Estimates = [estimate],
                    }
                );
            }
        }

        return false;
    }
}
