using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Checks.Reachability;

namespace Infrar.Providers.Aws.Checks.Network;

/// <summary>No connection from the internet gets to a database or a cache.</summary>
internal sealed class ExposedDataCheck : Check
{
    /// <inheritdoc/>
    public override string Id => "NET007";

    /// <inheritdoc/>
    public override string Title => "Data can be reached from the internet";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Critical;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Exposure;

    /// <inheritdoc/>
    public override string Rationale =>
        "Databases on the internet are found within hours and tried with stolen and guessed passwords ever after; one that works "
        + "gives everything away.";

    /// <inheritdoc/>
    public override string Mend =>
        "Set publicly_accessible = false, stand it in private subnets, and let in the groups of what uses it alone.";

    /// <inheritdoc/>
    public override ImmutableArray<Control> Controls => [new("AWS FSBP", "RDS.2")];

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes { get; } =
    [
        .. MemberShapes.All.Where(s => s.Sort is MemberSort.Data).Select(s => s.Type),
        .. NetworkTypes.Filters,
        .. NetworkTypes.Ways,
    ];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Run(CheckScope scope)
    {
        var network = AwsNetwork.Of(scope);
        return from member in network.Members
            where member is { Sort: MemberSort.Data, Port: > 0, HasPublicAddress: true }
            let answer = Connectivity.Between(
                network.Model,
                network.Model.Internet,
                member.Endpoint,
                Traffic.Tcp(member.Port),
                Bound.Least
            )
            where answer.Extent is not Extent.Never
            select Found(
                scope,
                member.Resource,
                $"Connections from the internet get to {member.Endpoint.Name} on {member.Port}: a password is all that protects its data.",
                $"Set publicly_accessible = false on {member.Resource.Address}, and let in on {member.Port} the groups of what uses it alone.",
                [.. answer.Path, new(member.Resource.Address, $"Is reached from the internet on {member.Port}.", true)]
            );
    }
}
