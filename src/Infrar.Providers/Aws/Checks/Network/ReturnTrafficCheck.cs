using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Checks.Reachability;

namespace Infrar.Providers.Aws.Checks.Network;

/// <summary>Network ACLs let the answers back to what they let through.</summary>
internal sealed class ReturnTrafficCheck : Check
{
    private static readonly IntervalSet WellKnown = IntervalSet.Of(0, 1023);

    /// <inheritdoc/>
    public override string Id => "NET016";

    /// <inheritdoc/>
    public override string Title => "A network ACL lets requests through and stops the answers";

    /// <inheritdoc/>
    public override Severity Severity => Severity.High;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Reachability;

    /// <inheritdoc/>
    public override string Rationale =>
        "Network ACLs keep no memory of connections. An answer goes to the port that the client happened to speak from, between 1024 "
        + "and 65535, and needs a rule of its own the other way; without it no connection is ever made.";

    /// <inheritdoc/>
    public override string Mend => "Allow TCP to ports 1024-65535 the other way, to the same addresses.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes { get; } =
    ["aws_network_acl", "aws_default_network_acl", "aws_network_acl_rule"];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Run(CheckScope scope) =>
        from list in AwsNetwork.Of(scope).Lists
        where list.List.IsComplete
        from direction in new[] { Direction.In, Direction.Out }
        let stuck = list.List.Rules.FirstOrDefault(r => r.Direction == direction && IsStuck(list.List, r))
        where stuck is not null
        let back = direction is Direction.In ? "egress" : "ingress"
        select Found(
            scope,
            list.Resource,
            $"{list.List.Id} lets {stuck.Traffic} {(direction is Direction.In ? "in from" : "out to")} {stuck.Range} and no answer back: its {back} rules allow none of ports 32768-60999 there.",
            $"Add an {back} rule to {list.List.Id} that allows tcp 1024-65535 {(direction is Direction.In ? "to" : "from")} {stuck.Range}.",
            new ProofStep(stuck.Stated, $"Rule {stuck.Number} allows {stuck.Traffic}."),
            new ProofStep(list.List.Id, $"No {back} rule lets the answers through.", true)
        ) with
        {
            Subject = back,
        };

    // Only rules for services, of which the ports are well known, speak of requests; others may be there for answers.
    private static bool IsStuck(AccessList list, AccessRule rule) =>
        rule is { Allows: true, Traffic: { Protocol: Traffic.TcpProtocol } traffic, Range: { } range }
        && WellKnown.Covers(traffic.Ports)
        && list.Allowed(rule.Direction, Traffic.Tcp((int)traffic.Ports.Intervals[0].First), Bound.Least)
            .Overlaps(range.Addresses)
        && !Answers(list, rule.Direction is Direction.In ? Direction.Out : Direction.In, range.Addresses);

    private static bool Answers(AccessList list, Direction back, IntervalSet addresses) =>
        Endpoint
            .LinuxClientPorts.Parts(list.PortBoundaries(back, Traffic.TcpProtocol))
            .Any(ports =>
                list.Allowed(back, Traffic.Tcp((int)ports.Intervals[0].First), Bound.Most).Overlaps(addresses)
            );
}
