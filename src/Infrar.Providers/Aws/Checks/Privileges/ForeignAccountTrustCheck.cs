using System.Collections.Immutable;
using Infrar.Core.Checks;

namespace Infrar.Providers.Aws.Checks.Privileges;

/// <summary>Whether another account may take on a role without anything that only it knows.</summary>
internal sealed class ForeignAccountTrustCheck : Check
{
    /// <inheritdoc/>
    public override string Id => "IAM014";

    /// <inheritdoc/>
    public override string Title => "Another account may take on a role without a condition";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Privileges;

    /// <inheritdoc/>
    public override string Rationale =>
        "A vendor's account acts for many customers. Without an external id, any of them who learns the role's ARN can have the vendor act on it.";

    /// <inheritdoc/>
    public override string Mend =>
        "Add a condition on sts:ExternalId, aws:PrincipalOrgID or aws:MultiFactorAuthPresent to the trust policy.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_iam_role"];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Run(CheckScope scope)
    {
        // Which account is ours must be known, else every account number might be it.
        if (OwnAccount.Of(scope) is not { } own)
        {
            yield break;
        }

        foreach (var policy in Permissions.Of(scope).Trust)
        {
            foreach (var statement in policy.Allowing.Where(s => s.Conditions.IsEmpty))
            {
                var foreign = statement.Principals.FirstOrDefault(p => p.Account is { Length: > 0 } a && a != own);
                if (foreign is null)
                {
                    continue;
                }

                yield return Found(
                    scope,
                    policy.Holder,
                    $"Account {foreign.Account} may take on this role, and nothing but the role's ARN is needed to ask for it.",
                    "Add a condition on sts:ExternalId to the statement of assume_role_policy.",
                    new ProofStep("", $"This account is {own}."),
                    policy.Names(statement) with
                    {
                        Breaks = true,
                    }
                ) with
                {
                    Subject = foreign.Account,
                };
            }
        }
    }
}
