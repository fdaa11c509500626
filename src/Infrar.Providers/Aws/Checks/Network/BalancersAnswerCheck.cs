using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Checks.Reachability;
using Infrar.Core.Manifests;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Checks.Network;

/// <summary>The way from the internet through a load balancer to who answers is open all along.</summary>
internal sealed class BalancersAnswerCheck : Check
{
    /// <inheritdoc/>
    public override string Id => "NET002";

    /// <inheritdoc/>
    public override string Title => "A load balancer cannot be reached, or cannot reach its targets";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Critical;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Reachability;

    /// <inheritdoc/>
    public override string Rationale =>
        "A request passes a listener, a target group and two sets of rules before anybody answers it. Where one of them is shut, "
        + "clients see a time-out or the answer 502, 503 or 504, and health checks take every target out of service.";

    /// <inheritdoc/>
    public override string Mend =>
        "Let the balancer's groups in on its listeners' ports and out on the targets' ports, and the targets' groups in from the balancer's.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes { get; } =
    [.. NetworkTypes.Listeners, .. NetworkTypes.Filters, .. NetworkTypes.Ways];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Run(CheckScope scope)
    {
        var network = AwsNetwork.Of(scope);
        return network.Forwards.SelectMany(f => WayOf(scope, network, f)).Concat(Unpublished(scope, network));
    }

    private IEnumerable<Finding> WayOf(CheckScope scope, AwsNetwork network, Forward forward)
    {
        var balancer = forward.Balancer.Endpoint;
        if (balancer.Places.Any(p => p.HasPublicAddress is true))
        {
            var outside = new Need(network.Model.Internet, balancer, forward.Port, "");
            var answer = Connectivity.Between(network.Model, outside.From, balancer, forward.Port, Bound.Most);

            // Open to a part of the internet is a choice; open to nobody is none.
            if (answer.Extent is Extent.Never)
            {
                yield return FindingOf(
                    scope,
                    network,
                    outside,
                    answer,
                    forward.Listener,
                    $"{balancer.Name} faces the internet and answers on {forward.Port}, and nobody can reach it there."
                );
            }
        }

        // Behind a network load balancer it depends on settings of the target group whose address the targets see.
        if (forward.Balancer.Resource["load_balancer_type"].AsText() is "network" or "gateway")
        {
            yield break;
        }

        foreach (var target in forward.Targets)
        {
            var inside = new Need(balancer, target.Member.Endpoint, target.Traffic, "");
            var answer = Connectivity.Between(network.Model, balancer, inside.To, inside.Traffic, Bound.Most);
            if (answer.Extent is not Extent.Always)
            {
                yield return FindingOf(
                    scope,
                    network,
                    inside,
                    answer,
                    target.Group,
                    $"{balancer.Name} sends to {inside.To.Name} on {inside.Traffic} and {(answer.Extent is Extent.Never ? "never" : "not always")} gets there: requests fail, and health checks too."
                );
            }
        }
    }

    private Finding FindingOf(
        CheckScope scope,
        AwsNetwork network,
        Need need,
        Answer answer,
        Resource stated,
        string message
    )
    {
        var component = network.Find(need.To.Id)?.Resource.Component ?? "";
        return new()
        {
            Check = Id,
            Title = Title,
            Severity = Severity,
            Resource = Mending.PlaceOf(answer, need),
            Subject = $"{(need.From.IsInternet ? "internet" : need.From.Name)}-{need.To.Name}:{need.Traffic}",
            Component = component,
            Location = scope.LocationOf(component),
            Message = message,
            Mend = Mending.Of(answer, need, network),
            Proof = [new(stated.Address, $"Answers or sends on {need.Traffic}."), .. answer.Path],
        };
    }

    private IEnumerable<Finding> Unpublished(CheckScope scope, AwsNetwork network) =>
        from service in scope.System?.Components.OfType<Service>() ?? []
        where service.Public
        from member in network.Members
        where member.Resource.Component == service.Name && member.Sort is MemberSort.Workload
        where !network.Forwards.Any(f => f.Targets.Any(t => t.Member == member))
        select Found(
            scope,
            member.Resource,
            $"{service.Name} is public, and no listener sends anything to it.",
            $"Give {member.Resource.Address} a load_balancer block with a target group that a listener forwards to.",
            new ProofStep(member.Resource.Address, "No target group of a listener holds it.", true)
        );
}
