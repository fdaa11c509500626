using System.Text;
using Infrar.Core.Checks;
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
}
