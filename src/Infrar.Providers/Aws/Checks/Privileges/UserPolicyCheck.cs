using System.Collections.Immutable;
using Infrar.Core.Checks;

namespace Infrar.Providers.Aws.Checks.Privileges;

/// <summary>Whether users have policies of their own.</summary>
internal sealed class UserPolicyCheck : Check
{
    /// <inheritdoc/>
    public override string Id => "IAM015";

    /// <inheritdoc/>
    public override string Title => "A user has a policy of its own";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Low;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Privileges;

    /// <inheritdoc/>
    public override string Rationale =>
        "Permissions that are given to single users are forgotten when people change tasks. Groups and roles show who may do what.";

    /// <inheritdoc/>
    public override string Mend =>
        "Give the policy to a group that the user belongs to, or to a role that it takes on.";

    /// <inheritdoc/>
    public override ImmutableArray<Control> Controls => [new("AWS FSBP", "IAM.2"), new("CIS AWS 3.0.0", "1.15")];

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes =>
        ["aws_iam_user_policy", "aws_iam_user_policy_attachment", "aws_iam_policy_attachment"];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Run(CheckScope scope) =>
        scope
            .Graph.OfType("aws_iam_user_policy")
            .Concat(scope.Graph.OfType("aws_iam_user_policy_attachment"))
            .Concat(
                scope
                    .Graph.OfType("aws_iam_policy_attachment")
                    .Where(a => a["users"] is Core.Resources.Value.ListOf { Items.IsEmpty: false })
            )
            .Select(r =>
                Found(
                    scope,
                    r,
                    "The policy belongs to a single user: it stays when the person's task changes, and no group or role shows it.",
                    "Attach the policy to a group with aws_iam_group_policy_attachment, or to a role.",
                    new ProofStep(r.Address, $"The type {r.Type} gives a policy to a user.", Breaks: true)
                )
            );
}
