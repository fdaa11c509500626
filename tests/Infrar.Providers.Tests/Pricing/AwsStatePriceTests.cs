using Infrar.Core.Resources;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Tests.Pricing;

/// <summary>Resources as the real provider fills them in: empty lists for absent blocks, empty texts, what it computed.</summary>
public sealed class AwsStatePriceTests
{
    private static readonly Value _none = List(Array.Empty<Value>());

    [Fact]
    public void A_subnet_that_a_state_lists_and_an_association_names_counts_once() =>
        new AwsBill()
            .With(
                "aws_vpc_endpoint",
                ("vpc_endpoint_type", "Interface"),
                ("subnet_ids", List(["subnet-a", "subnet-b"]))
            )
            .Using(("monthly_data_processed_gb", 0m))
            .With(
                "aws_vpc_endpoint_subnet_association",
                ("vpc_endpoint_id", Ref("aws_vpc_endpoint.x", "id")),
                ("subnet_id", "subnet-b")
            )
            .Comes(("Endpoint hours", 2m * 730m * 0.011m));

    [Fact]
    public void Mappings_that_the_provider_filled_in_hold_addresses_of_their_own() =>
        new AwsBill()
            .With(
                "aws_lb",
                ("load_balancer_type", "network"),
                ("subnets", List(["subnet-a"])),
                ("subnet_mapping", List(Map(("subnet_id", "subnet-a"), ("allocation_id", ""))))
            )
            .Using(("processed_bytes_gb", 0m))
            .Comes(("Load balancer hours", 730m * 0.0252m), ("Public IPv4 addresses in use", 730m * 0.005m));

    [Fact]
    public void Absent_blocks_are_nothing_that_anybody_stated()
    {
        var bill = new AwsBill()
            .With("aws_cloudwatch_event_target", ("ecs_target", _none))
            .With("aws_appautoscaling_policy", ("target_tracking_scaling_policy_configuration", _none))
            .With("aws_autoscaling_policy", ("target_tracking_configuration", _none))
            .With("aws_vpc_endpoint", ("vpc_endpoint_type", "Gateway"), ("subnet_ids", _none));

        bill.Comes();
    }

    [Fact]
    public void A_record_whose_alias_is_an_empty_list_answers_queries() =>
        new AwsBill()
            .With("aws_route53_record", ("alias", _none))
            .Using(("monthly_standard_queries", 1_000_000m))
            .Comes(("DNS queries, standard", 0.4m));

    [Fact]
    public void A_query_without_a_metric_is_an_expression() =>
        new AwsBill()
            .With(
                "aws_cloudwatch_metric_alarm",
                (
                    "metric_query",
                    List(
                        Map(("id", "a"), ("expression", ""), ("metric", List(Map(("period", 60))))),
                        Map(("id", "b"), ("expression", "a * 2"), ("metric", _none))
                    )
                )
            )
            .Comes(("Alarm metrics (standard resolution)", 0.1m));

    [Fact]
    public void An_address_that_is_attached_to_nothing_is_idle() =>
        new AwsBill()
            .With("aws_eip", ("instance", ""), ("network_interface", ""))
            .Comes(("Public IPv4 address, idle", 3.65m));

    [Fact]
    public void What_is_not_known_is_never_nothing() =>
        new AwsBill()
            .With(
                "aws_db_instance",
                ("engine", "postgres"),
                ("instance_class", new Value.Unknown()),
                ("allocated_storage", new Value.Unknown()),
                ("storage_type", "io1"),
                ("iops", new Value.Unknown())
            )
            .Leaves("Instance hours", "Storage");

    [Fact]
    public void Provisioned_operations_that_are_not_known_are_named() =>
        new AwsBill()
            .With(
                "aws_db_instance",
                ("engine", "postgres"),
                ("instance_class", "db.t4g.medium"),
                ("allocated_storage", 100),
                ("storage_type", "io1"),
                ("iops", new Value.Unknown())
            )
            .Leaves("Provisioned IOPS");
}
