using System.Collections.Immutable;
using Infrar.Core.Checks;

namespace Infrar.Providers.Aws.Checks.Privileges;

/// <summary>Whether an identity may do everything.</summary>
internal sealed class AdministratorCheck : Check
{
    /// <inheritdoc/>
    public override string Id => "IAM001";

    /// <inheritdoc/>
    public override string Title => "An identity may do everything";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Critical;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Privileges;

    /// <inheritdoc/>
    public override string Rationale =>
        "Whoever takes over what carries such a policy takes over the account: every file, every secret, every backup, and the audit trail that would tell of it.";

    /// <inheritdoc/>
    public override string Mend =>
        "State the actions and resources that are used. For what people do now and then, let them take on a role with a second factor.";

    /// <inheritdoc/>
    public override ImmutableArray<Control> Controls => [new("AWS FSBP", "IAM.1"), new("CIS AWS 3.0.0", "1.16")];

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => IdentityPolicyTypes.All;

    /// <inheritdoc/>
    public override IEnumerable<Finding> Run(CheckScope scope)
    {
        var permissions = Permissions.Of(scope);
        foreach (var policy in permissions.Identities)
        {
            foreach (var statement in policy.Allowing.Where(IsEverything))
            {
                yield return Found(
                    scope,
                    policy.Holder,
                    $"'{statement.Label}' {statement.Says}: whatever carries this policy may do anything in the account, up to deleting it all.",
                    "List the actions that are needed in Action, and the ARNs that they are needed on in Resource.",
                    policy.Breaks(statement)
                ) with
                {
                    Subject = statement.Label,
                };
            }
        }

        foreach (var policy in permissions.Attached.Where(a => ManagedPolicies.IsAdministrator(a.Managed)))
        {
            yield return Found(
                scope,
                policy.Holder,
                $"AWS's policy {policy.Managed} is attached: whatever carries it may do anything in the account, up to deleting it all.",
                $"Replace {policy.Managed} by a policy of the actions and resources that are used.",
                new ProofStep(policy.Holder.Address, $"{policy.Setting} names {policy.Managed}.", Breaks: true)
            ) with
            {
                Subject = policy.Managed,
            };
        }
    }

    private static bool IsEverything(Statement statement) =>
        statement.Resources.Contains("*") && statement.Actions.Any(a => a is "*" or "*:*");
}
