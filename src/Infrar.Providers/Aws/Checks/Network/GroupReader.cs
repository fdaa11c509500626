using System.Collections.Immutable;
using Infrar.Core.Checks.Reachability;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Checks.Network;

/// <summary>Reads security groups with their rules, wherever those are stated.</summary>
internal sealed class GroupReader(ResourceGraph graph)
{
    private const string Ordinary = "aws_security_group";

    /// <summary>Types that are security groups.</summary>
    public static ImmutableArray<string> Types { get; } = [Ordinary, "aws_default_security_group"];

    /// <summary>Every group of the graph.</summary>
    public IEnumerable<SecurityGroup> Groups()
    {
        var separate = SeparateRules().ToLookup(r => r.Group, r => r.Rule, StringComparer.Ordinal);
        // A rule of a group that cannot be told may belong to any of them, and only opens more.
        var isComplete = !separate[""].Any();
        foreach (var group in Types.SelectMany(graph.OfType))
        {
            var stated = separate[group.Address].ToArray();
            var inline = Inline(group, "ingress", Direction.In)
                .Concat(Inline(group, "egress", Direction.Out))
                .ToArray();
            if (inline.Length > 0 && stated.Length > 0)
            {
                // A state shows a group with every rule that it has, those of other resources too.
                var known = stated.Select(TextOf).ToHashSet(StringComparer.Ordinal);
                inline = [.. inline.Where(r => !known.Contains(TextOf(r)))];
            }

            yield return new(
                group.Address,
                [.. inline, .. stated],
                isComplete && IsReadable(group["ingress"]) && IsReadable(group["egress"])
            );
        }
    }

    /// <summary>The groups that a setting names, and whether they are all.</summary>
    public (ImmutableArray<string> Groups, bool IsComplete) NamedBy(Value value)
    {
        var referred = Referred.Of(graph, value, [.. Types]);
        // Without any stated one it is the network's default group, whose rules are somebody else's.
        return ([.. referred.Resources.Select(r => r.Address)], referred.IsComplete && referred.Resources.Length > 0);
    }

    // A plan calls what is not stated unknown, where the provider fills it in.
    private static bool IsReadable(Value rules) => rules is Value.Null or Value.Blocks or Value.ListOf or Value.Unknown;

    private IEnumerable<GroupRule> Inline(Resource group, string attribute, Direction direction) =>
        group[attribute].Items().SelectMany(rule => RulesOf(rule, direction, group.Address, group.Address));

    private IEnumerable<(string Group, GroupRule Rule)> SeparateRules()
    {
        foreach (var rule in graph.OfType("aws_security_group_rule"))
        {
            var group = GroupOf(rule);
            var direction = rule["type"].AsText() == "egress" ? Direction.Out : Direction.In;
            foreach (var one in RulesOf(rule.Attributes, direction, rule.Address, group))
            {
                yield return (group, one);
            }
        }

        foreach (var (type, direction) in new[] { ("ingress", Direction.In), ("egress", Direction.Out) })
        {
            foreach (var rule in graph.OfType($"aws_vpc_security_group_{type}_rule"))
            {
                var filter = RuleTexts.Filter(rule["ip_protocol"], rule["from_port"], rule["to_port"]);
                yield return (GroupOf(rule), new(direction, filter, PeerOf(rule), rule.Address));
            }
        }
    }

    private string GroupOf(Resource rule) =>
        Referred.One(graph, rule["security_group_id"], [.. Types])?.Address
        // A rule of a group outside this graph opens none of these.
        ?? (rule["security_group_id"] is Value.Text ? "outside" : "");

    private RulePeer PeerOf(Resource rule)
    {
        foreach (var attribute in new[] { "cidr_ipv4", "cidr_ipv6" })
        {
            if (RuleTexts.IsStated(rule[attribute]))
            {
                return Peer(RuleTexts.Block(rule[attribute]), rule[attribute]);
            }
        }

        return RuleTexts.IsStated(rule["prefix_list_id"])
            ? new RulePeer.Unknown(rule["prefix_list_id"].AsText() ?? "")
            : Group(rule["referenced_security_group_id"]);
    }

    // A rule of the older forms names any number of peers; each is a rule by itself.
    private IEnumerable<GroupRule> RulesOf(Value rule, Direction direction, string stated, string group)
    {
        var filter = RuleTexts.Filter(rule.At("protocol"), rule.At("from_port"), rule.At("to_port"));
        var blocks = new[] { "cidr_blocks", "ipv6_cidr_blocks" }
            .Select(a => rule.At(a))
            .SelectMany(value => RuleTexts.Blocks(value).Select(b => Peer(b, value)));
        var lists = RuleTexts.IsStated(rule.At("prefix_list_ids"))
            ? [new RulePeer.Unknown("")]
            : Array.Empty<RulePeer>();
        var groups = new[] { rule.At("security_groups"), rule.At("source_security_group_id") }
            .Where(RuleTexts.IsStated)
            .SelectMany(v => v is Value.ListOf list ? list.Items : [v])
            .Select(Group);
        RulePeer[] self = rule.At("self").AsFlag() is true ? [new RulePeer.Group(group)] : [];
        return blocks
            .Concat(lists)
            .Concat(groups)
            .Concat(self)
            .Select(peer => new GroupRule(direction, filter, peer, stated) { Key = $"{filter} {TextOf(peer)}" });
    }

    private static RulePeer Peer(AddressRange? range, Value stated) =>
        range is { } known ? new RulePeer.Block(known) : new RulePeer.Unknown(stated.AsText() ?? "");

    private RulePeer Group(Value value) =>
        Referred.One(graph, value, [.. Types]) is { } group
            ? new RulePeer.Group(group.Address)
            : new RulePeer.Unknown(value.AsText() ?? "");

    private static string TextOf(GroupRule rule) => $"{rule.Direction} {rule.Traffic} {TextOf(rule.Peer)}";

    private static string TextOf(RulePeer peer) =>
        peer switch
        {
            RulePeer.Block { Range: var range } => range.ToString(),
            RulePeer.Group { Id: var id } => id,
            RulePeer.Unknown { Stated: var stated } => stated,
            _ => throw new InvalidOperationException($"A peer of sort {peer.GetType().Name} has no text."),
        };
}
