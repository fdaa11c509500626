using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Checks.Reachability;

namespace Infrar.Providers.Aws.Checks.Network;

/// <summary>No network ACL that somebody wrote lets the internet in to SSH or remote desktop.</summary>
internal sealed class OpenAccessListCheck : Check
{
    /// <inheritdoc/>
    public override string Id => "NET017";

    /// <inheritdoc/>
    public override string Title => "A network ACL opens remote administration to everybody";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Exposure;

    /// <inheritdoc/>
    public override string Rationale =>
        "Network ACLs are the second line behind security groups. One that lets anybody in on 22 or 3389 leaves a single line where two were meant.";

    /// <inheritdoc/>
    public override string Mend => "Deny ports 22 and 3389 from everywhere before the rule that allows, or allow less.";

    /// <inheritdoc/>
    public override ImmutableArray<Control> Controls => [new("AWS FSBP", "EC2.21"), new("CIS AWS 3.0.0", "5.1")];

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes { get; } = ["aws_network_acl", "aws_network_acl_rule"];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Run(CheckScope scope) =>
        from list in AwsNetwork.Of(scope).Lists
        // The default list lets everything through by design; one that somebody wrote was meant to filter.
        where list is { List.IsComplete: true, Resource.Type: "aws_network_acl" }
        let open = new[] { 22, 3389 }.Where(port => IsOpen(list.List, port)).ToArray()
        where open.Length > 0
        let ports = string.Join(" and ", open)
        select Found(
            scope,
            list.Resource,
            $"{list.List.Id} lets in anybody on {ports}, where machines are administered.",
            $"Deny tcp {ports} from 0.0.0.0/0 in {list.List.Id} with a lower rule number, or allow only the ports that are meant.",
            new ProofStep(
                list.List.Deciding(Direction.In, Traffic.Tcp(open[0]), AddressRange.Version4)?.Stated ?? list.List.Id,
                $"Lets in tcp {ports} from every IPv4 address.",
                true
            )
        );

    private static bool IsOpen(AccessList list, int port) =>
        list.Allowed(Direction.In, Traffic.Tcp(port), Bound.Least)
            .Covers(NetworkModel.PublicAddresses.Intersect(AddressRange.Version4));
}
