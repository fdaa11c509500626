using System.Collections.Frozen;
using System.Collections.Immutable;
using Infrar.Providers.Aws.Pricing;
using Infrar.Providers.Feeds;

namespace Infrar.Providers.Aws.Feed;

/// <summary>SKUs of AWS's price list by what they are, and the names that the pricing rules have for them.</summary>
internal static class AwsSkus
{
    // What a usage type begins with outside us-east-1. "EU-TS-LoadBalancerUsage" is no "LoadBalancerUsage", so nothing else is cut off.
    private static readonly FrozenDictionary<string, ImmutableArray<string>> _codes = new Dictionary<
        string,
        ImmutableArray<string>
    >(StringComparer.Ordinal)
    {
        ["us-east-1"] = ["USE1"],
        ["us-east-2"] = ["USE2"],
        ["us-west-1"] = ["USW1"],
        ["us-west-2"] = ["USW2"],
        ["ca-central-1"] = ["CAN1"],
        ["ca-west-1"] = ["CAN2"],
        ["sa-east-1"] = ["SAE1"],
        ["mx-central-1"] = ["MXC1"],
        ["eu-west-1"] = ["EU", "EUW1"],
        ["eu-west-2"] = ["EUW2"],
        ["eu-west-3"] = ["EUW3"],
        ["eu-central-1"] = ["EUC1"],
        ["eu-central-2"] = ["EUC2"],
        ["eu-north-1"] = ["EUN1"],
        ["eu-south-1"] = ["EUS1"],
        ["eu-south-2"] = ["EUS2"],
        ["ap-northeast-1"] = ["APN1"],
        ["ap-northeast-2"] = ["APN2"],
        ["ap-northeast-3"] = ["APN3"],
        ["ap-southeast-1"] = ["APS1"],
        ["ap-southeast-2"] = ["APS2"],
        ["ap-southeast-3"] = ["APS4"],
        ["ap-southeast-4"] = ["APS6"],
        ["ap-south-1"] = ["APS3"],
        ["ap-south-2"] = ["APS5"],
        ["ap-east-1"] = ["APE1"],
        ["me-south-1"] = ["MES1"],
        ["me-central-1"] = ["MEC1"],
        ["af-south-1"] = ["AFS1"],
        ["il-central-1"] = ["ILC1"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly Lazy<SkuMapping> _mapping = new(() => new(AwsPricing.Prices, List()));

    internal static SkuMapping Mapping => _mapping.Value;

    /// <summary>The services that the pricing rules ask for.</summary>
    internal static ImmutableArray<string> Services { get; } =
    [
        "AmazonEC2",
        "AmazonECS",
        "AmazonEKS",
        "AmazonRDS",
        "AmazonElastiCache",
        "AmazonS3",
        "AWSELB",
        "AmazonVPC",
        "AmazonCloudWatch",
        "AWSSecretsManager",
        "AmazonRoute53",
        "AmazonECR",
        "AWSLambda",
        "AWSCloudTrail",
        "AmazonCloudFront",
        "AWSDataTransfer",
        "awskms",
        "awswaf",
        "AWSEvents",
    ];

    /// <summary>The regions that the embedded price book knows.</summary>
    internal static ImmutableArray<string> Regions =>
        [.. AwsPricing.Prices.Prices.Select(p => p.RegionId).Distinct(StringComparer.Ordinal)];

    private static ImmutableArray<AlikeSku> List() =>
        [
            Alike(
                "AmazonRDS",
                "instance-hour",
                "family=Database Instance; databaseEngine=PostgreSQL; deploymentModel=; licenseModel=No license required; engineMediaType=",
                "deploymentOption=$deploymentOption; engine=$databaseEngine; instanceType=$instanceType"
            ),
            Alike(
                "AmazonRDS",
                "instance-hour",
                "family=Database Instance; databaseEngine=MySQL; deploymentModel=; licenseModel=No license required; engineMediaType=",
                "deploymentOption=$deploymentOption; engine=$databaseEngine; instanceType=$instanceType"
            ),
            Alike(
                "AmazonRDS",
                "GB-month",
                "family=Database Storage; databaseEngine=PostgreSQL; deploymentModel=; usage=RDS:GP3-Storage",
                "deploymentOption=Single-AZ; storageType=gp3"
            ),
            Alike(
                "AmazonRDS",
                "GB-month",
                "family=Database Storage; databaseEngine=PostgreSQL; deploymentModel=; usage=RDS:Multi-AZ-GP3-Storage",
                "deploymentOption=Multi-AZ; storageType=gp3"
            ),
            Alike(
                "AmazonRDS",
                "GB-month",
                "family=Database Storage; databaseEngine=PostgreSQL; deploymentModel=; usage=RDS:GP2-Storage",
                "deploymentOption=Single-AZ; storageType=gp2"
            ),
            Alike(
                "AmazonRDS",
                "GB-month",
                "family=Database Storage; databaseEngine=PostgreSQL; deploymentModel=; usage=RDS:Multi-AZ-GP2-Storage",
                "deploymentOption=Multi-AZ; storageType=gp2"
            ),
            Alike(
                "AmazonElastiCache",
                "node-hour",
                "family=Cache Instance; usage^=NodeUsage:",
                "cacheEngine=$cacheEngine; instanceType=$instanceType"
            ),
            Alike(
                "AmazonECS",
                "vCPU-hour",
                "usage=Fargate-vCPU-Hours:perCPU",
                "arch=x86; launchType=FARGATE; os=Linux; resource=cpu"
            ),
            Alike(
                "AmazonECS",
                "GB-hour",
                "usage=Fargate-GB-Hours",
                "arch=x86; launchType=FARGATE; os=Linux; resource=memory"
            ),
            Alike(
                "AmazonECS",
                "vCPU-hour",
                "usage=Fargate-ARM-vCPU-Hours:perCPU",
                "arch=arm64; launchType=FARGATE; os=Linux; resource=cpu"
            ),
            Alike(
                "AmazonECS",
                "GB-hour",
                "usage=Fargate-ARM-GB-Hours",
                "arch=arm64; launchType=FARGATE; os=Linux; resource=memory"
            ),
            Alike(
                "AmazonECS",
                "GB-hour",
                "usage=Fargate-EphemeralStorage-GB-Hours",
                "launchType=FARGATE; resource=ephemeral-storage"
            ),
            Alike(
                "AWSELB",
                "hour",
                "usage=LoadBalancerUsage; operation=LoadBalancing:Application",
                "loadBalancerType=application"
            ),
            Alike(
                "AWSELB",
                "LCU-hour",
                "usage=LCUUsage; operation=LoadBalancing:Application",
                "loadBalancerType=application"
            ),
            Alike(
                "AWSELB",
                "hour",
                "usage=LoadBalancerUsage; operation=LoadBalancing:Network",
                "loadBalancerType=network"
            ),
            Alike("AWSELB", "LCU-hour", "usage=LCUUsage; operation=LoadBalancing:Network", "loadBalancerType=network"),
            Alike(
                "AmazonEC2",
                "hour",
                "family=NAT Gateway; usage=NatGateway-Hours; operation=NatGateway",
                "resource=nat-gateway"
            ),
            Alike(
                "AmazonEC2",
                "GB",
                "family=NAT Gateway; usage=NatGateway-Bytes; operation=NatGateway",
                "resource=nat-gateway"
            ),
            Alike("AmazonVPC", "hour", "usage=PublicIPv4:InUseAddress", "resource=public-ipv4; state=in-use"),
            Alike("AmazonVPC", "hour", "usage=PublicIPv4:IdleAddress", "resource=public-ipv4; state=idle"),
            Alike("AmazonVPC", "hour", "usage=VpcEndpoint-Hours; operation=VpcEndpoint", "resource=vpce-interface"),
            Alike("AmazonVPC", "GB", "usage=VpcEndpoint-Bytes; operation=VpcEndpoint", "resource=vpce-interface"),
            Alike(
                "AmazonS3",
                "GB-month",
                "family=Storage; volumeType=Standard; usage=TimedStorage-ByteHrs",
                "storageClass=STANDARD"
            ),
            Alike(
                "AmazonS3",
                "request",
                "family=API Request; group=S3-API-Tier1; usage=Requests-Tier1",
                "group=Tier1; storageClass=STANDARD"
            ),
            Alike(
                "AmazonS3",
                "request",
                "family=API Request; group=S3-API-Tier2; usage=Requests-Tier2",
                "group=Tier2; storageClass=STANDARD"
            ),
            Alike(
                "AmazonCloudWatch",
                "GB",
                "usage=DataProcessing-Bytes; operation=PutLogEvents",
                "class=STANDARD; resource=logs-ingestion"
            ),
            Alike(
                "AmazonCloudWatch",
                "GB-month",
                "usage=TimedStorage-ByteHrs; operation=HourlyStorageMetering",
                "resource=logs-storage"
            ),
            Alike(
                "AmazonCloudWatch",
                "alarm-metric-month",
                "usage=CW:AlarmMonitorUsage; family=Alarm; alarmType=Standard",
                "resolution=standard; resource=alarm"
            ),
            Alike("AmazonECR", "GB-month", "usage=TimedStorage-ByteHrs; family=EC2 Container Registry", ""),
            Alike(
                "AmazonEKS",
                "cluster-hour",
                "usage=AmazonEKS-Hours:perCluster; operation=CreateOperation",
                "support=standard"
            ),
        ];

    private static AlikeSku Alike(string service, string unit, string where, string attributes) =>
        new(service, unit, $"locationType=AWS Region; {where}", attributes) { Value = ValueOf };

    private static string ValueOf(FeedSku sku, string name) => name is "usage" ? Usage(sku) : AlikeSku.Plain(sku, name);

    private static string Usage(FeedSku sku)
    {
        var usage = sku["usagetype"];
        foreach (var code in _codes.GetValueOrDefault(sku.RegionId, []))
        {
            if (
                usage.StartsWith(code, StringComparison.Ordinal)
                && usage.Length > code.Length
                && usage[code.Length] is '-'
            )
            {
                return usage[(code.Length + 1)..];
            }
        }

        // Without its region's code it is us-east-1's, or what the same word means everywhere.
        return sku.RegionId is "us-east-1" ? usage : "";
    }
}
