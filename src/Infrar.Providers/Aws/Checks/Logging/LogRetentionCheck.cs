using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;
using static System.FormattableString;

namespace Infrar.Providers.Aws.Checks.Logging;

/// <summary>Whether logs are kept as long as asked, and no longer than anybody decided.</summary>
internal sealed class LogRetentionCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "LOG006";

    /// <inheritdoc/>
    public override string Title => "Nobody decided how long logs are kept";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Low;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Logging;

    /// <inheritdoc/>
    public override string Rationale =>
        "Logs without a retention stay for ever, personal data in them included, and are paid for every month; shorter than asked they are gone when somebody looks.";

    /// <inheritdoc/>
    public override string Mend => "Set retention_in_days.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_cloudwatch_log_group"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        if (resource.Number("retention_in_days", absent: 0) is not { } days)
        {
            yield break;
        }

        var asked = scope.System?.Monitoring.LogRetentionDays;
        if (days == 0)
        {
            yield return Found(
                scope,
                resource,
                "Its logs stay for ever, personal data included, and are paid for every month.",
                Invariant($"Set retention_in_days to {asked ?? 30}."),
                resource.Breaks("retention_in_days")
            );
        }
        else if (days < asked)
        {
            yield return Found(
                scope,
                resource,
                Invariant($"Logs are kept {days} days, and {asked} are asked for."),
                Invariant($"Set retention_in_days to {asked}."),
                new ProofStep("", Invariant($"monitoring.logRetention is {asked} days.")),
                resource.Breaks("retention_in_days")
            ) with
            {
                Severity = Severity.Medium,
            };
        }
    }
}
