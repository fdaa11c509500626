using Infrar.Core.Resources;
using static Infrar.Core.Resources.Values;
using static Infrar.Providers.Tests.Checks.CheckCase;

namespace Infrar.Providers.Tests.Checks.Logging;

/// <summary>What is written down, and what is not.</summary>
internal static class LoggingCases
{
    private static readonly Value Unknown = new Value.Unknown();

    internal static CheckCase[] All { get; } =
    [
        Fails("LOG002", "a trail of one region", Trail(("is_multi_region_trail", false))),
        Passes("LOG002", "a trail of every region", Trail(("is_multi_region_trail", true))),
        NearMiss(
            "LOG002",
            "a trail of one region beside one of every",
            Trail(("is_multi_region_trail", false)),
            Made("aws_cloudtrail", "all", ("is_multi_region_trail", true))
        ),
        Fails("LOG003", "a trail without digests", Trail()),
        Passes("LOG003", "a trail with digests", Trail(("enable_log_file_validation", true))),
        NearMiss("LOG003", "a trail of which it is not known", Trail(("enable_log_file_validation", Unknown))),
        Fails("LOG004", "a trail without a key", Trail()),
        Passes("LOG004", "a trail with a key", Trail(("kms_key_id", "arn:aws:kms:eu-west-1:1:key/1"))),
        NearMiss(
            "LOG004",
            "a trail whose key is still to be made",
            Trail(("kms_key_id", Ref("aws_kms_key.main", "arn"))),
            Made("aws_kms_key", "main")
        ),
        Fails("LOG005", "a trail into a bucket alone", Trail()),
        Passes(
            "LOG005",
            "a trail into a log group",
            Trail(("cloud_watch_logs_group_arn", "arn:aws:logs:eu-west-1:1:log-group:a:*"))
        ),
        NearMiss(
            "LOG005",
            "a trail into a log group that is still to be made",
            Trail(("cloud_watch_logs_group_arn", Template(Ref("aws_cloudwatch_log_group.main", "arn"), ":*"))),
            Group(30)
        ),
        Fails("LOG006", "logs for ever", Made("aws_cloudwatch_log_group", "main", ("name", "api"))),
        Passes("LOG006", "logs for a month", Group(30)),
        NearMiss("LOG006", "logs for as long as a variable says", Group(Unknown)),
        Fails("LOG007", "a load balancer without a log", Made("aws_lb", "main", ("load_balancer_type", "application"))),
        Fails("LOG007", "a load balancer whose log is off", Balancer(("bucket", "logs"), ("enabled", false))),
        Passes("LOG007", "a load balancer with a log", Balancer(("bucket", "logs"), ("enabled", true))),
        NearMiss(
            "LOG007",
            "a network load balancer, which has none for plain TCP",
            Made("aws_lb", "main", ("load_balancer_type", "network"))
        ),
        NearMiss(
            "LOG007",
            "a classic one, whose log is on when it is named",
            Made("aws_elb", "main", ("access_logs", Block(("bucket", "logs"))))
        ),
        Fails("LOG008", "a network without a flow log", Vpc()),
        Passes(
            "LOG008",
            "a network with one",
            Vpc(),
            Made("aws_flow_log", "main", ("vpc_id", Ref("aws_vpc.main", "id")))
        ),
        NearMiss("LOG008", "the account's own network, which is not made here", Made("aws_default_vpc", "main")),
        Fails("LOG009", "a database that keeps its logs", Made("aws_db_instance", "main", ("engine", "postgres"))),
        Passes("LOG009", "a database that hands them on", Exporting(List((Value)"postgresql"))),
        NearMiss("LOG009", "a database of which it is not known", Exporting(Unknown)),
        Fails("LOG010", "a firewall without a log", Firewall()),
        Passes(
            "LOG010",
            "a firewall with one",
            Firewall(),
            Made(
                "aws_wafv2_web_acl_logging_configuration",
                "main",
                ("resource_arn", Ref("aws_wafv2_web_acl.main", "arn"))
            )
        ),
        NearMiss("LOG010", "a set of addresses, which refuses nothing by itself", Made("aws_wafv2_ip_set", "main")),
        Fails("LOG011", "a cluster that turns insights off", Cluster("disabled")),
        Passes("LOG011", "a cluster with insights", Cluster("enhanced")),
        NearMiss(
            "LOG011",
            "a cluster that leaves it to the account",
            Made("aws_ecs_cluster", "main", ("name", "main"))
        ),
        Fails("LOG012", "an alarm without an action", Alarm()),
        Fails(
            "LOG012",
            "an alarm whose actions are off",
            Alarm(("actions_enabled", false), ("alarm_actions", Topics()))
        ),
        Passes("LOG012", "an alarm with an action", Alarm(("alarm_actions", Topics()))),
        NearMiss(
            "LOG012",
            "an alarm that feeds another",
            Alarm(),
            Made(
                "aws_cloudwatch_composite_alarm",
                "main",
                ("alarm_rule", Template("ALARM(", Ref("aws_cloudwatch_metric_alarm.cpu", "alarm_name"), ")"))
            )
        ),
        Fails("LOG013", "a topic of alarms that nobody hears", Topic(), Alarm(("alarm_actions", ToTopic()))),
        Passes(
            "LOG013",
            "a topic with a subscriber",
            Topic(),
            Alarm(("alarm_actions", ToTopic())),
            Made("aws_sns_topic_subscription", "mail", ("topic_arn", Ref("aws_sns_topic.alarms", "arn")))
        ),
        NearMiss("LOG013", "a topic that no alarm goes to", Topic()),
        Fails("LOG014", "a distribution without a log", Made("aws_cloudfront_distribution", "web", ("enabled", true))),
        Passes(
            "LOG014",
            "a distribution with one",
            Made("aws_cloudfront_distribution", "web", ("logging_config", Block(("bucket", "logs.s3.amazonaws.com"))))
        ),
        NearMiss(
            "LOG014",
            "a distribution that is turned off",
            Made("aws_cloudfront_distribution", "web", ("enabled", false))
        ),
        Fails("LOG015", "a container that speaks to nobody", Task(Value.None)),
        Passes("LOG015", "a container with a log", Task(Map(("logDriver", "awslogs")))),
        NearMiss(
            "LOG015",
            "containers that are not known",
            Made("aws_ecs_task_definition", "api", ("container_definitions", Unknown))
        ),
        Fails("LOG016", "a cluster that keeps nothing", Made("aws_eks_cluster", "main", ("name", "main"))),
        Fails("LOG016", "a cluster that keeps only the scheduler's", Kubernetes("scheduler")),
        Passes("LOG016", "a cluster that keeps who did what", Kubernetes("audit", "authenticator")),
        NearMiss(
            "LOG016",
            "a cluster of which it is not known",
            Made("aws_eks_cluster", "main", ("enabled_cluster_log_types", Unknown))
        ),
    ];

    private static Resource Trail(params (string, Value)[] settings) =>
        Made("aws_cloudtrail", "main", [("s3_bucket_name", "trail"), .. settings]);

    private static Resource Group(Value days) =>
        Made("aws_cloudwatch_log_group", "main", ("name", "api"), ("retention_in_days", days));

    private static Resource Balancer(params (string, Value)[] log) =>
        Made("aws_lb", "main", ("load_balancer_type", "application"), ("access_logs", Block(log)));

    private static Resource Vpc() => Made("aws_vpc", "main", ("cidr_block", "10.0.0.0/16"));

    private static Resource Exporting(Value logs) =>
        Made("aws_db_instance", "main", ("enabled_cloudwatch_logs_exports", logs));

    private static Resource Firewall() => Made("aws_wafv2_web_acl", "main", ("scope", "REGIONAL"));

    private static Resource Cluster(string insights) =>
        Made("aws_ecs_cluster", "main", ("setting", Block(("name", "containerInsights"), ("value", insights))));

    private static Resource Alarm(params (string, Value)[] settings) =>
        Made("aws_cloudwatch_metric_alarm", "cpu", [("metric_name", "CPUUtilization"), .. settings]);

    private static Value.ListOf Topics() => List((Value)"arn:aws:sns:eu-west-1:1:alarms");

    private static Value.ListOf ToTopic() => List((Value)Ref("aws_sns_topic.alarms", "arn"));

    private static Resource Topic() => Made("aws_sns_topic", "alarms", ("name", "alarms"));

    private static Resource Task(Value log) =>
        Made(
            "aws_ecs_task_definition",
            "api",
            (
                "container_definitions",
                new Value.Json(List(Map(("name", "api"), ("image", "shop/api:1"), ("logConfiguration", log))))
            )
        );

    private static Resource Kubernetes(params string[] logs) =>
        Made("aws_eks_cluster", "main", ("enabled_cluster_log_types", List(logs.Select(l => (Value)l))));
}
