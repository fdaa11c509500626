using System.Diagnostics;
using Infrar.Core.Manifests;

namespace Infrar.Core.Tests.Manifests;

[Collection(TimedTests.Name)]
public sealed class ReadingSpeedTests
{
    // Under 30 ms in a released build on a quiet machine; the bound leaves room for neither.
    [Fact]
    public void Infrars_own_manifest_is_read_with_all_combinations_quickly()
    {
        var best = Enumerable
            .Range(0, 30)
            .Select(_ =>
            {
                var watch = Stopwatch.StartNew();
                ManifestReader.Read(InfrarManifest.Text, InfrarManifest.File, TestCatalog.Instance);
                return watch.Elapsed;
            })
            .Min();

        TestContext.Current.SendDiagnosticMessage($"Best of 30: {best.TotalMilliseconds:F1} ms");
        Assert.True(best < TimeSpan.FromMilliseconds(150), $"Best of 30: {best.TotalMilliseconds:F1} ms");
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{")]
    [InlineData("- ")]
    [InlineData("? ")]
    [InlineData("a: ")]
    [InlineData("&a *a ")]
    [InlineData("'")]
    [InlineData("\"\\")]
    [InlineData("a")]
    [InlineData("a:\n")]
    [InlineData("a\n")]
    [InlineData("- a\n")]
    [InlineData("!")]
    [InlineData("%")]
    [InlineData("| ")]
    [InlineData("[a,")]
    [InlineData("{a: ")]
    [InlineData("{a,")]
    [InlineData("\n \n")]
    [InlineData("--- ")]
    [InlineData("---\n")]
    [InlineData("#\n")]
    [InlineData("? a\n: ")]
    public void A_megabyte_of_anything_is_refused_within_a_second(string unit)
    {
        var text = string.Concat(Enumerable.Repeat(unit, (1 << 20) / unit.Length));

        var reading = TimedReading.Of(text, unit);

        Assert.Null(reading.Manifest);
        Assert.NotEmpty(reading.Diagnostics);
    }
}
