using System.Collections.Immutable;
using Infrar.Core.Checks;

namespace Infrar.Providers.Aws.Checks.Privileges;

/// <summary>Whether anybody may take on a role.</summary>
internal sealed class TrustAnybodyCheck : Check
{
    /// <inheritdoc/>
    public override string Id => "IAM011";

    /// <inheritdoc/>
    public override string Title => "Anybody may take on a role";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Critical;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Privileges;

    /// <inheritdoc/>
    public override string Rationale =>
        "The principal * is every identity of every account at AWS. Who knows or guesses the role's name has its permissions.";

    /// <inheritdoc/>
    public override string Mend => "Name the services, roles or accounts that take on the role in Principal.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_iam_role"];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Run(CheckScope scope)
    {
        foreach (var policy in Permissions.Of(scope).Trust)
        {
            foreach (var statement in policy.Allowing.Where(s => s.IsForAnybody))
            {
                yield return Found(
                    scope,
                    policy.Holder,
                    $"'{statement.Label}' of the trust policy names the principal * without a condition on who that is: every identity of every AWS account may take on the role.",
                    "Name whoever takes on the role in Principal of assume_role_policy.",
                    policy.Names(statement) with
                    {
                        Breaks = true,
                    }
                ) with
                {
                    Subject = statement.Label,
                };
            }
        }
    }
}
