using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Checks.Reachability;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Checks.Network;

/// <summary>Subnets lie inside their network and apart from each other.</summary>
internal sealed class SubnetBlocksCheck : Check
{
    /// <inheritdoc/>
    public override string Id => "NET018";

    /// <inheritdoc/>
    public override string Title => "A subnet lies outside its network or over another subnet";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Critical;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Reachability;

    /// <inheritdoc/>
    public override string Rationale => "AWS refuses such a subnet, and the apply ends half-way.";

    /// <inheritdoc/>
    public override string Mend => "Choose a block inside the network's that no other subnet has.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes { get; } =
    ["aws_subnet", "aws_vpc", "aws_vpc_ipv4_cidr_block_association"];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Run(CheckScope scope)
    {
        var subnets =
            from subnet in scope.Graph.OfType("aws_subnet")
            let block = RuleTexts.Block(subnet["cidr_block"])
            where block is { Addresses.IsEmpty: false }
            select (Subnet: subnet, Block: block.Value);
        return subnets
            .GroupBy(s => SubnetReader.NetworkOf(scope.Graph, s.Subnet), StringComparer.Ordinal)
            .Where(network => network.Key.Length > 0)
            .SelectMany(network => Overlapping(scope, network).Concat(Outside(scope, network.Key, network)));
    }

    // In the order of their first addresses the nearest earlier one that reaches furthest is the one that overlaps.
    private IEnumerable<Finding> Overlapping(
        CheckScope scope,
        IEnumerable<(Resource Subnet, AddressRange Block)> subnets
    )
    {
        (Resource Subnet, AddressRange Block)? furthest = null;
        foreach (var next in subnets.OrderBy(s => s.Block.First).ThenBy(s => s.Block.PrefixLength))
        {
            if (furthest is { } before && before.Block.Addresses.Overlaps(next.Block.Addresses))
            {
                yield return Found(
                    scope,
                    next.Subnet,
                    $"{next.Subnet.Address} ({next.Block}) shares addresses with {before.Subnet.Address} ({before.Block}); AWS refuses it.",
                    $"Give {next.Subnet.Address} a cidr_block that no other subnet of its network has.",
                    new ProofStep(before.Subnet.Address, $"cidr_block = {before.Block}"),
                    new ProofStep(next.Subnet.Address, $"cidr_block = {next.Block}", true)
                ) with
                {
                    Subject = before.Subnet.Address,
                };
            }

            if (furthest is null || LastOf(next.Block) > LastOf(furthest.Value.Block))
            {
                furthest = next;
            }
        }
    }

    private IEnumerable<Finding> Outside(
        CheckScope scope,
        string network,
        IEnumerable<(Resource Subnet, AddressRange Block)> subnets
    )
    {
        if (scope.Graph.Find(network) is not { Type: "aws_vpc", IsData: false } vpc)
        {
            return [];
        }

        AddressRange?[] blocks = [.. RouteReader.BlocksOf(scope.Graph, vpc)];
        // A block that is not known yet may be the one that the subnet lies in.
        if (Array.Exists(blocks, b => b is null))
        {
            return [];
        }

        var inside = blocks.OfType<AddressRange>().ToArray();
        var text = string.Join(", ", inside.Select(b => b.ToString()));
        return from subnet in subnets
            where !inside.Any(b => b.Addresses.Covers(subnet.Block.Addresses))
            select Found(
                scope,
                subnet.Subnet,
                $"{subnet.Subnet.Address} ({subnet.Block}) does not lie in its network {network} ({text}); AWS refuses it.",
                $"Give {subnet.Subnet.Address} a cidr_block inside {text}.",
                new ProofStep(network, $"cidr_block = {text}"),
                new ProofStep(subnet.Subnet.Address, $"cidr_block = {subnet.Block}", true)
            ) with
            {
                Subject = "outside",
            };
    }

    private static UInt128 LastOf(AddressRange block) => block.Addresses.Intervals[^1].Last;
}
