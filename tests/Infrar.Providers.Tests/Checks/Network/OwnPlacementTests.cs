using System.Globalization;
using System.Text;
using Infrar.Core.Checks;
using Infrar.Providers.Tests.Example;
using Infrar.Testing;

namespace Infrar.Providers.Tests.Checks.Network;

/// <summary>What the checks of the network say of the planning document's own placements.</summary>
public sealed class OwnPlacementTests
{
    [Fact]
    public void Every_finding_of_every_environment_under_every_strategy_is_known()
    {
        var text = new StringBuilder();
        foreach (var (environment, strategy) in InfrarsOwnPlacement.EveryCombination().Select(r => r.Data))
        {
            var placement = InfrarsOwnPlacement.Place(environment, strategy);
            text.Append(CultureInfo.InvariantCulture, $"# {environment} under {strategy}\n");
            var report = Checker.Run(
                new()
                {
                    Graph = placement.Graph,
                    Catalog = AllProviders.Catalog,
                    Placement = placement,
                }
            );
            foreach (var finding in report.Findings.Where(f => f.Check.StartsWith("NET", StringComparison.Ordinal)))
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"{finding.Severity} {finding.Name}\n  {finding.Message}\n  {finding.Mend}\n"
                );
                foreach (var step in finding.Proof)
                {
                    text.Append(
                        CultureInfo.InvariantCulture,
                        $"  {(step.Breaks ? "x" : "-")} {step.Address}: {step.Fact}\n"
                    );
                }
            }
        }

        Golden.Match(text.ToString(), "checks/network.txt");
    }
}
