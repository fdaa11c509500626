using Infrar.Core.Resources;
using static Infrar.Core.Resources.Values;
using static Infrar.Providers.Tests.Checks.Checking;
using static Infrar.Providers.Tests.Checks.Privileges.Policies;

namespace Infrar.Providers.Tests.Checks.Privileges;

public sealed class UserTests
{
    private static readonly Resource User = Checking.Aws("aws_iam_user", "u", ("name", "u"));
    private static readonly Resource Group = Checking.Aws("aws_iam_group", "g", ("name", "g"));
    private static readonly Resource Profile = Checking.Aws(
        "aws_iam_user_login_profile",
        "u",
        ("user", Ref("aws_iam_user.u", "name"))
    );

    [Fact]
    public void IAM015_finds_the_policy_of_a_single_user() =>
        Finds(
            "IAM015",
            "aws_iam_user_policy.u",
            User,
            Checking.Aws(
                "aws_iam_user_policy",
                "u",
                ("user", Ref("aws_iam_user.u", "name")),
                ("policy", Document(Allow("s3:ListAllMyBuckets", "*")))
            )
        );

    [Fact]
    public void IAM015_finds_a_policy_attached_to_users() =>
        Finds(
            "IAM015",
            "aws_iam_policy_attachment.a",
            Checking.Aws(
                "aws_iam_policy_attachment",
                "a",
                ("name", "a"),
                ("users", List("u")),
                ("policy_arn", "arn:aws:iam::aws:policy/ReadOnlyAccess")
            )
        );

    [Fact]
    public void IAM015_passes_the_policy_of_a_group_or_of_roles()
    {
        Passes(
            "IAM015",
            User,
            Group,
            Checking.Aws(
                "aws_iam_group_policy_attachment",
                "g",
                ("group", "g"),
                ("policy_arn", "arn:aws:iam::aws:policy/ReadOnlyAccess")
            )
        );
        Passes(
            "IAM015",
            Checking.Aws(
                "aws_iam_policy_attachment",
                "a",
                ("name", "a"),
                ("roles", List("r")),
                ("policy_arn", "arn:aws:iam::aws:policy/ReadOnlyAccess")
            )
        );
    }

    [Fact]
    public void IAM016_finds_an_access_key() =>
        Finds("IAM016", "aws_iam_access_key.k", User, Checking.Aws("aws_iam_access_key", "k", ("user", "u")));

    [Fact]
    public void IAM016_passes_one_that_is_off_or_sealed()
    {
        Passes("IAM016", User, Checking.Aws("aws_iam_access_key", "k", ("user", "u"), ("status", "Inactive")));
        Passes("IAM016", User, Checking.Aws("aws_iam_access_key", "k", ("user", "u"), ("pgp_key", "keybase:somebody")));
    }

    [Fact]
    public void IAM017_finds_a_password_without_a_second_factor() =>
        Finds("IAM017", "aws_iam_user_login_profile.u", User, Profile);

    [Fact]
    public void IAM017_passes_where_a_group_asks_for_one_or_may()
    {
        Passes(
            "IAM017",
            User,
            Group,
            Profile,
            Checking.Aws("aws_iam_user_group_membership", "m", ("user", "u"), ("groups", List("g"))),
            Checking.Aws(
                "aws_iam_group_policy",
                "g",
                ("group", "g"),
                (
                    "policy",
                    Document(
                        Map(
                            ("Effect", "Deny"),
                            ("NotAction", List("iam:*MFA*")),
                            ("Resource", "*"),
                            ("Condition", If("BoolIfExists", "aws:MultiFactorAuthPresent", "false"))
                        )
                    )
                )
            )
        );
        Passes(
            "IAM017",
            User,
            Profile,
            Checking.Aws("aws_iam_user_group_membership", "m", ("user", "u"), ("groups", List("elsewhere")))
        );
    }

    [Fact]
    public void IAM017_is_not_content_with_another_user_s_policy() =>
        Finds(
            "IAM017",
            "aws_iam_user_login_profile.u",
            User,
            Profile,
            Checking.Aws("aws_iam_user", "v", ("name", "v")),
            Checking.Aws(
                "aws_iam_user_policy",
                "v",
                ("user", "v"),
                (
                    "policy",
                    Document(
                        Allow("s3:ListAllMyBuckets", "*")
                            .With("Condition", If("Bool", "aws:MultiFactorAuthPresent", "true"))
                    )
                )
            )
        );
}
