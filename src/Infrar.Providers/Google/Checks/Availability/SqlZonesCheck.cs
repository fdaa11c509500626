using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;
using Infrar.Providers.Checks;

namespace Infrar.Providers.Google.Checks.Availability;

/// <summary>Whether a Cloud SQL instance outlives the loss of its zone.</summary>
internal sealed class SqlZonesCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "AVA017";

    /// <inheritdoc/>
    public override string Title => "A Cloud SQL instance stands in one zone";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Availability;

    /// <inheritdoc/>
    public override string Rationale => "When its zone fails, everything that needs the database waits.";

    /// <inheritdoc/>
    public override string Mend => "Set availability_type to REGIONAL.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["google_sql_database_instance"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        if (
            resource.Omits("master_instance_name")
            && resource.Text("settings.availability_type", absent: "ZONAL") == "ZONAL"
            && AvailabilityNeed.Gravity(scope, promised: 99) is { } gravity
        )
        {
            yield return Found(
                scope,
                resource,
                "When the instance's zone fails, everything that needs it waits until the zone is back.",
                "Set settings.availability_type to REGIONAL.",
                AvailabilityNeed.Proof(scope),
                resource.Breaks("settings.availability_type")
            ) with
            {
                Severity = gravity,
            };
        }
    }
}
