using System.Text;
using Infrar.Core.Checks;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Providers.Tests.Example;
using Infrar.Testing;

namespace Infrar.Providers.Tests.Checks.Privileges;

/// <summary>What the checks of secrets, privileges and places say of Infrar's own system, each looked at by eye.</summary>
public sealed class OwnPlacementTests
{
    public static TheoryData<string, string> Combinations => InfrarsOwnPlacement.EveryCombination();

    [Theory]
    [MemberData(nameof(Combinations))]
    public void Findings_are_those_that_the_planning_document_earns(string environment, string strategy)
    {
        var placement = InfrarsOwnPlacement.Place(environment, strategy);
        var report = Checker.Run(
            new()
            {
                Graph = placement.Graph,
                Catalog = AllProviders.Catalog,
                Placement = placement,
            }
        );

        var text = new StringBuilder();
        foreach (var finding in report.Findings.Where(f => f.Check[..3] is "SEC" or "IAM" or "RES"))
        {
            text.Append(finding.Severity).Append(' ').Append(finding.Name).Append('\n');
            text.Append("    ").Append(finding.Message).Append('\n');
            text.Append("    ").Append(finding.Mend).Append('\n');
        }

        Golden.Match(text.ToString(), $"Checks/identity-{environment}-{strategy}.txt");
    }

    [Theory]
    [InlineData("production", "pages-aws")]
    [InlineData("staging", "pages-aws")]
    [InlineData("staging", "aws")]
    public void The_mended_manifest_earns_no_finding(string environment, string strategy)
    {
        var path = Path.Combine(Repository.Root(typeof(OwnPlacementTests).Assembly), "placement", "infrar-mended.yaml");
        var manifest = ManifestReader.Read(File.ReadAllText(path), path, AllProviders.Catalog).Manifest!;
        Assert.True(manifest.Resolve(environment, strategy).Succeeded(out var system, out _));

        var findings = AllProviders
            .Catalog.Checks.Where(c => c.Id[..3] is "SEC" or "IAM" or "RES")
            .SelectMany(c => Placed.Run(c.Id, Planner.Place(system!, AllProviders.Catalog)));

        Assert.Empty(findings.Select(f => $"{f.Severity} {f.Name}: {f.Message}"));
    }
}
