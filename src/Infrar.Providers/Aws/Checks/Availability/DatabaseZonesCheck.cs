using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Manifests;
using Infrar.Core.Resources;
using Infrar.Providers.Checks;
using static Infrar.Providers.Aws.Checks.AwsControls;

namespace Infrar.Providers.Aws.Checks.Availability;

/// <summary>Whether a database outlives the loss of its zone.</summary>
internal sealed class DatabaseZonesCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "AVA001";

    /// <inheritdoc/>
    public override string Title => "A database stands in one zone";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Availability;

    /// <inheritdoc/>
    public override string Rationale =>
        "When the zone or the machine fails, everything that needs the database waits until it is back or restored from a backup, which takes from minutes to hours. AWS promises 99.5 % for an instance in one zone and 99.95 % with a standby in a second one.";

    /// <inheritdoc/>
    public override string Mend => "Set multi_az to true.";

    /// <inheritdoc/>
    public override ImmutableArray<Control> Controls => [Fsbp("RDS.5"), Fsbp("RDS.15")];

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_db_instance", "aws_rds_cluster"];

    // https://aws.amazon.com/rds/sla/
    private const decimal PromisedForOneZone = 99.5m;

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        var asked = scope.Described<PostgreSql>(resource)?.Availability == Core.Manifests.Availability.MultiZone;
        if (
            IsSingle(scope, resource) is not { } single
            || (asked ? Severity.High : AvailabilityNeed.Gravity(scope, PromisedForOneZone)) is not { } gravity
        )
        {
            yield break;
        }

        yield return Found(
            scope,
            resource,
            "When the database's zone or machine fails, everything that needs it waits until it is back or restored from a backup.",
            resource.Type == "aws_rds_cluster"
                ? "Add a second aws_rds_cluster_instance in another zone."
                : "Set multi_az to true.",
            AvailabilityNeed.Proof(scope),
            single
        ) with
        {
            Severity = gravity,
        };
    }

    private static ProofStep? IsSingle(CheckScope scope, Resource resource)
    {
        if (resource.Type == "aws_db_instance")
        {
            return resource.Omits("replicate_source_db") && resource.Flag("multi_az", absent: false) == false
                ? resource.Breaks("multi_az")
                : null;
        }

        // A multi-AZ cluster of RDS brings its own standbys; one of Aurora is as safe as its second instance.
        var members = scope.Referrers(resource, "aws_rds_cluster_instance").Count();
        return members == 1 && resource.Omits("db_cluster_instance_class")
            ? new ProofStep(resource.Address, "One instance belongs to the cluster.", Breaks: true)
            : null;
    }
}
