using System.Collections.Immutable;
using Infrar.Core.Checks;
using static Infrar.Providers.Aws.Checks.AwsControls;

namespace Infrar.Providers.Aws.Checks.Logging;

/// <summary>Whether calls to AWS are recorded where the system asks for it.</summary>
internal sealed class AuditTrailCheck : Check
{
    /// <inheritdoc/>
    public override string Id => "LOG001";

    /// <inheritdoc/>
    public override string Title => "Calls to the provider are not recorded";

    /// <inheritdoc/>
    public override Severity Severity => Severity.High;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Logging;

    /// <inheritdoc/>
    public override string Rationale =>
        "Without a record nobody can tell who opened a group, read a secret or deleted a database.";

    /// <inheritdoc/>
    public override string Mend => "Make an aws_cloudtrail for every region, into a bucket of its own.";

    /// <inheritdoc/>
    public override ImmutableArray<Control> Controls => [Fsbp("CloudTrail.1"), Cis("3.1")];

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_cloudtrail"];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Run(CheckScope scope)
    {
        // Of a foreign plan it is not known: a trail is often kept by another configuration.
        if (
            scope.System is not { AuditTrail: true } system
            || !scope.Graph.Resources.Any(r => r.Provider == "aws")
            || scope.Graph.OfType("aws_cloudtrail").Any()
        )
        {
            yield break;
        }

        yield return new()
        {
            Check = Id,
            Title = Title,
            Severity = Severity,
            Resource = "",
            Subject = "aws",
            Message =
                $"The {system.Environment} of {system.Name} asks for an audit trail, and nothing records the calls to AWS.",
            Mend = "Make an aws_cloudtrail for every region, into a bucket of its own.",
            Proof = [new("", "audit = true"), new("", "No aws_cloudtrail is among the resources.", Breaks: true)],
        };
    }
}
