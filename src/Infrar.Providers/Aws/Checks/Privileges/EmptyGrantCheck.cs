using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Checks.Privileges;

/// <summary>Whether what a policy grants exists at all.</summary>
internal sealed class EmptyGrantCheck : Check
{
    /// <inheritdoc/>
    public override string Id => "IAM008";

    /// <inheritdoc/>
    public override string Title => "A policy names what cannot exist";

    /// <inheritdoc/>
    public override Severity Severity => Severity.High;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Privileges;

    /// <inheritdoc/>
    public override string Rationale =>
        "An ARN with a placeholder for the account, or of a region where nothing lies, grants nothing. IAM takes it without a word, and the calls are refused.";

    /// <inheritdoc/>
    public override string Mend =>
        "Name the resource itself, by a reference to its arn or with the right region and account.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => IdentityPolicyTypes.Stating;

    /// <inheritdoc/>
    public override IEnumerable<Finding> Run(CheckScope scope)
    {
        var elsewhere = StatedArns(scope);
        foreach (var policy in Permissions.Of(scope).Identities)
        {
            foreach (var statement in policy.Document?.Statements ?? [])
            {
                foreach (var arn in statement.Resources.Distinct(StringComparer.Ordinal))
                {
                    // A grant on what a container names follows from there, and there the fault is reported.
                    if (
                        EmptyGrants.Reason(arn, scope) is { } reason
                        && !elsewhere.Any(e => arn.StartsWith(e, StringComparison.Ordinal))
                    )
                    {
                        yield return Found(
                            scope,
                            policy.Holder,
                            $"'{statement.Label}' {(statement.IsAllow ? "allows" : "denies")} actions on {Unknowns.Show(arn)}, which stands for nothing: {reason}. The statement has no effect there.",
                            "Name the resources by references to their arn, or with the account, region and name that they have.",
                            policy.Breaks(statement)
                        ) with
                        {
                            Subject = $"{statement.Label}:{Unknowns.Show(arn)}",
                        };
                    }
                }
            }
        }
    }

    private static string[] StatedArns(CheckScope scope) =>
        [
            .. TaskContainers
                .Of(scope)
                .All.SelectMany(c =>
                    c.Definition.At("secrets")
                        .Items()
                        .Select(s => s.At("valueFrom").AsText())
                        .OfType<string>()
                        .Where(t => t.StartsWith("arn:", StringComparison.Ordinal))
                        .Concat(EcrImage.Of(c.Definition.At("image").AsText() ?? "") is { } image ? [image.Arn] : [])
                )
                .Distinct(StringComparer.Ordinal),
        ];
}
