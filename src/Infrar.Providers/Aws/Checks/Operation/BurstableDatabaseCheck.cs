using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;
using Infrar.Providers.Checks;

namespace Infrar.Providers.Aws.Checks.Operation;

/// <summary>Whether a database's processors are there when they are needed for long.</summary>
internal sealed class BurstableDatabaseCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "OPS009";

    /// <inheritdoc/>
    public override string Title => "A production database runs on processors that are lent";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Low;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Operation;

    /// <inheritdoc/>
    public override string Rationale =>
        "T classes give a share of their processors for good (t3.medium: 20 %) and lend the rest; on RDS what is lent beyond the credits is billed per processor and hour, and Redis on T classes slows down.";

    /// <inheritdoc/>
    public override string Mend =>
        "Take an m or r class once the mean processor use passes the share that the class has for good.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_db_instance"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        // Somebody else's plan does not say whether it is a production.
        if (
            scope.System is not null
            && scope.RequiresSurvival()
            && resource.Text("instance_class") is { } size
            && size.StartsWith("db.t", StringComparison.Ordinal)
        )
        {
            yield return Found(
                scope,
                resource,
                $"{size} has its processors for bursts: what it uses beyond its credits is billed by the hour, and the estimate holds none of it.",
                "Watch CPUSurplusCreditsCharged, and take db.m7g or db.m6i where it stays above 0.",
                AvailabilityNeed.Proof(scope),
                resource.Breaks("instance_class")
            );
        }
    }
}
