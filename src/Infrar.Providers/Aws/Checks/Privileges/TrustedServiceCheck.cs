using System.Collections.Immutable;
using Infrar.Core.Checks;

namespace Infrar.Providers.Aws.Checks.Privileges;

/// <summary>Whether a role trusts the service that acts with it.</summary>
internal sealed class TrustedServiceCheck : Check
{
    /// <inheritdoc/>
    public override string Id => "IAM012";

    /// <inheritdoc/>
    public override string Title => "A role does not trust the service that acts with it";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Critical;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Privileges;

    /// <inheritdoc/>
    public override string Rationale =>
        "A service takes on a role only where the role's trust policy names the service. Else what should run with it does not start.";

    /// <inheritdoc/>
    public override string Mend => "Name the service in Principal of the role's assume_role_policy.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_iam_role", .. RoleUses.Types];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Run(CheckScope scope)
    {
        var trust = Permissions.Of(scope).Trust.ToDictionary(t => t.Holder.Address, StringComparer.Ordinal);
        foreach (var use in RoleUses.Of(scope).DistinctBy(u => (u.Role.Address, u.Service)))
        {
            var policy = trust[use.Role.Address];
            if (policy.Document is null || policy.Allowing.Any(s => Trusts(s, use.Service)))
            {
                continue;
            }

            var trusted = policy.Allowing.SelectMany(s => s.Principals).Select(p => Unknowns.Show(p.Id)).ToArray();
            yield return Found(
                scope,
                use.Role,
                $"{use.User.Address} acts with this role, and its trust policy does not name {use.Service}: the service cannot take the role on, so that nothing starts with it.",
                $"Name {use.Service} as a Service in Principal of assume_role_policy.",
                new ProofStep(use.User.Address, $"{use.Setting} names {use.Role.Address}."),
                new ProofStep(
                    use.Role.Address,
                    trusted.Length == 0
                        ? "assume_role_policy trusts nobody."
                        : $"assume_role_policy trusts {string.Join(", ", trusted)} alone.",
                    Breaks: true
                )
            ) with
            {
                Subject = use.Service,
            };
        }
    }

    private static bool Trusts(Statement statement, string service) =>
        statement.ConcernsAction("sts:AssumeRole") is not Match.No
        && statement.Principals.Any(p => p.IsAnybody || (p.Kind is "Service" or "*" && IsService(p.Id, service)));

    // Some services also go by a name with the region in it: states.eu-west-1.amazonaws.com.
    private static bool IsService(string principal, string service) =>
        Glob.Compare(principal, service) is not Match.No
        || principal.StartsWith(
            service[..(service.IndexOf('.', StringComparison.Ordinal) + 1)],
            StringComparison.Ordinal
        );
}
