using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Checks.Privileges;

/// <summary>A resource that acts with a role.</summary>
/// <param name="User">The resource.</param>
/// <param name="Setting">Its attribute that names the role.</param>
/// <param name="Role">The role.</param>
/// <param name="Service">Service that takes the role on, for example <c>ecs-tasks.amazonaws.com</c>.</param>
internal sealed record RoleUse(Resource User, string Setting, Resource Role, string Service);

/// <summary>What acts with which role.</summary>
internal static class RoleUses
{
    private static readonly (string Type, string Setting, string Service)[] Settings =
    [
        ("aws_ecs_task_definition", "task_role_arn", "ecs-tasks.amazonaws.com"),
        ("aws_ecs_task_definition", "execution_role_arn", "ecs-tasks.amazonaws.com"),
        ("aws_lambda_function", "role", "lambda.amazonaws.com"),
        ("aws_iam_instance_profile", "role", "ec2.amazonaws.com"),
        ("aws_scheduler_schedule", "target.role_arn", "scheduler.amazonaws.com"),
        ("aws_cloudwatch_event_target", "role_arn", "events.amazonaws.com"),
        ("aws_sfn_state_machine", "role_arn", "states.amazonaws.com"),
        ("aws_codebuild_project", "service_role", "codebuild.amazonaws.com"),
        ("aws_db_instance", "monitoring_role_arn", "monitoring.rds.amazonaws.com"),
        ("aws_rds_cluster", "monitoring_role_arn", "monitoring.rds.amazonaws.com"),
        ("aws_flow_log", "iam_role_arn", "vpc-flow-logs.amazonaws.com"),
        ("aws_eks_cluster", "role_arn", "eks.amazonaws.com"),
        ("aws_eks_node_group", "node_role_arn", "ec2.amazonaws.com"),
        ("aws_apprunner_service", "instance_configuration.instance_role_arn", "tasks.apprunner.amazonaws.com"),
        ("aws_s3_bucket_replication_configuration", "role", "s3.amazonaws.com"),
        ("aws_backup_selection", "iam_role_arn", "backup.amazonaws.com"),
        ("aws_cloudtrail", "cloud_watch_logs_role_arn", "cloudtrail.amazonaws.com"),
    ];

    /// <summary>Resource types that act with roles.</summary>
    public static ImmutableArray<string> Types { get; } =
    [.. Settings.Select(s => s.Type).Distinct(StringComparer.Ordinal)];

    /// <summary>Every use of a role of the graph.</summary>
    public static IEnumerable<RoleUse> Of(CheckScope scope)
    {
        var permissions = Permissions.Of(scope);
        foreach (var (type, setting, service) in Settings)
        {
            foreach (var user in scope.Graph.OfType(type))
            {
                if (permissions.Find("aws_iam_role", user[setting]) is { } role)
                {
                    yield return new(user, setting, role, service);
                }
            }
        }
    }
}
