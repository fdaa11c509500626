using System.Collections.Immutable;
using Infrar.Core.Checks;

namespace Infrar.Providers.Aws.Checks.Privileges;

/// <summary>Whether an identity may hand any role to something that it starts.</summary>
internal sealed class PassRoleCheck : Check
{
    /// <inheritdoc/>
    public override string Id => "IAM004";

    /// <inheritdoc/>
    public override string Title => "Any role may be handed on";

    /// <inheritdoc/>
    public override Severity Severity => Severity.High;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Privileges;

    /// <inheritdoc/>
    public override string Rationale =>
        "Who may hand on every role starts a task or a function with an administrator's and does through it what it may not do itself.";

    /// <inheritdoc/>
    public override string Mend =>
        "Name the roles that are handed on in Resource, and the service that takes them in a condition on iam:PassedToService.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => IdentityPolicyTypes.Stating;

    /// <inheritdoc/>
    public override IEnumerable<Finding> Run(CheckScope scope)
    {
        foreach (var policy in Permissions.Of(scope).Identities)
        {
            foreach (var statement in policy.Allowing.Where(HandsOnAny))
            {
                var bound = statement.Conditions.Any(c => c.IsAbout("iam:PassedToService"));
                yield return Found(
                    scope,
                    policy.Holder,
                    bound
                        ? $"'{statement.Label}' allows iam:PassRole on every role, though to certain services only: what those start may be given an administrator's role."
                        : $"'{statement.Label}' allows iam:PassRole on every role: what carries this policy can start something with an administrator's role and act through it.",
                    "Name the roles that are handed on in Resource, and state a condition on iam:PassedToService.",
                    policy.Breaks(statement)
                ) with
                {
                    Subject = statement.Label,
                    Severity = bound ? Severity.Medium : Severity.High,
                };
            }
        }
    }

    // All actions at once are the matter of IAM001 and IAM002.
    private static bool HandsOnAny(Statement statement) =>
        statement.Actions.Any(a => a.StartsWith("iam:Pass", StringComparison.OrdinalIgnoreCase))
        && statement.Resources.Any(r => r is "*" || r.EndsWith(":role/*", StringComparison.Ordinal));
}
