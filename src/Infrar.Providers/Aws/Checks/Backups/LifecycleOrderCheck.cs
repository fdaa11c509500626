using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;
using static System.FormattableString;

namespace Infrar.Providers.Aws.Checks.Backups;

/// <summary>Whether the rules of a bucket's lifecycle agree with each other.</summary>
internal sealed class LifecycleOrderCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "BAK006";

    /// <inheritdoc/>
    public override string Title => "Lifecycle rules contradict each other";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Backups;

    /// <inheritdoc/>
    public override string Rationale =>
        "What expires first is never archived, and S3 refuses a rule that archives later than it deletes.";

    /// <inheritdoc/>
    public override string Mend =>
        "Let expiration come after every transition, and the first STANDARD_IA or ONEZONE_IA transition after 30 days.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_s3_bucket_lifecycle_configuration"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        var rules = resource["rule"].Items().Where(r => r.At("status").AsText() == "Enabled").ToList();
        foreach (var archiving in rules)
        {
            foreach (var transition in archiving.At("transition").Items())
            {
                if (
                    transition.At("days").AsNumber() is not { } moved
                    || transition.At("storage_class").AsText() is not { } to
                )
                {
                    continue;
                }

                var id = archiving.At("id").AsText() ?? "";
                var ending = rules.Find(r => Covers(r, archiving) && r.At("expiration.days").AsNumber() <= moved);
                if (ending is not null)
                {
                    var days = ending.At("expiration.days").AsNumber();
                    yield return Fault(
                        scope,
                        resource,
                        $"{id}:{to}",
                        Invariant(
                            $"'{id}' moves files to {to} after {moved} days, and '{ending.At("id").AsText()}' deletes them after {days}: they are never moved."
                        ),
                        Invariant(
                            $"Set expiration.days of '{ending.At("id").AsText()}' above {moved}, or remove the transition."
                        ),
                        Invariant(
                            $"{ending.At("id").AsText()}: expiration.days = {days}; {id}: transition.days = {moved}"
                        )
                    );
                }
                else if (to is "STANDARD_IA" or "ONEZONE_IA" && moved < 30)
                {
                    yield return Fault(
                        scope,
                        resource,
                        $"{id}:{to}",
                        Invariant(
                            $"'{id}' moves files to {to} after {moved} days, and S3 takes none younger than 30: the configuration is refused."
                        ),
                        $"Set transition.days of '{id}' to 30 or more.",
                        Invariant($"{id}: transition.days = {moved}")
                    );
                }
            }
        }
    }

    // A rule covers another where it is the same, or names no file in particular, or a prefix of the other's.
    private static bool Covers(Value rule, Value other) =>
        ReferenceEquals(rule, other)
        || IsPlain(rule) && IsPlain(other) && Prefix(other).StartsWith(Prefix(rule), StringComparison.Ordinal);

    private static bool IsPlain(Value rule) =>
        rule.At("filter.tag").IsOmitted()
        && rule.At("filter.and").IsOmitted()
        && rule.At("filter.object_size_greater_than").IsOmitted()
        && rule.At("filter.object_size_less_than").IsOmitted();

    private static string Prefix(Value rule) => rule.At("filter.prefix").AsText() ?? rule.At("prefix").AsText() ?? "";

    private Finding Fault(
        CheckScope scope,
        Resource resource,
        string subject,
        string message,
        string mend,
        string fact
    ) =>
        Found(scope, resource, message, mend, new ProofStep(resource.Address, fact, Breaks: true)) with
        {
            Subject = subject,
        };
}
