using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Checks.Reachability;
using Infrar.Core.Manifests;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Checks.Network;

/// <summary>A component reaches what it uses and nothing else.</summary>
internal sealed class UnusedWayCheck : Check
{
    /// <inheritdoc/>
    public override string Id => "NET021";

    /// <inheritdoc/>
    public override string Title => "A component can reach what it does not use";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Exposure;

    /// <inheritdoc/>
    public override string Rationale =>
        "Whoever takes over one component goes on to whatever it can reach. Components that share a security group share every way "
        + "that any of them needs.";

    /// <inheritdoc/>
    public override string Mend =>
        "Give the component a security group of its own that opens its own uses alone, or state the use.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes { get; } =
    [.. MemberShapes.All.Select(s => s.Type), .. NetworkTypes.Filters, .. NetworkTypes.Ways];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Run(CheckScope scope)
    {
        if (scope.System is not { } system)
        {
            return [];
        }

        var network = AwsNetwork.Of(scope);
        var needed = SystemNeeds.Of(scope).Uses.Select(n => (n.From.Id, n.To.Id, n.Traffic)).ToHashSet();
        return from @from in network.Members
            where @from.Sort is MemberSort.Workload && @from.Resource.Component.Length > 0
            from to in network.Members
            where to.Resource.Component.Length > 0 && to.Resource.Component != @from.Resource.Component
            // Replicas carry their primary's groups; one finding says it.
            where to.Resource["replicate_source_db"] is Value.Null
            from port in PortsOf(system, to)
            let traffic = Traffic.Tcp(port)
            where !needed.Contains((@from.Endpoint.Id, to.Endpoint.Id, traffic)) && !UsesOf(system, @from, to)
            let answer = Connectivity.Between(network.Model, @from.Endpoint, to.Endpoint, traffic, Bound.Least)
            where answer.Extent is not Extent.Never
            select FindingOf(scope, @from, to, traffic, answer);
    }

    private Finding FindingOf(CheckScope scope, Member from, Member to, Traffic traffic, Answer answer)
    {
        var group = from.Endpoint.Groups[0];
        return Found(
            scope,
            from.Resource,
            $"{from.Endpoint.Name} can open connections to {to.Endpoint.Name} on {traffic}, which it does not use.",
            $"Give {from.Endpoint.Name} a security group of its own in place of {group}, with rules for what it uses alone.",
            [.. answer.Path, new(from.Resource.Address, $"{from.Endpoint.Name} does not use {to.Endpoint.Name}.", true)]
        ) with
        {
            Subject = $"{to.Resource.Address}:{traffic}",
        };
    }

    // A replica answers whoever uses its primary; a sidecar's uses are its workload's.
    private static bool UsesOf(SystemDescription system, Member from, Member to) =>
        system
            .Components.Where(c => SystemNeeds.PlaceOf(c) == from.Resource.Component)
            .SelectMany(c => c.Uses)
            .Any(name => name == to.Resource.Component && to.Sort is MemberSort.Data);

    private static IEnumerable<int> PortsOf(SystemDescription system, Member member) =>
        member.Sort is MemberSort.Data
            ? new[] { member.Port }.Where(p => p > 0)
            : system
                .Components.OfType<Workload>()
                .Where(w => SystemNeeds.PlaceOf(w) == member.Resource.Component && w is not Sidecar && w.Port > 0)
                .Select(w => w.Port);
}
