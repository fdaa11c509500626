using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Checks.Reachability;

namespace Infrar.Providers.Aws.Checks.Network;

/// <summary>No security group lets the internet in to SSH or remote desktop.</summary>
internal sealed class OpenAdministrationCheck : Check
{
    /// <inheritdoc/>
    public override string Id => "NET010";

    /// <inheritdoc/>
    public override string Title => "A security group opens remote administration to everybody";

    /// <inheritdoc/>
    public override Severity Severity => Severity.High;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Exposure;

    /// <inheritdoc/>
    public override string Rationale =>
        "Ports 22 and 3389 are tried all day long on every address there is. Session Manager needs no open port at all.";

    /// <inheritdoc/>
    public override string Mend => "Name the addresses that administer, or use Session Manager and remove the rule.";

    /// <inheritdoc/>
    public override ImmutableArray<Control> Controls =>
        [
            new("AWS FSBP", "EC2.19"),
            new("AWS Security Hub", "EC2.13"),
            new("AWS Security Hub", "EC2.14"),
            new("CIS AWS 3.0.0", "5.2"),
            new("CIS AWS 3.0.0", "5.3"),
        ];

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => NetworkTypes.Filters;

    /// <inheritdoc/>
    public override IEnumerable<Finding> Run(CheckScope scope) =>
        from open in OpenPorts.In(scope)
        where !OpenPorts.IsEveryPort(open.Rule)
        let ports = open.Rule.Traffic?.PortsFor(Traffic.TcpProtocol).Intersect(OpenPorts.Administration)
        where ports is { IsEmpty: false }
        let text = TrafficFilter.TextOf(ports)
        select Found(
            scope,
            OpenPorts.ResourceOf(scope, open.Rule),
            $"{open.Group.Id} lets in anybody ({RuleWords.Everywhere(open.Rule)}) on {text}, where machines are administered.",
            $"Narrow the rule to the addresses that administer, or remove it.",
            new ProofStep(open.Rule.Stated, $"Lets {RuleWords.Of(open.Rule)}.", true)
        ) with
        {
            Subject = open.Rule.Key,
        };
}
