using System.Collections.Immutable;
using Infrar.Core.Checks;

namespace Infrar.Providers.Aws.Checks.Privileges;

/// <summary>Whether a workload may do what its uses need.</summary>
internal sealed class MissingGrantCheck : Check
{
    /// <inheritdoc/>
    public override string Id => "IAM006";

    /// <inheritdoc/>
    public override string Title => "A workload may not use what it uses";

    /// <inheritdoc/>
    public override Severity Severity => Severity.High;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Privileges;

    /// <inheritdoc/>
    public override string Rationale =>
        "What no policy allows is refused: the first call to a store or a secret ends in AccessDenied, often not before production.";

    /// <inheritdoc/>
    public override string Mend =>
        "Add the missing statements to the role's policy; or leave the stated policy out, so that it follows from uses.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_iam_role", "aws_iam_role_policy"];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Run(CheckScope scope)
    {
        var permissions = Permissions.Of(scope);
        foreach (var needs in Needs.Of(scope).Workloads)
        {
            var missing = needs.All.Where(n => permissions.Allows(needs.Role, n.Action, n.Resource) is Match.No);
            foreach (var target in missing.GroupBy(n => n.Target))
            {
                yield return Of(scope, permissions, needs, target.Key, [.. target]);
            }
        }
    }

    private Finding Of(
        CheckScope scope,
        Permissions permissions,
        WorkloadNeeds needs,
        string target,
        ImmutableArray<Need> missing
    )
    {
        var name = needs.Workload.Name;
        var actions = string.Join(", ", missing.Select(n => n.Action).Distinct(StringComparer.Ordinal));
        var policies = permissions.Of(needs.Role);
        var stated = policies.FirstOrDefault(p => p.Holder.Comment.Length > 0);
        var holder = stated?.Holder ?? needs.Role;
        return Found(
            scope,
            holder,
            target.Length > 0
                ? $"'{name}' uses '{target}', and nothing allows its role {actions} there: AWS refuses the calls."
                : $"'{name}' publishes the system's own metrics, and nothing allows its role {actions}: AWS refuses the calls.",
            stated is null
                ? $"Allow {actions} in a policy of {needs.Role.Address}."
                : $"Add these actions to the stated policy, or leave the policy out: then what '{name}' uses is allowed to it and nothing else.",
            [
                target.Length > 0
                    ? new ProofStep("", $"'{name}' uses '{target}'.")
                    : new ProofStep("", "monitoring.customMetrics names metrics."),
                .. policies.SelectMany(p =>
                    p.Allowing.Select(s => new ProofStep(p.Holder.Address, $"'{s.Label}' {s.Says}."))
                ),
                new ProofStep(
                    needs.Role.Address,
                    $"No statement allows {missing[0].Action} on {Unknowns.Show(missing[0].Resource)}.",
                    Breaks: true
                ),
            ]
        ) with
        {
            Subject = target.Length > 0 ? target : "metrics",
            Component = name,
            Location = scope.LocationOf(name),
        };
    }
}
