using Infrar.Core.Resources;
using static Infrar.Core.Resources.Values;
using static Infrar.Providers.Tests.Checks.CheckCase;

namespace Infrar.Providers.Tests.Checks.Cost;

/// <summary>What is paid for and does something, and what is not.</summary>
internal static class CostCases
{
    internal static CheckCase[] All { get; } =
    [
        Fails("CST003", "an address that nothing uses", Address()),
        Passes("CST003", "an address of a gateway", Address(), Gateway()),
        NearMiss("CST003", "an address of a server that is named", Made("aws_eip", "main", ("instance", "i-0123"))),
        Fails("CST004", "a gateway without a route", Gateway(), Address()),
        Passes("CST004", "a gateway with a route", Gateway(), Route(Ref("aws_nat_gateway.main", "id"))),
        NearMiss("CST004", "a gateway beside a route that is not known", Gateway(), Route(new Value.Unknown())),
        Fails("CST005", "a load balancer without a listener", Made("aws_lb", "main")),
        Passes("CST005", "a load balancer with one", Made("aws_lb", "main"), Listener("aws_lb_listener")),
        NearMiss(
            "CST005",
            "a load balancer with one of the older name",
            Made("aws_lb", "main"),
            Listener("aws_alb_listener")
        ),
        Fails("CST006", "a key that seals nothing", Key(), Alias()),
        Passes("CST006", "a key that seals a bucket", Key(), Sealed("aws_kms_key.main", "arn")),
        NearMiss("CST006", "a key that is named by its alias", Key(), Alias(), Sealed("aws_kms_alias.main", "arn")),
        Fails("CST007", "a volume of gp2", Made("aws_ebs_volume", "data", ("type", "gp2"))),
        Fails("CST007", "a database on gp2", Made("aws_db_instance", "main", ("storage_type", "gp2"))),
        Passes("CST007", "a volume of gp3", Made("aws_ebs_volume", "data", ("type", "gp3"))),
        NearMiss("CST007", "a volume of io2", Made("aws_ebs_volume", "data", ("type", "io2"))),
        Fails("CST008", "a server of 2014", Made("aws_instance", "web", ("instance_type", "t2.micro"))),
        Fails("CST008", "a database of 2015", Made("aws_db_instance", "main", ("instance_class", "db.m4.large"))),
        Passes("CST008", "a server of today", Made("aws_instance", "web", ("instance_type", "t4g.micro"))),
        NearMiss(
            "CST008",
            "a size whose name ends like an old family",
            Made("aws_instance", "web", ("instance_type", "m7g.2xlarge"))
        ),
        Fails("CST009", "files that go through a gateway", Vpc(), Subnet(), InSubnet(), Bucket()),
        Passes(
            "CST009",
            "files with a way of their own",
            Vpc(),
            Subnet(),
            InSubnet(),
            Bucket(),
            Endpoint("com.amazonaws.eu-west-1.s3")
        ),
        NearMiss("CST009", "a network without a gateway", Vpc(), Subnet(), Bucket()),
        Fails("CST010", "versions for ever", Versioning("Enabled"), Bucket()),
        Passes("CST010", "versions for a month", Versioning("Enabled"), Bucket(), Expiring()),
        NearMiss("CST010", "versions that are suspended", Versioning("Suspended"), Bucket()),
        NearMiss("CST010", "the record of a trail, which is kept on purpose", Versioning("Enabled"), Bucket(), Trail()),
        Fails("CST011", "images for ever", Repository()),
        Passes(
            "CST011",
            "images that go in time",
            Repository(),
            Made("aws_ecr_lifecycle_policy", "api", ("repository", Ref("aws_ecr_repository.api", "name")))
        ),
        NearMiss(
            "CST011",
            "images that anybody may take, which another service keeps",
            Made("aws_ecrpublic_repository", "api")
        ),
    ];

    private static Resource Address() => Made("aws_eip", "main", ("domain", "vpc"));

    private static Resource Gateway() => Made("aws_nat_gateway", "main", ("allocation_id", Ref("aws_eip.main", "id")));

    private static Resource Route(Value gateway) =>
        Made("aws_route", "out", ("route_table_id", "rtb-1"), ("nat_gateway_id", gateway));

    private static Resource Listener(string type) =>
        Made(type, "https", ("load_balancer_arn", Ref("aws_lb.main", "arn")));

    private static Resource Key() => Made("aws_kms_key", "main", ("description", "Data"));

    private static Resource Alias() =>
        Made("aws_kms_alias", "main", ("target_key_id", Ref("aws_kms_key.main", "key_id")));

    private static Resource Sealed(string key, string attribute) =>
        Made("aws_ebs_volume", "data", ("kms_key_id", Ref(key, attribute)));

    private static Resource Vpc() => Made("aws_vpc", "main", ("cidr_block", "10.0.0.0/16"));

    private static Resource Subnet() => Made("aws_subnet", "main", ("vpc_id", Ref("aws_vpc.main", "id")));

    private static Resource InSubnet() => Made("aws_nat_gateway", "out", ("subnet_id", Ref("aws_subnet.main", "id")));

    private static Resource Bucket() => Made("aws_s3_bucket", "files", ("bucket", "files"));

    private static Resource Endpoint(string service) =>
        Made("aws_vpc_endpoint", "files", ("vpc_id", Ref("aws_vpc.main", "id")), ("service_name", service));

    private static Resource Versioning(string status) =>
        Made(
            "aws_s3_bucket_versioning",
            "files",
            ("bucket", Ref("aws_s3_bucket.files", "id")),
            ("versioning_configuration", Block(("status", status)))
        );

    private static Resource Expiring() =>
        Made(
            "aws_s3_bucket_lifecycle_configuration",
            "files",
            ("bucket", Ref("aws_s3_bucket.files", "id")),
            ("rule", Block(("status", "Enabled"), ("noncurrent_version_expiration", Block(("noncurrent_days", 30)))))
        );

    private static Resource Trail() =>
        Made("aws_cloudtrail", "main", ("s3_bucket_name", Ref("aws_s3_bucket.files", "id")));

    private static Resource Repository() => Made("aws_ecr_repository", "api", ("name", "api"));
}
