using Infrar.Core.Resources;
using static Infrar.Core.Resources.Values;
using static Infrar.Providers.Tests.Checks.Checking;
using static Infrar.Providers.Tests.Checks.Privileges.Policies;

namespace Infrar.Providers.Tests.Checks.Privileges;

public sealed class TrustTests
{
    private static readonly Resource Caller = Checking.Aws(
        "aws_iam_role",
        "own",
        ("name", "own"),
        ("arn", "arn:aws:iam::111122223333:role/own"),
        (
            "assume_role_policy",
            Trust(Map(("Service", "lambda.amazonaws.com")), If("StringEquals", "aws:SourceAccount", "111122223333"))
        )
    );

    [Fact]
    public void IAM011_finds_a_role_that_anybody_may_take_on()
    {
        Finds("IAM011", "aws_iam_role.r", Role("r", Trust("*")));
        Finds("IAM011", "aws_iam_role.r", Role("r", Trust(Map(("AWS", "*")))));
        Finds("IAM011", "aws_iam_role.r", Role("r", Trust("*", If("StringNotEquals", "aws:PrincipalArn", "x"))));
    }

    [Fact]
    public void IAM011_passes_an_organization_and_a_named_account()
    {
        Passes("IAM011", Role("r", Trust(Map(("AWS", "*")), If("StringEquals", "aws:PrincipalOrgID", "o-1234567890"))));
        Passes("IAM011", Role("r", Trust(Map(("AWS", "arn:aws:iam::111122223333:root")))));
    }

    [Fact]
    public void IAM012_finds_a_task_whose_role_trusts_another_service() =>
        Finds("IAM012", "aws_iam_role.r", Role("lambda.amazonaws.com"), Task("task_role_arn"));

    [Fact]
    public void IAM012_passes_a_role_that_trusts_its_service_and_one_that_is_not_known()
    {
        Passes("IAM012", Role("ecs-tasks.amazonaws.com"), Task("task_role_arn"));
        Passes(
            "IAM012",
            Role("states.eu-west-1.amazonaws.com"),
            Checking.Aws("aws_sfn_state_machine", "m", ("name", "m"), ("role_arn", Ref("aws_iam_role.r", "arn")))
        );
        Passes("IAM012", Role("r", new Value.Variable("trust")), Task("execution_role_arn"));
        Passes(
            "IAM012",
            Role("r", Trust(Map(("Service", List("ec2.amazonaws.com", "ecs-tasks.amazonaws.com"))))),
            Task("task_role_arn")
        );
    }

    [Fact]
    public void IAM013_finds_a_service_that_may_act_for_other_accounts() =>
        Finds("IAM013", "aws_iam_role.r", Role("r", Trust(Map(("Service", "ecs-tasks.amazonaws.com")))));

    [Fact]
    public void IAM013_passes_a_source_that_is_named_and_services_that_tell_none()
    {
        Passes("IAM013", Role("ecs-tasks.amazonaws.com"));
        Passes("IAM013", Role("r", Trust(Map(("Service", "ec2.amazonaws.com")))));
    }

    [Fact]
    public void IAM014_finds_another_account_without_a_condition() =>
        Finds("IAM014", "aws_iam_role.r", Caller, Role("r", Trust(Map(("AWS", "arn:aws:iam::444455556666:root")))));

    [Fact]
    public void IAM014_passes_the_own_account_an_external_id_and_what_cannot_be_told()
    {
        Passes("IAM014", Caller, Role("r", Trust(Map(("AWS", "arn:aws:iam::111122223333:root")))));
        Passes(
            "IAM014",
            Caller,
            Role("r", Trust(Map(("AWS", "444455556666")), If("StringEquals", "sts:ExternalId", "a-b-c")))
        );
        Passes("IAM014", Role("r", Trust(Map(("AWS", "arn:aws:iam::444455556666:root")))));
    }

    private static Resource Task(string setting) =>
        Checking.Aws("aws_ecs_task_definition", "t", ("family", "t"), (setting, Ref("aws_iam_role.r", "arn")));
}
