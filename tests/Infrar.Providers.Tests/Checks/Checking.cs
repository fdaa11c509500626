using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Manifests;
using Infrar.Core.Plans;
using Infrar.Core.Resources;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Tests.Checks;

/// <summary>Runs one check over hand-made resources, once as they are and once through the plan that they would make.</summary>
internal static class Checking
{
    /// <summary>A resource of AWS in Ireland.</summary>
    public static Resource Aws(string type, string name, params (string Name, Value Value)[] attributes) =>
        new()
        {
            Type = type,
            Name = name,
            Provider = "aws",
            Region = "eu-west-1",
            Attributes = Map(attributes),
        };

    /// <summary>The check finds one thing, on that resource, both ways.</summary>
    public static Finding Finds(string check, string address, params Resource[] resources) =>
        Finds(check, address, new Requirements(), resources);

    /// <summary>The check finds one thing, on that resource, both ways, where those requirements must hold.</summary>
    public static Finding Finds(string check, string address, Requirements required, params Resource[] resources)
    {
        var direct = Assert.Single(Run(check, new(resources), required));
        Assert.Equal(address, direct.Resource);
        AssertReadable(direct);
        var planned = Assert.Single(Run(check, ThroughPlan(resources), required));
        Assert.Equal((direct.Name, direct.Severity), (planned.Name, planned.Severity));
        return direct;
    }

    /// <summary>The check finds nothing, both ways.</summary>
    public static void Passes(string check, params Resource[] resources) =>
        Passes(check, new Requirements(), resources);

    /// <summary>The check finds nothing, both ways, where those requirements must hold.</summary>
    public static void Passes(string check, Requirements required, params Resource[] resources)
    {
        Assert.Empty(Run(check, new(resources), required));
        Assert.Empty(Run(check, ThroughPlan(resources), required));
    }

    /// <summary>What one check finds in a graph.</summary>
    public static ImmutableArray<Finding> Run(string check, ResourceGraph graph, Requirements required) =>
        [
            .. Of(check)
                .Run(
                    new()
                    {
                        Graph = graph,
                        Catalog = AllProviders.Catalog,
                        Requirements = required,
                    }
                ),
        ];

    /// <summary>The check of that id.</summary>
    public static Check Of(string check) => Assert.Single(AllProviders.Catalog.Checks, c => c.Id == check);

    private static ResourceGraph ThroughPlan(Resource[] resources)
    {
        var reading = PlanReader.Read(PlanJson.Of(resources), "plan.json", AllProviders.Catalog);
        Assert.Empty(reading.Diagnostics);
        return reading.Plan is { } plan ? plan.After : throw new InvalidOperationException("No plan was read.");
    }

    private static void AssertReadable(Finding finding)
    {
        Assert.EndsWith(".", finding.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", finding.Mend, StringComparison.Ordinal);
        Assert.NotEmpty(finding.Proof);
        Assert.True(finding.Proof.Count(p => p.Breaks) <= 1);
    }
}
