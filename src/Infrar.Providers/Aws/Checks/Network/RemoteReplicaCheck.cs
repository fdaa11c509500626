using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Checks.Network;

/// <summary>A replica in another region stands in a network of the system's.</summary>
internal sealed class RemoteReplicaCheck : Check
{
    private const string Database = "aws_db_instance";

    /// <inheritdoc/>
    public override string Id => "NET023";

    /// <inheritdoc/>
    public override string Title => "A replica stands in another region's default network";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Reachability;

    /// <inheritdoc/>
    public override string Rationale =>
        "A replica that states no subnets takes the default network and the default security group of its region. The system's "
        + "network does not lead there, so that nothing of it can read from the replica, or go on with it when the primary is lost.";

    /// <inheritdoc/>
    public override string Mend =>
        "Make a network in that region, join the two, and give the replica a db_subnet_group_name and vpc_security_group_ids there; or place it in the primary's region.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes { get; } = [Database];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Run(CheckScope scope) =>
        // A foreign plan's default network may be joined by what the plan does not show.
        from replica in scope.System is null ? [] : scope.Graph.OfType(Database)
        where
            scope.Graph.Follow(replica["replicate_source_db"]) is { Type: Database } source
            && source.Region != replica.Region
            && replica["db_subnet_group_name"] is Value.Null
        select Found(
            scope,
            replica,
            $"{replica.Address} stands in the default network of {replica.Region}, which the system's network does not lead to: no component can read from it.",
            $"Place the replica in the region of its primary, or give {replica.Address} subnets and security groups of a network in {replica.Region} that is joined to the system's.",
            new ProofStep(replica.Address, $"region = {replica.Region}"),
            new ProofStep(replica.Address, "Neither db_subnet_group_name nor vpc_security_group_ids is stated.", true)
        );
}
