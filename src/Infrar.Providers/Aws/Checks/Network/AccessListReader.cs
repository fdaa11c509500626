using System.Collections.Immutable;
using Infrar.Core.Checks.Reachability;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Checks.Network;

/// <summary>Reads network ACLs, and which subnets lie behind each.</summary>
internal sealed class AccessListReader
{
    private const string Default = "aws_default_network_acl";

    private readonly ResourceGraph _graph;
    private readonly ILookup<string, Resource> _rules;
    private readonly Dictionary<string, AccessList> _bySubnet = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AccessList> _byNetwork = new(StringComparer.Ordinal);

    // One whose subnets are not known may stand before any subnet.
    private bool _isDoubtful;

    public AccessListReader(ResourceGraph graph)
    {
        _graph = graph;
        _rules = graph
            .OfType("aws_network_acl_rule")
            .ToLookup(r => graph.Follow(r["network_acl_id"])?.Address ?? "", StringComparer.Ordinal);
        Lists = [.. new[] { "aws_network_acl", Default }.SelectMany(graph.OfType).Select(ListOf)];
        foreach (var (resource, list) in Lists)
        {
            Keep(list, Referred.Of(graph, resource["subnet_ids"], "aws_subnet"));
            if (
                resource.Type == Default
                && Referred.One(graph, resource["default_network_acl_id"], "aws_vpc") is { } network
            )
            {
                _byNetwork[network.Address] = list;
            }
        }

        var byAddress = Lists.ToDictionary(l => l.Resource.Address, l => l.List, StringComparer.Ordinal);
        foreach (var association in graph.OfType("aws_network_acl_association"))
        {
            if (
                graph.Follow(association["network_acl_id"]) is { } named
                && byAddress.TryGetValue(named.Address, out var list)
            )
            {
                Keep(list, Referred.Of(graph, association["subnet_id"], "aws_subnet"));
            }
            else
            {
                _isDoubtful = true;
            }
        }
    }

    /// <summary>Every list with the resource that states it.</summary>
    public ImmutableArray<(Resource Resource, AccessList List)> Lists { get; }

    /// <summary>What filters at a subnet's edge; null where everything passes.</summary>
    public AccessList? Of(Resource subnet, string network) =>
        _bySubnet.GetValueOrDefault(subnet.Address)
        ?? (_isDoubtful ? new AccessList(subnet.Address, [], false) : null)
        ?? _byNetwork.GetValueOrDefault(network);

    private void Keep(AccessList list, Referred subnets)
    {
        // What is not stated is unknown in a plan; such a list has no subnets of its own.
        foreach (var subnet in subnets.Resources)
        {
            _bySubnet[subnet.Address] = list;
        }

        _isDoubtful |= !subnets.IsComplete && subnets.Resources.Length > 0;
    }

    private (Resource Resource, AccessList List) ListOf(Resource list)
    {
        var inline = Inline(list, "ingress", Direction.In).Concat(Inline(list, "egress", Direction.Out));
        var separate = _rules[list.Address]
            .Select(r =>
                RuleOf(
                    r.Attributes,
                    r["egress"].AsFlag() is true ? Direction.Out : Direction.In,
                    r["rule_number"],
                    r["rule_action"],
                    r.Address
                )
            );
        AccessRule?[] rules = [.. inline, .. separate];
        var isReadable = new[] { list["ingress"], list["egress"] }.All(v =>
            v is Value.Null or Value.Blocks or Value.ListOf or Value.Unknown
        );
        return (list, new(list.Address, [.. rules.OfType<AccessRule>()], isReadable && rules.All(r => r is not null)));
    }

    private static IEnumerable<AccessRule?> Inline(Resource list, string attribute, Direction direction) =>
        list[attribute].Items().Select(r => RuleOf(r, direction, r.At("rule_no"), r.At("action"), list.Address));

    private static AccessRule? RuleOf(Value rule, Direction direction, Value number, Value action, string stated)
    {
        if (
            number.AsNumber() is not ({ } order and >= 0 and <= 65535)
            || action.AsText()?.ToLowerInvariant() is not ("allow" or "deny")
        )
        {
            return null;
        }

        var block = RuleTexts.IsStated(rule.At("cidr_block")) ? rule.At("cidr_block") : rule.At("ipv6_cidr_block");
        return new(
            (int)order,
            direction,
            string.Equals(action.AsText(), "allow", StringComparison.OrdinalIgnoreCase),
            RuleTexts.Filter(rule.At("protocol"), rule.At("from_port"), rule.At("to_port")),
            RuleTexts.Block(block),
            stated
        );
    }
}
