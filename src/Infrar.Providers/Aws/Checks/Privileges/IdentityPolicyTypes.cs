using System.Collections.Immutable;

namespace Infrar.Providers.Aws.Checks.Privileges;

/// <summary>Resource types that say what identities may do.</summary>
internal static class IdentityPolicyTypes
{
    /// <summary>Those that state a policy.</summary>
    public static ImmutableArray<string> Stating { get; } =
    ["aws_iam_policy", "aws_iam_role", "aws_iam_role_policy", "aws_iam_user_policy", "aws_iam_group_policy"];

    /// <summary>Those, and those that attach one.</summary>
    public static ImmutableArray<string> All { get; } =
    [
        .. Stating,
        "aws_iam_role_policy_attachment",
        "aws_iam_user_policy_attachment",
        "aws_iam_group_policy_attachment",
        "aws_iam_policy_attachment",
    ];
}
