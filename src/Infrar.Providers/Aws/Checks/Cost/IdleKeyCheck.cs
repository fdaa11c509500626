using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Checks.Cost;

/// <summary>Whether a key seals anything.</summary>
internal sealed class IdleKeyCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "CST006";

    /// <inheritdoc/>
    public override string Title => "A key is paid for and unused";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Low;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Cost;

    /// <inheritdoc/>
    public override string Rationale => "Every key of one's own is billed each month.";

    /// <inheritdoc/>
    public override string Mend => "Name it where data is sealed, or schedule its deletion.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_kms_key", "aws_kms_alias"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        // A key in use through its alias is found by the alias' referrers.
        var aliases = scope.Referrers(resource, "aws_kms_alias").ToList();
        if (
            resource.Type == "aws_kms_key"
            && !IsUsed(scope, resource)
            && !aliases.Exists(a => IsUsed(scope, a))
            && resource["policy"] is not (Value.Unknown or Value.Reference)
        )
        {
            yield return Found(
                scope,
                resource,
                "Nothing here is sealed with the key, and it is billed each month.",
                "Name it where data is sealed, or remove it.",
                new ProofStep(resource.Address, "Nothing but its alias refers to it.", Breaks: true)
            );
        }
    }

    private static bool IsUsed(CheckScope scope, Resource resource) =>
        scope.Graph.ReferrersOf(resource.Address).Any(r => r.Type is not ("aws_kms_alias" or "aws_kms_key_policy"));
}
