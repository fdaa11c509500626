using Infrar.Core.Resources;
using static Infrar.Core.Resources.Values;
using static Infrar.Providers.Tests.Checks.Checking;
using static Infrar.Providers.Tests.Checks.Privileges.Policies;

namespace Infrar.Providers.Tests.Checks.Privileges;

public sealed class ExecutionRoleTests
{
    private const string Image = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop:1";
    private const string Repository = "arn:aws:ecr:eu-west-1:111122223333:repository/shop";
    private const string Secret = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop/db-AbCd12";

    private static readonly Value.MapOf Pull = Allow(
        ["ecr:GetAuthorizationToken", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
        "*"
    );

    [Fact]
    public void IAM007_finds_a_role_that_may_not_pull() =>
        Finds(
            "IAM007",
            "aws_iam_role.r",
            Role("ecs-tasks.amazonaws.com"),
            Held("r", Allow("logs:PutLogEvents", "*")),
            Task(Map(("name", "a"), ("image", Image)))
        );

    [Fact]
    public void IAM007_finds_a_role_that_may_pull_another_image() =>
        Finds(
            "IAM007",
            "aws_iam_role.r",
            Role("ecs-tasks.amazonaws.com"),
            Held(
                "r",
                Allow("ecr:GetAuthorizationToken", "*"),
                Allow(["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"], Repository + "-web")
            ),
            Task(Map(("name", "a"), ("image", Image)))
        );

    [Fact]
    public void IAM007_finds_a_secret_that_AWS_s_own_policy_does_not_open()
    {
        var finding = Finds(
            "IAM007",
            "aws_iam_role.r",
            Role("ecs-tasks.amazonaws.com"),
            Attached(),
            Task(Map(("name", "a"), ("image", Image), ("secrets", List(Map(("name", "P"), ("valueFrom", Secret))))))
        );

        Assert.Contains("secretsmanager:GetSecretValue", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void IAM007_finds_a_task_without_a_role() =>
        Finds(
            "IAM007",
            "aws_ecs_task_definition.t",
            Checking.Aws(
                "aws_ecs_task_definition",
                "t",
                ("family", "t"),
                ("requires_compatibilities", List("FARGATE")),
                ("container_definitions", new Value.Json(List(Map(("name", "a"), ("image", Image)))))
            )
        );

    [Fact]
    public void IAM007_passes_a_task_without_a_role_on_machines_of_one_s_own() =>
        Passes(
            "IAM007",
            Checking.Aws(
                "aws_ecs_task_definition",
                "t",
                ("family", "t"),
                ("requires_compatibilities", List("EC2")),
                ("container_definitions", new Value.Json(List(Map(("name", "a"), ("image", Image)))))
            )
        );

    [Fact]
    public void IAM007_passes_AWS_s_own_policy_and_single_grants()
    {
        var container = Map(
            ("name", "a"),
            ("image", Image),
            (
                "logConfiguration",
                Map(
                    ("logDriver", "awslogs"),
                    ("options", Map(("awslogs-group", "/ecs/shop"), ("awslogs-region", "eu-west-1")))
                )
            )
        );

        Passes("IAM007", Role("ecs-tasks.amazonaws.com"), Attached(), Task(container));
        Passes(
            "IAM007",
            Role("ecs-tasks.amazonaws.com"),
            Held(
                "r",
                Allow("ecr:GetAuthorizationToken", "*"),
                Allow(["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"], Repository),
                Allow(
                    ["logs:CreateLogStream", "logs:PutLogEvents"],
                    "arn:aws:logs:eu-west-1:111122223333:log-group:/ecs/shop:*"
                )
            ),
            Task(container)
        );
    }

    [Fact]
    public void IAM007_passes_a_secret_that_is_named_with_its_JSON_member() =>
        Passes(
            "IAM007",
            Role("ecs-tasks.amazonaws.com"),
            Held("r", Pull, Allow("secretsmanager:GetSecretValue", Secret)),
            Task(
                Map(
                    ("name", "a"),
                    ("image", Image),
                    ("secrets", List(Map(("name", "P"), ("valueFrom", Secret + ":password::"))))
                )
            )
        );

    [Fact]
    public void IAM007_passes_a_public_image_and_a_role_from_elsewhere()
    {
        Passes("IAM007", Role("ecs-tasks.amazonaws.com"), Task(Map(("name", "a"), ("image", "nginx:1"))));
        Passes(
            "IAM007",
            Checking.Aws(
                "aws_ecs_task_definition",
                "t",
                ("family", "t"),
                ("execution_role_arn", "arn:aws:iam::111122223333:role/elsewhere"),
                ("container_definitions", new Value.Json(List(Map(("name", "a"), ("image", Image)))))
            )
        );
    }

    private static Resource Task(Value.MapOf container) =>
        Checking.Aws(
            "aws_ecs_task_definition",
            "t",
            ("family", "t"),
            ("execution_role_arn", Ref("aws_iam_role.r", "arn")),
            ("container_definitions", new Value.Json(List(container)))
        );

    private static Resource Attached() =>
        Checking.Aws(
            "aws_iam_role_policy_attachment",
            "a",
            ("role", Ref("aws_iam_role.r", "name")),
            ("policy_arn", "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy")
        );
}
