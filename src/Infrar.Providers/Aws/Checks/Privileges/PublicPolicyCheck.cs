using System.Collections.Immutable;
using Infrar.Core.Checks;

namespace Infrar.Providers.Aws.Checks.Privileges;

/// <summary>Whether anybody may use a key, a queue, a topic, a secret and the like.</summary>
internal sealed class PublicPolicyCheck : Check
{
    /// <inheritdoc/>
    public override string Id => "IAM020";

    /// <inheritdoc/>
    public override string Title => "The policy of a resource is open to anybody";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Critical;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Privileges;

    /// <inheritdoc/>
    public override string Rationale =>
        "In a resource's policy the principal * means every AWS account. Its owner's own identities need no such statement: their own policies let them in.";

    /// <inheritdoc/>
    public override string Mend =>
        "Name accounts, roles or services in Principal, or add a condition on aws:SourceArn, aws:PrincipalOrgID or aws:PrincipalAccount.";

    /// <inheritdoc/>
    public override ImmutableArray<Control> Controls => [new("AWS FSBP", "KMS.5"), new("AWS FSBP", "SNS.4")];

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes =>
        [.. ResourcePolicies.Types.Where(t => !ResourcePolicies.IsBucket(t))];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Run(CheckScope scope)
    {
        foreach (var policy in Permissions.Of(scope).OnResources.Where(p => !ResourcePolicies.IsBucket(p.Holder.Type)))
        {
            foreach (var statement in policy.Allowing.Where(s => s.IsForAnybody))
            {
                yield return Found(
                    scope,
                    policy.Holder,
                    $"'{statement.Label}' {statement.Says} for the principal *, without a condition on who that is: every AWS account may.",
                    $"Name whoever needs it in Principal of {policy.Setting}, or add a condition on aws:SourceArn or aws:PrincipalAccount.",
                    policy.Breaks(statement)
                ) with
                {
                    Subject = statement.Label,
                };
            }
        }
    }
}
