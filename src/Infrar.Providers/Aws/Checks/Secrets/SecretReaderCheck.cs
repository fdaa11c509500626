using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;
using Infrar.Providers.Aws.Checks.Privileges;

namespace Infrar.Providers.Aws.Checks.Secrets;

/// <summary>Whether secrets are readable by those alone that use them.</summary>
internal sealed class SecretReaderCheck : Check
{
    private const string Reading = "secretsmanager:GetSecretValue";

    /// <inheritdoc/>
    public override string Id => "SEC009";

    /// <inheritdoc/>
    public override string Title => "A role may read secrets that it does not use";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Secrets;

    /// <inheritdoc/>
    public override string Rationale =>
        "Every further reader of a secret is a further way to it, and one more place to change when it leaks.";

    /// <inheritdoc/>
    public override string Mend => "Name single secrets in the role's policy, those that its workload uses.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_secretsmanager_secret", "aws_iam_role"];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Run(CheckScope scope)
    {
        // Only of a placement is it known who uses what.
        var secrets = scope.System is null ? [] : scope.Graph.OfType("aws_secretsmanager_secret").ToArray();
        if (secrets.Length == 0)
        {
            yield break;
        }

        var permissions = Permissions.Of(scope);
        var needed = NeededArns(scope, permissions);
        foreach (var role in scope.Graph.OfType("aws_iam_role"))
        {
            var beyond = secrets
                .Where(s => IsBeyond(permissions.Arns.ArnOf(s), role, permissions, needed[role.Address]))
                .Select(s => s.Address)
                .ToArray();
            if (beyond.Length > 0)
            {
                yield return Found(
                    scope,
                    role,
                    $"The role may read {string.Join(", ", beyond)}, and nothing that runs with it uses {(beyond.Length == 1 ? "it" : "them")}.",
                    $"Name in the role's policies the secrets alone that its workload uses; leave out {string.Join(", ", beyond)}.",
                    [
                        .. permissions
                            .Of(role)
                            .SelectMany(p =>
                                p.Allowing.Where(s => s.ConcernsAction(Reading) is Match.Yes)
                                    .Select(s => new ProofStep(p.Holder.Address, $"'{s.Label}' {s.Says}."))
                            ),
                        new ProofStep(role.Address, "Nothing that runs with this role uses them.", Breaks: true),
                    ]
                );
            }
        }
    }

    private static bool IsBeyond(string arn, Resource role, Permissions permissions, IEnumerable<string> needed) =>
        permissions.Allows(role, Reading, arn) is Match.Yes && !needed.Any(n => Glob.Meets(n, arn));

    private static ILookup<string, string> NeededArns(CheckScope scope, Permissions permissions)
    {
        var execution = new ExecutionNeeds(scope, permissions.Arns);
        var byCode = Needs
            .Of(scope)
            .Workloads.SelectMany(w => w.All.Select(n => (w.Role.Address, n.Action, n.Resource)));
        var byStart = RoleUses
            .Of(scope)
            .Where(u => u.Setting == "execution_role_arn")
            .SelectMany(u =>
                TaskContainers
                    .Of(scope)[u.User]
                    .SelectMany(execution.Of)
                    .Select(n => (u.Role.Address, n.Action, n.Resource))
            );
        return byCode
            .Concat(byStart)
            .Where(n => n.Action == Reading)
            .ToLookup(n => n.Address, n => n.Resource, StringComparer.Ordinal);
    }
}
