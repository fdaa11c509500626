using Infrar.Core.Plans;
using Infrar.Core.Pricing;
using Infrar.Testing;

namespace Infrar.Providers.Tests.Plans;

/// <summary>A folder with a configuration, the plan that the engine made of it, and what that costs, worked out by hand.</summary>
/// <remarks>
/// <c>main.tf</c> is planned into <c>plan.json</c> (or <c>before.tf</c> alone into <c>state.json</c>) by <c>scripts/plan-case</c>;
/// <c>usage.yml</c> may state use; <c>expected.md</c> is read by <see cref="ExpectedCosts"/>.
/// </remarks>
internal sealed class PlanCase
{
    private readonly string _folder;
    private readonly Lazy<Plan> _plan;
    private readonly Lazy<EstimateOptions> _options;

    private PlanCase(string folder)
    {
        _folder = folder;
        _plan = new(ReadPlan);
        _options = new(() => new() { Usage = ReadUsage() });
    }

    /// <summary>Every case that states expected costs, of every provider: <c>Aws/nat-gateway</c>, in ordinal order.</summary>
    public static IEnumerable<string> Names =>
        Directory
            .EnumerateFiles(Root, "expected.md", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Root, Path.GetDirectoryName(file)!).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);

    /// <summary>What will exist; for a state, what exists.</summary>
    public Estimate After => Estimator.Estimate(Plan.After, "", AllProviders.Catalog, _options.Value);

    /// <summary>What existed before the plan.</summary>
    public Estimate Before => Estimator.Estimate(Plan.Before, "", AllProviders.Catalog, _options.Value);

    /// <summary>The plan.</summary>
    public Plan Plan => _plan.Value;

    /// <summary>What was worked out by hand.</summary>
    public ExpectedCosts Expected => ExpectedCosts.Read(File.ReadAllText(Path.Combine(_folder, "expected.md")));

    private static string Root => Path.Combine(Repository.ProjectDirectory(typeof(PlanCase).Assembly), "Plans");

    /// <summary>The case of that name under <c>Plans/</c>.</summary>
    public static PlanCase Of(string name) => new(Path.Combine(Root, name));

    private Plan ReadPlan()
    {
        var file = Path.Combine(_folder, "plan.json");
        file = File.Exists(file) ? file : Path.Combine(_folder, "state.json");
        var reading = PlanReader.Read(File.ReadAllBytes(file), Path.GetFileName(file), AllProviders.Catalog);
        Assert.Empty(reading.Diagnostics);
        return reading.Plan!;
    }

    private UsageFile? ReadUsage()
    {
        var file = Path.Combine(_folder, "usage.yml");
        if (!File.Exists(file))
        {
            return null;
        }

        var reading = UsageFileReader.Read(File.ReadAllText(file), "usage.yml");
        Assert.Empty(reading.Diagnostics);
        return reading.Usage;
    }
}
