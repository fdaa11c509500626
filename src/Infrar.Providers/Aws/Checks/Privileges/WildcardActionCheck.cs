using System.Collections.Immutable;
using Infrar.Core.Checks;

namespace Infrar.Providers.Aws.Checks.Privileges;

/// <summary>Whether a policy opens whole services.</summary>
internal sealed class WildcardActionCheck : Check
{
    /// <inheritdoc/>
    public override string Id => "IAM002";

    /// <inheritdoc/>
    public override string Title => "A policy opens a whole service";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Privileges;

    /// <inheritdoc/>
    public override string Rationale =>
        "A service's every action includes those that delete, that share with others and that change policies, and whatever AWS adds to it later.";

    /// <inheritdoc/>
    public override string Mend =>
        "List the actions that are used in place of service:*, NotAction or a policy of AWS that opens a service.";

    /// <inheritdoc/>
    public override ImmutableArray<Control> Controls => [new("AWS FSBP", "IAM.21")];

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => IdentityPolicyTypes.All;

    /// <inheritdoc/>
    public override IEnumerable<Finding> Run(CheckScope scope)
    {
        var permissions = Permissions.Of(scope);
        foreach (var policy in permissions.Identities)
        {
            foreach (var statement in policy.Allowing.Where(OpensServices))
            {
                yield return Found(
                    scope,
                    policy.Holder,
                    $"'{statement.Label}' {statement.Says}: that includes actions which delete, share and change policies, and those that AWS adds later.",
                    statement.NotActions.IsEmpty
                        ? $"Replace {string.Join(", ", statement.Actions.Where(IsWhole))} by the actions that are used."
                        : "Replace NotAction by Action with the actions that are used.",
                    policy.Breaks(statement)
                ) with
                {
                    Subject = statement.Label,
                };
            }
        }

        foreach (var policy in permissions.Attached.Where(a => ManagedPolicies.IsBroad(a.Managed)))
        {
            yield return Found(
                scope,
                policy.Holder,
                $"AWS's policy {policy.Managed} is attached: it opens whole services on every resource of the account, not only on this system's.",
                $"Replace {policy.Managed} by a policy of the actions and resources that are used.",
                new ProofStep(policy.Holder.Address, $"{policy.Setting} names {policy.Managed}.", Breaks: true)
            ) with
            {
                Subject = policy.Managed,
            };
        }
    }

    private static bool OpensServices(Statement statement) =>
        !statement.NotActions.IsEmpty
        || statement.Actions.Any(IsWhole)
        // All actions on resources that are named; on all resources it is IAM001's.
        || (statement.Actions.Any(a => a is "*" or "*:*") && !statement.Resources.Contains("*"));

    private static bool IsWhole(string action) => action.EndsWith(":*", StringComparison.Ordinal) && action.Length > 3;
}
