using Infrar.Core.Pricing;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Pricing;

/// <summary>A flow log: records are billed where they end, at the price of logs that AWS services write.</summary>
internal sealed class FlowLogRule : PricingRule
{
    private const string Key = "monthly_data_ingested_gb";

    /// <inheritdoc/>
    public override string ResourceType => "aws_flow_log";

    /// <summary>One gigabyte that an AWS service writes to a log group.</summary>
    internal static PriceQuery Vended(string region) =>
        new("AmazonCloudWatch", region, "GB", ("resource", "logs-vended"));

    /// <summary>Whether flow logs end in that log group.</summary>
    internal static bool EndsIn(Resource group, Meter meter) =>
        meter.Graph.ReferrersOf(group.Address).Any(r => r.Type == "aws_flow_log");

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        var destination = resource["log_destination_type"].AsText() ?? "cloud-watch-logs";
        if (destination != "cloud-watch-logs")
        {
            NotInBook.Say(
                meter,
                resource,
                $"Flow records delivered to {destination}",
                $"AmazonCloudWatch, vended logs to {destination}",
                Key
            );
        }
        else if (meter.Graph.Follow(resource["log_destination"]) is null)
        {
            meter.BillUsage("Flow records written", Vended(resource.Region), Key);
        }
    }
}
