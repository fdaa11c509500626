using Infrar.Core.Plans;
using Infrar.Testing;

namespace Infrar.Providers.Tests.Plans;

/// <summary>The plans under <c>Plans/Made</c>.</summary>
internal static class MadePlans
{
    /// <summary>Names of the cases.</summary>
    public static IEnumerable<string> Names =>
        Directory.EnumerateDirectories(Folder).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal);

    private static string Folder =>
        Path.Combine(Repository.ProjectDirectory(typeof(MadePlans).Assembly), "Plans", "Made");

    /// <summary>The JSON of a case: its plan, or its state where it has no plan.</summary>
    public static byte[] Json(string name)
    {
        var plan = Path.Combine(Folder, name, "plan.json");
        return File.ReadAllBytes(File.Exists(plan) ? plan : Path.Combine(Folder, name, "state.json"));
    }

    /// <summary>A case, read without any diagnostic.</summary>
    public static Plan Read(string name)
    {
        var reading = PlanReader.Read(Json(name), $"{name}/plan.json", AllProviders.Catalog);
        Assert.Empty(reading.Diagnostics);
        return reading.Plan!;
    }
}
