using System.Collections.Immutable;
using Infrar.Core.Checks;

namespace Infrar.Providers.Aws.Checks.Privileges;

/// <summary>Whether a service may use a role for somebody else's resources.</summary>
internal sealed class ConfusedDeputyCheck : Check
{
    // Services that state for whom they act when they take on a role; a condition on others would never hold.
    private static readonly ImmutableArray<string> Telling =
    [
        "codebuild.amazonaws.com",
        "ecs-tasks.amazonaws.com",
        "monitoring.rds.amazonaws.com",
        "scheduler.amazonaws.com",
        "states.amazonaws.com",
        "vpc-flow-logs.amazonaws.com",
    ];

    /// <inheritdoc/>
    public override string Id => "IAM013";

    /// <inheritdoc/>
    public override string Title => "A service may take on a role for another account";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Low;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Privileges;

    /// <inheritdoc/>
    public override string Rationale =>
        "A service works for every customer. Unless the trust policy says for whose resources it may take on the role, another customer might make it act here (the confused deputy).";

    /// <inheritdoc/>
    public override string Mend => "Add a condition on aws:SourceAccount or aws:SourceArn to the trust policy.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_iam_role"];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Run(CheckScope scope)
    {
        foreach (var policy in Permissions.Of(scope).Trust)
        {
            foreach (var statement in policy.Allowing.Where(s => s.Conditions.IsEmpty))
            {
                var services = statement
                    .Principals.Where(p => p.Kind == "Service" && Telling.Contains(p.Id, StringComparer.Ordinal))
                    .Select(p => p.Id)
                    .ToArray();
                if (services.Length == 0)
                {
                    continue;
                }

                yield return Found(
                    scope,
                    policy.Holder,
                    $"{string.Join(", ", services)} may take on this role whoever asks: the trust policy does not say that it must be for a resource of this account.",
                    "Add Condition { StringEquals = { \"aws:SourceAccount\" = the account } } to assume_role_policy.",
                    policy.Names(statement) with
                    {
                        Breaks = true,
                    }
                ) with
                {
                    Subject = services[0],
                };
            }
        }
    }
}
