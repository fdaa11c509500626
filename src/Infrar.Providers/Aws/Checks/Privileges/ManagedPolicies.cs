using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Infrar.Providers.Aws.Checks.Privileges;

/// <summary>What is known of the policies that AWS itself keeps.</summary>
internal static class ManagedPolicies
{
    private const string Prefix = "arn:aws:iam::aws:policy/";

    // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
    private static readonly FrozenDictionary<string, PolicyDocument> Known = new (string Name, string[] Actions)[]
    {
        ("AdministratorAccess", ["*"]),
        ("AmazonS3FullAccess", ["s3:*", "s3-object-lambda:*"]),
        ("AmazonS3ReadOnlyAccess", ["s3:Get*", "s3:List*", "s3:Describe*", "s3-object-lambda:Get*"]),
        ("AmazonSQSFullAccess", ["sqs:*"]),
        ("AmazonSNSFullAccess", ["sns:*", "sms-voice:*"]),
        ("AmazonElasticFileSystemClientReadWriteAccess", ["elasticfilesystem:Client*"]),
        ("CloudWatchLogsFullAccess", ["logs:*", "cloudwatch:GenerateQuery"]),
        ("IAMFullAccess", ["iam:*"]),
        (
            "AmazonEC2ContainerRegistryPullOnly",
            ["ecr:GetAuthorizationToken", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
        ),
        (
            "service-role/AmazonECSTaskExecutionRolePolicy",
            [
                "ecr:GetAuthorizationToken",
                "ecr:BatchCheckLayerAvailability",
                "ecr:GetDownloadUrlForLayer",
                "ecr:BatchGetImage",
                "logs:CreateLogStream",
                "logs:PutLogEvents",
            ]
        ),
        (
            "service-role/AWSLambdaBasicExecutionRole",
            ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"]
        ),
        (
            "service-role/AmazonRDSEnhancedMonitoringRole",
            ["logs:CreateLogGroup", "logs:PutRetentionPolicy", "logs:CreateLogStream", "logs:PutLogEvents"]
        ),
    }.ToFrozenDictionary(
        p => p.Name,
        p => new PolicyDocument([
            new()
            {
                IsAllow = true,
                Actions = [.. p.Actions],
                Resources = ["*"],
            },
        ]),
        StringComparer.Ordinal
    );

    // Policies that open a whole service, or nearly all of them, and are not called …FullAccess.
    private static readonly ImmutableArray<string> Broad =
    [
        "PowerUserAccess",
        "SecretsManagerReadWrite",
        "job-function/SystemAdministrator",
        "job-function/DatabaseAdministrator",
        "job-function/NetworkAdministrator",
    ];

    /// <summary>The name of AWS's own policy of that ARN, its path included; empty for any other policy.</summary>
    public static string NameOf(string arn) =>
        arn.StartsWith(Prefix, StringComparison.Ordinal) ? arn[Prefix.Length..] : "";

    /// <summary>What it says; null where that is not known here.</summary>
    public static PolicyDocument? Find(string name) => Known.GetValueOrDefault(name);

    /// <summary>Whether it allows everything.</summary>
    public static bool IsAdministrator(string name) => name == "AdministratorAccess";

    /// <summary>Whether it opens a whole service or more, on every resource.</summary>
    public static bool IsBroad(string name) =>
        name.EndsWith("FullAccess", StringComparison.Ordinal) || Broad.Contains(name, StringComparer.Ordinal);
}
