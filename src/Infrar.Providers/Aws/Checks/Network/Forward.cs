using System.Collections.Immutable;
using Infrar.Core.Checks.Reachability;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Checks.Network;

/// <summary>What a load balancer answers on a port and sends on.</summary>
/// <param name="Balancer">The balancer.</param>
/// <param name="Listener">Resource that states the port.</param>
/// <param name="Port">TCP or UDP port that it answers on.</param>
/// <param name="Targets">Who it sends to; empty where it answers by itself.</param>
internal sealed record Forward(Member Balancer, Resource Listener, Traffic Port, ImmutableArray<ForwardTarget> Targets);

/// <summary>Who a load balancer sends to.</summary>
/// <param name="Member">The target.</param>
/// <param name="Traffic">Port that the target answers on.</param>
/// <param name="Group">Resource that joins the two.</param>
internal sealed record ForwardTarget(Member Member, Traffic Traffic, Resource Group);

/// <summary>Reads listeners, rules and target groups.</summary>
internal sealed class ForwardReader(ResourceGraph graph, IReadOnlyDictionary<string, Member> members)
{
    private const string TargetGroup = "aws_lb_target_group";

    /// <summary>Every listener whose balancer and port are known.</summary>
    public IEnumerable<Forward> Forwards() => Listeners().Concat(Classic());

    private IEnumerable<Forward> Listeners()
    {
        var attached = Attached().ToLookup(a => a.Group, a => a.Target, StringComparer.Ordinal);
        var rules = graph.OfType("aws_lb_listener_rule").ToLookup(r => graph.Follow(r["listener_arn"])?.Address ?? "");
        foreach (var listener in graph.OfType("aws_lb_listener"))
        {
            if (
                graph.Follow(listener["load_balancer_arn"]) is not { } address
                || !members.TryGetValue(address.Address, out var balancer)
                || TrafficOf(listener["protocol"], listener["port"]) is not { } traffic
            )
            {
                continue;
            }

            var sent = ActionsOf(listener, "default_action")
                .Concat(rules[listener.Address].SelectMany(r => ActionsOf(r, "action")))
                .Distinct();
            yield return new(balancer, listener, traffic, [.. sent.SelectMany(g => attached[g.Address])]);
        }
    }

    private IEnumerable<Resource> ActionsOf(Resource resource, string block) =>
        resource[block]
            .Items()
            .SelectMany(a =>
                a.At("forward.target_group").Items().Select(t => t.At("arn")).Prepend(a.At("target_group_arn"))
            )
            .Select(graph.Follow)
            .OfType<Resource>()
            .Where(r => r.Type == TargetGroup);

    private IEnumerable<(string Group, ForwardTarget Target)> Attached()
    {
        foreach (var service in graph.OfType("aws_ecs_service"))
        {
            foreach (var block in service["load_balancer"].Items())
            {
                if (Join(block.At("target_group_arn"), service, block.At("container_port")) is { } joined)
                {
                    yield return joined;
                }
            }
        }

        foreach (var attachment in graph.OfType("aws_lb_target_group_attachment"))
        {
            if (
                graph.Follow(attachment["target_id"]) is { } target
                && Join(attachment["target_group_arn"], target, attachment["port"]) is { } joined
            )
            {
                yield return joined;
            }
        }
    }

    private (string, ForwardTarget)? Join(Value group, Resource target, Value port) =>
        graph.Follow(group) is { Type: TargetGroup } joined
        && members.TryGetValue(target.Address, out var member)
        && TrafficOf(joined["protocol"], port is Value.Null or Value.Unknown ? joined["port"] : port) is { } traffic
            ? (joined.Address, new(member, traffic, joined))
            : null;

    private IEnumerable<Forward> Classic()
    {
        foreach (var balancer in graph.OfType("aws_elb"))
        {
            var targets = balancer["instances"].Items().Select(graph.Follow).OfType<Resource>().ToArray();
            foreach (var listener in balancer["listener"].Items())
            {
                if (
                    TrafficOf("TCP", listener.At("lb_port")) is { } outside
                    && TrafficOf("TCP", listener.At("instance_port")) is { } inside
                    && members.TryGetValue(balancer.Address, out var member)
                )
                {
                    yield return new(
                        member,
                        balancer,
                        outside,
                        [
                            .. targets
                                .Where(t => members.ContainsKey(t.Address))
                                .Select(t => new ForwardTarget(members[t.Address], inside, balancer)),
                        ]
                    );
                }
            }
        }
    }

    private static Traffic? TrafficOf(Value protocol, Value port) =>
        port.AsNumber() is { } number and > 0 and <= 65535
            ? protocol.AsText()?.ToUpperInvariant() switch
            {
                "UDP" or "TCP_UDP" => Traffic.Udp((int)number),
                "HTTP" or "HTTPS" or "TCP" or "TLS" or null => Traffic.Tcp((int)number),
                _ => null,
            }
            : null;
}
