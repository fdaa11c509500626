using Infrar.Core.Pricing;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Pricing;

/// <summary>Replication of a bucket: data that leaves its region; what the copy holds is billed with the other bucket.</summary>
internal sealed class BucketReplicationRule : PricingRule
{
    /// <inheritdoc/>
    public override string ResourceType => "aws_s3_bucket_replication_configuration";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        foreach (var rule in resource["rule"].Items().Where(r => r.At("status").AsText() is not "Disabled"))
        {
            var target = meter.Graph.Follow(rule.At("destination.bucket"));
            if (target?.Region != resource.Region)
            {
                meter.BillUsage(
                    target is null ? "Replication" : $"Replication to {target.Region}",
                    Traffic.ToOtherRegion(resource.Region),
                    "replica_transfer_gb"
                );
            }

            if (rule.At("destination.replication_time.status").AsText() == "Enabled")
            {
                NotInBook.Say(
                    meter,
                    resource,
                    "Replication time control",
                    "AmazonS3, GB under replication time control"
                );
            }
        }
    }
}
