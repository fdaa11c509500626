using System.Collections.Immutable;
using System.Globalization;
using Infrar.Core.Placements;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Network;

/// <summary>A security group as a strategy states it.</summary>
/// <param name="Name">Name, unique among the stated ones.</param>
/// <param name="Description">What it is for; empty when not stated.</param>
/// <param name="Attach">Components that carry it.</param>
/// <param name="Ingress">What it lets in.</param>
/// <param name="Egress">What it lets out.</param>
internal sealed record StatedGroup(
    string Name,
    string Description,
    ImmutableArray<string> Attach,
    ImmutableArray<StatedRule> Ingress,
    ImmutableArray<StatedRule> Egress
);

/// <summary>A rule of a stated security group.</summary>
/// <param name="Ports">Ports; empty for all of the protocol.</param>
/// <param name="Protocol"><c>tcp</c>, <c>udp</c>, <c>icmp</c> or <c>-1</c> for all.</param>
/// <param name="Peers">Address blocks or names of stated groups.</param>
internal sealed record StatedRule(ImmutableArray<int> Ports, string Protocol, ImmutableArray<string> Peers);

/// <summary>Reads the security groups that a strategy states.</summary>
internal static class StatedGroups
{
    /// <summary>The groups, in manifest order.</summary>
    public static IEnumerable<StatedGroup> In(Site site) =>
        site.SettingsOf("aws").Settings["securityGroups"] is Value.MapOf groups
            ? groups.Entries.Select(g => Group(g.Key, g.Value))
            : [];

    private static StatedGroup Group(string name, Value stated) =>
        new(
            name,
            stated.At("description").AsText() ?? "",
            Stated.Texts(stated.At("attach")),
            Rules(stated.At("ingress"), "from"),
            Rules(stated.At("egress"), "to")
        );

    private static ImmutableArray<StatedRule> Rules(Value stated, string peer) =>
        [
            .. stated
                .Items()
                .Select(r => new StatedRule(
                    [.. Stated.Texts(r.At("ports")).Select(p => int.Parse(p, CultureInfo.InvariantCulture))],
                    r.At("protocol").AsText() is { } protocol ? (protocol == "all" ? "-1" : protocol) : "tcp",
                    Stated.Texts(r.At(peer))
                )),
        ];
}
