using Infrar.Cli.Comparisons;
using Infrar.Cli.Reports;
using Infrar.Core.Comparisons;
using Infrar.Core.Manifests;
using Infrar.Providers;
using Infrar.Testing;

namespace Infrar.Cli.Tests.Comparisons;

/// <summary>One score as <c>explain</c> shows it.</summary>
public sealed class ScoreReportTests
{
    private static readonly Lazy<Comparison> Compared = new(() =>
    {
        var manifest = ManifestReader.Read(Shop.Manifest, "infrar.yaml", AllProviders.Catalog).Manifest!;
        Assert.True(manifest.Resolve("production", "aws").Succeeded(out var system, out _));
        Assert.True(
            Comparer
                .Compare(
                    new()
                    {
                        Manifest = manifest,
                        Environment = manifest.Environments.First(e => e.Name == "production"),
                        Traffic = system.UsageProfiles.First(p => p.Name == "medium"),
                    },
                    AllProviders.Catalog
                )
                .Succeeded(out var comparison, out _)
        );
        return comparison;
    });

    [Theory]
    [InlineData("cost")]
    [InlineData("developer-experience")]
    public void A_score_is_explained_down_to_its_facts(string criterion)
    {
        var report = Find($"score.{criterion}")!;

        Golden.Match(TerminalReport.Write(report.Report(), 120, color: false), $"shop/score-{criterion}.txt");
        Golden.Match(JsonText.Of(report.WriteJson), $"shop/score-{criterion}.json");
    }

    [Theory]
    [InlineData("score.price")]
    [InlineData("cost")]
    [InlineData("database.cost")]
    public void Another_name_is_no_score(string name) => Assert.Null(Find(name));

    private static ScoreReport? Find(string name) =>
        ScoreReport.Find(name, Compared.Value.Options.First(o => o.Name == "render"), Compared.Value);
}
