using Infrar.Core.Pricing;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Pricing;

/// <summary>A schedule that starts Fargate tasks: the hours that they run.</summary>
/// <param name="resourceType">Resource type.</param>
/// <param name="tasks">Path of the block that names the task definition.</param>
/// <param name="network">Path of the block that says whether tasks get public addresses.</param>
internal sealed class ScheduledTaskRule(string resourceType, string tasks, string network) : PricingRule
{
    // https://aws.amazon.com/eventbridge/pricing: invocations of EventBridge Scheduler that are free each month.
    private const decimal FreeInvocations = 14_000_000m;

    /// <inheritdoc/>
    public override string ResourceType => resourceType;

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        if (meter.Usage("runs") is { Most: > FreeInvocations })
        {
            meter.Unpriced(
                "Schedule invocations",
                "Invocations beyond 14,000,000 a month have no price in the price book."
            );
        }

        if (!resource[tasks].IsSet() || resource["state"].AsText() == "DISABLED" || IsOnInstances(resource))
        {
            return;
        }

        if (FargateTask.Of(meter.Graph.Follow(resource[$"{tasks}.task_definition_arn"])) is not { } task)
        {
            meter.Unpriced(
                "Fargate tasks",
                "Its task definition, with cpu and memory, is not part of this configuration."
            );
            return;
        }

        if (meter.Usage("task_hours") is not { } hours)
        {
            meter.Unpriced("Fargate tasks", "They depend on use, and no usage states task_hours.");
            return;
        }

        var formula = $"{hours.Describe()} task-hours";
        task.Bill(meter, resource.Region, hours, QuantityOrigin.Usage, formula);
        if (resource[$"{network}.assign_public_ip"].AsFlag() is true)
        {
            meter.Bill(
                "Public IPv4 addresses in use",
                Traffic.PublicAddress(resource.Region),
                hours,
                QuantityOrigin.Usage,
                $"{formula} × 1 address"
            );
        }

        Traffic.Bill(resource, meter);
    }

    /// <summary>Tasks on instances of one's own are billed with the instances.</summary>
    private bool IsOnInstances(Resource schedule) => schedule[$"{tasks}.launch_type"].AsText() is "EC2" or "EXTERNAL";
}
