using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Checks.Reachability;

namespace Infrar.Providers.Aws.Checks.Network;

/// <summary>What a component uses can be reached by it.</summary>
internal sealed class UsesAreReachableCheck : Check
{
    /// <inheritdoc/>
    public override string Id => "NET001";

    /// <inheritdoc/>
    public override string Title => "A component cannot reach what it uses";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Critical;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Reachability;

    /// <inheritdoc/>
    public override string Rationale =>
        "Security groups, network ACLs and routes each can stop a connection, and none of them says so: the call hangs "
        + "until it times out, and every request that needs it fails with it.";

    /// <inheritdoc/>
    public override string Mend =>
        "Open what stops the connection: the egress rule of the caller, the ingress rule of the called, the network ACLs both ways, or the route.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes { get; } =
    [.. MemberShapes.All.Select(s => s.Type), .. NetworkTypes.Filters, .. NetworkTypes.Ways];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Run(CheckScope scope)
    {
        var network = AwsNetwork.Of(scope);
        return from need in SystemNeeds.Of(scope).Uses.Concat(ProvenUses.In(scope))
            group need by (From: need.From.Id, To: need.To.Id, need.Traffic) into same
            let need = same.First()
            let answer = Connectivity.Between(network.Model, need.From, need.To, need.Traffic, Bound.Most)
            where answer.Extent is not Extent.Always
            select FindingOf(scope, network, need, answer, [.. same.Select(n => n.Reason).Distinct()]);
    }

    private Finding FindingOf(
        CheckScope scope,
        AwsNetwork network,
        Need need,
        Answer answer,
        ImmutableArray<string> reasons
    )
    {
        var from = network.Find(need.From.Id)?.Resource;
        return new()
        {
            Check = Id,
            Title = Title,
            Severity = Severity,
            Resource = Mending.PlaceOf(answer, need),
            Subject = $"{need.From.Name}-{need.To.Name}:{need.Traffic}",
            Component = from?.Component ?? "",
            Location = scope.LocationOf(from?.Component ?? ""),
            Message =
                answer.Extent is Extent.Never
                    ? $"{need.To.Name} is used by {need.From.Name} and cannot be reached from there on {need.Traffic}: every call times out."
                    : $"{need.To.Name} is used by {need.From.Name} and cannot always be reached from there on {need.Traffic}: some calls time out, by where the copies stand.",
            Mend = Mending.Of(answer, need, network),
            Proof = [.. reasons.Select(r => new ProofStep(need.From.Id, $"{r}.")), .. answer.Path],
        };
    }
}
