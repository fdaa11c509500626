using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Checks.Reachability;

namespace Infrar.Providers.Aws.Checks.Network;

/// <summary>No security group lets the internet in to databases and other services that are not made for it.</summary>
internal sealed class OpenRiskyPortCheck : Check
{
    // https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-19, without what NET010 is about.
    private static readonly IntervalSet Risky = new UInt128[]
    {
        20,
        21,
        23,
        25,
        110,
        135,
        143,
        445,
        1433,
        1434,
        3000,
        3306,
        4333,
        5000,
        5432,
        5500,
        5601,
        8080,
        8088,
        8888,
        9200,
        9300,
        // Ours: caches, which have no passwords unless somebody sets one.
        6379,
        11211,
        27017,
    }.Aggregate(IntervalSet.Empty, (all, port) => all.Union(IntervalSet.Of(port)));

    /// <inheritdoc/>
    public override string Id => "NET011";

    /// <inheritdoc/>
    public override string Title => "A security group opens a port with high risk to everybody";

    /// <inheritdoc/>
    public override Severity Severity => Severity.High;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Exposure;

    /// <inheritdoc/>
    public override string Rationale =>
        "Databases, caches, mail and file sharing are made for networks that know their members. Attackers look for them by port.";

    /// <inheritdoc/>
    public override string Mend => "Let in the security groups of what uses the port, not the internet.";

    /// <inheritdoc/>
    public override ImmutableArray<Control> Controls => [new("AWS FSBP", "EC2.19")];

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => NetworkTypes.Filters;

    /// <inheritdoc/>
    public override IEnumerable<Finding> Run(CheckScope scope) =>
        from open in OpenPorts.In(scope)
        where !OpenPorts.IsEveryPort(open.Rule)
        let ports = open
            .Rule.Traffic?.PortsFor(Traffic.TcpProtocol)
            .Intersect(Risky)
            .Except(AnsweredOnPurpose(AwsNetwork.Of(scope), open.Group))
        where ports is { IsEmpty: false }
        select Found(
            scope,
            OpenPorts.ResourceOf(scope, open.Rule),
            $"{open.Group.Id} lets in anybody ({RuleWords.Everywhere(open.Rule)}) on {TrafficFilter.TextOf(ports)}.",
            "Name the security groups that use the port in place of the address block.",
            new ProofStep(open.Rule.Stated, $"Lets {RuleWords.Of(open.Rule)}.", true)
        ) with
        {
            Subject = open.Rule.Key,
        };

    // A balancer that listens there was put before it for the internet.
    private static IntervalSet AnsweredOnPurpose(AwsNetwork network, SecurityGroup group) =>
        network
            .Forwards.Where(f => f.Balancer.Endpoint.Groups.Contains(group.Id))
            .Aggregate(IntervalSet.Empty, (all, f) => all.Union(IntervalSet.Of((UInt128)f.Port.Port)));
}
