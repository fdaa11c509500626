using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Checks.Privileges;

/// <summary>Whether a workload may do more than its uses need.</summary>
internal sealed class ExcessGrantCheck : Check
{
    /// <inheritdoc/>
    public override string Id => "IAM005";

    /// <inheritdoc/>
    public override string Title => "A workload may do more than it needs";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Privileges;

    /// <inheritdoc/>
    public override string Rationale =>
        "Whoever breaks into a workload has its role. What the role may do beyond the work is the damage that need not have been.";

    /// <inheritdoc/>
    public override string Mend =>
        "Take out actions and ARNs that no use of the workload asks for; or leave the stated policy out, so that it follows from uses.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => IdentityPolicyTypes.Stating;

    /// <inheritdoc/>
    public override IEnumerable<Finding> Run(CheckScope scope)
    {
        var permissions = Permissions.Of(scope);
        foreach (var needs in Needs.Of(scope).Workloads)
        {
            foreach (var policy in permissions.Of(needs.Role))
            {
                // What grants nothing at all is IAM008's.
                foreach (var statement in policy.Allowing.Where(s => !EmptyGrants.IsEmpty(s, scope)))
                {
                    foreach (var finding in Judge(scope, needs, policy, statement))
                    {
                        yield return finding;
                    }
                }
            }
        }
    }

    private IEnumerable<Finding> Judge(CheckScope scope, WorkloadNeeds needs, HeldPolicy policy, Statement statement)
    {
        var name = needs.Workload.Name;
        var idle = statement.Actions.Where(a => !needs.All.Any(n => Asks(n, a, statement))).ToImmutableArray();
        if (idle.Length > 0)
        {
            yield return Found(
                scope,
                policy.Holder,
                $"'{statement.Label}' allows '{name}' {string.Join(", ", idle)}, which nothing that it uses asks for.",
                $"Take {string.Join(", ", idle)} out of the statement, or state in uses what needs it.",
                policy.Breaks(statement)
            ) with
            {
                Subject = $"{statement.Label}:actions",
                Component = name,
                Location = scope.LocationOf(name),
            };
        }

        foreach (var pattern in statement.Resources.Where(r => IsWiderThan(r, needs.All, statement)))
        {
            var reached = Reached(scope, pattern, needs.All);
            yield return Found(
                scope,
                policy.Holder,
                reached.Length > 0
                    ? $"'{statement.Label}' allows '{name}' more than it uses: {Unknowns.Show(pattern)} also reaches {string.Join(", ", reached.Take(4))}."
                    : $"'{statement.Label}' allows '{name}' whatever will be named like {Unknowns.Show(pattern)} later, beyond what it uses now.",
                $"Name what '{name}' uses in place of {Unknowns.Show(pattern)}.",
                policy.Breaks(statement)
            ) with
            {
                Subject = $"{statement.Label}:{Unknowns.Show(pattern)}",
                Component = name,
                Location = scope.LocationOf(name),
                Severity = reached.Length > 0 ? Severity.Medium : Severity.Low,
            };
        }
    }

    private static bool Asks(Need need, string action, Statement statement) =>
        Glob.Meets(action.ToLowerInvariant(), need.Action.ToLowerInvariant())
        && statement.Resources.Any(r => Glob.Meets(r, need.Resource));

    // A pattern is right where some use asks for exactly that or for more. All resources at once are IAM003's.
    private static bool IsWiderThan(string pattern, ImmutableArray<Need> needs, Statement statement) =>
        pattern is not "*"
        && (pattern.Contains('*', StringComparison.Ordinal) || pattern.Contains('?', StringComparison.Ordinal))
        && needs.Any(n => statement.ConcernsAction(n.Action) is not Match.No && Glob.Meets(pattern, n.Resource))
        && !needs.Any(n => Glob.Covers(n.Resource, pattern));

    private static string[] Reached(CheckScope scope, string pattern, ImmutableArray<Need> needs)
    {
        var arns = Permissions.Of(scope).Arns;
        return
        [
            .. scope
                .Graph.Resources.Where(r => !r.IsData && Resources(r, arns).Any(a => Reaches(a, pattern, needs)))
                .Select(r => r.Address)
                .Order(StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<string> Resources(Resource resource, ArnText arns)
    {
        var arn = arns.ArnOf(resource);
        return resource.Type == "aws_s3_bucket" ? [arn, $"{arn}/*"] : [arn];
    }

    private static bool Reaches(string arn, string pattern, ImmutableArray<Need> needs) =>
        ArnParts.Of(arn) is not null
        && Glob.Compare(pattern, arn) is Match.Yes
        && !needs.Any(n => Glob.Meets(n.Resource, arn));
}
