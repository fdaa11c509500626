using System.Diagnostics;
using Infrar.Core.Manifests;

namespace Infrar.Core.Tests.Manifests;

/// <summary>Reads a manifest and asserts that it takes no second.</summary>
internal static class TimedReading
{
    /// <summary>A machine that does other work at the time may stall one reading; it does not stall three in a row.</summary>
    private const int Attempts = 3;

    internal static ManifestReading Of(string text, string what)
    {
        var taken = TimeSpan.Zero;
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var watch = Stopwatch.StartNew();
            var reading = ManifestReader.Read(text, "m.yaml", TestCatalog.Instance);
            taken = watch.Elapsed;
            if (taken < TimeSpan.FromSeconds(1))
            {
                return reading;
            }
        }

        Assert.Fail($"Reading {what} took {taken.TotalMilliseconds} ms.");
        throw new UnreachableException();
    }
}
