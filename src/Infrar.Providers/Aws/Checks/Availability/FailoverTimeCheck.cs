using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Manifests;
using Infrar.Core.Resources;
using static System.FormattableString;

namespace Infrar.Providers.Aws.Checks.Availability;

/// <summary>Whether a database's standby takes over as fast as it must.</summary>
internal sealed class FailoverTimeCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "AVA011";

    /// <inheritdoc/>
    public override string Title => "A standby takes over more slowly than required";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Availability;

    /// <inheritdoc/>
    public override string Rationale =>
        "A multi-AZ instance fails over in 60 to 120 seconds as a rule, and longer while large transactions are undone; a multi-AZ cluster with two readable standbys takes about 35.";

    /// <inheritdoc/>
    public override string Mend => "Ask for 120 s or more, or run a multi-AZ DB cluster.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_db_instance"];

    // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.MultiAZ.Failover.html
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(120);

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        if (
            resource.Omits("replicate_source_db")
            && resource.Flag("multi_az", absent: false) == true
            && scope.Described<PostgreSql>(resource)?.FailoverWithin is { } asked
            && asked < Usual
        )
        {
            yield return Found(
                scope,
                resource,
                Invariant(
                    $"The standby must take over within {asked.TotalSeconds:0} s, and a multi-AZ instance takes 60 to 120 s as a rule."
                ),
                "Set failoverWithin to 120s or more, or choose a multi-AZ DB cluster, which takes about 35 s.",
                new ProofStep("", Invariant($"failoverWithin of {resource.Component} is {asked.TotalSeconds:0} s.")),
                resource.Breaks("multi_az")
            );
        }
    }
}
