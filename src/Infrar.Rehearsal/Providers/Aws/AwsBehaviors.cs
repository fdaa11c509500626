using System.Collections.Frozen;

namespace Infrar.Rehearsal.Providers.Aws;

/// <summary>The AWS types that take more than facts.</summary>
internal static class AwsBehaviors
{
    public static readonly BehaviorCatalog Catalog = new(
        [new DefaultTags()],
        new Dictionary<string, TypeBehavior>
        {
            ["aws_acm_certificate"] = new Certificate(),
            ["aws_db_instance"] = new Database(),
            ["aws_db_subnet_group"] = new ZoneSpread("subnet_ids"),
            ["aws_ecs_service"] = new ContainerService(),
            ["aws_ecs_task_definition"] = new TaskDefinition(),
            ["aws_iam_policy"] = new PolicyText("policy"),
            ["aws_iam_role"] = new PolicyText("assume_role_policy"),
            ["aws_iam_role_policy"] = new PolicyText("policy"),
            ["aws_lb"] = new LoadBalancer(),
            ["aws_rds_cluster"] = new Database(),
            ["aws_s3_bucket"] = new Bucket(),
            ["aws_s3_bucket_policy"] = new PolicyText("policy"),
            ["aws_subnet"] = new Subnet(),
        }.ToFrozenDictionary(StringComparer.Ordinal),
        new Dictionary<string, DataBehavior>
        {
            ["aws_availability_zones"] = AvailabilityZones.Read,
            ["aws_iam_policy_document"] = PolicyDocument.Read,
        }.ToFrozenDictionary(StringComparer.Ordinal)
    );
}
