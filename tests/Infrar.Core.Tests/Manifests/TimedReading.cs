using Infrar.Core.Manifests;

namespace Infrar.Core.Tests.Manifests;

/// <summary>Reads a manifest and asserts that it takes no second of processor time.</summary>
internal static class TimedReading
{
    internal static ManifestReading Of(string text, string what)
    {
        var before = Environment.CpuUsage.TotalTime;
        var reading = ManifestReader.Read(text, "m.yaml", TestCatalog.Instance);
        var taken = Environment.CpuUsage.TotalTime - before;
        Assert.True(taken < TimeSpan.FromSeconds(1), $"Reading {what} took {taken.TotalMilliseconds} ms.");
        return reading;
    }
}

/// <summary>Tests that measure the processor time of this process, and so run alone in it.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class TimedTests
{
    internal const string Name = "Timed";
}
