using System.Collections.Immutable;
using Infrar.Core.Checks;

namespace Infrar.Providers.Aws.Checks.Privileges;

/// <summary>Whether a policy grants on everything what can be granted on single resources.</summary>
internal sealed class WildcardResourceCheck : Check
{
    private static readonly string[] Unsealing = ["kms:decrypt", "kms:reencryptfrom"];

    /// <inheritdoc/>
    public override string Id => "IAM003";

    /// <inheritdoc/>
    public override string Title => "A policy grants an action on every resource";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Privileges;

    /// <inheritdoc/>
    public override string Rationale =>
        "On every resource means on those of other systems and environments in the account too: a fault in one of them opens all of them.";

    /// <inheritdoc/>
    public override string Mend =>
        "State the ARNs of the resources that are used in Resource. Actions that take no resource are not meant.";

    /// <inheritdoc/>
    public override ImmutableArray<Control> Controls => [new("AWS FSBP", "KMS.1"), new("AWS FSBP", "KMS.2")];

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => IdentityPolicyTypes.Stating;

    /// <inheritdoc/>
    public override IEnumerable<Finding> Run(CheckScope scope)
    {
        foreach (var policy in Permissions.Of(scope).Identities)
        {
            foreach (var statement in policy.Allowing.Where(IsOnEverything))
            {
                var actions = statement.Actions.Where(IsTooWide).ToImmutableArray();
                if (actions.IsEmpty)
                {
                    continue;
                }

                var reads = actions.Any(a =>
                    Unsealing.Contains(a.ToLowerInvariant(), StringComparer.Ordinal)
                    || a.Equals("secretsmanager:GetSecretValue", StringComparison.OrdinalIgnoreCase)
                );
                yield return Found(
                    scope,
                    policy.Holder,
                    $"'{statement.Label}' allows {string.Join(", ", actions)} on every resource of the account, also on those of other systems and environments.",
                    "Name the resources that are used in Resource, by ARN.",
                    policy.Breaks(statement)
                ) with
                {
                    Subject = statement.Label,
                    Severity = reads ? Severity.High : Severity.Medium,
                };
            }
        }
    }

    private static bool IsOnEverything(Statement statement) =>
        statement.Resources.Contains("*")
        && !statement.Conditions.Any(c => c.Key.Contains("ResourceTag", StringComparison.OrdinalIgnoreCase));

    // Whole services are IAM002's.
    private static bool IsTooWide(string action) =>
        !action.EndsWith(":*", StringComparison.Ordinal) && ServiceActions.TakesResources(action);
}
