using Infrar.Core.Manifests;
using Infrar.Core.Pricing;
using Infrar.Core.Resources;
using Infrar.Providers.Pricing;

namespace Infrar.Providers.Google.Pricing;

/// <summary>A Cloud Run job: the time of its tasks, at the rates of instance-based billing.</summary>
internal sealed class CloudRunJobRule : PricingRule
{
    // https://cloud.google.com/run/pricing: an instance of a job is billed for at least one minute.
    private const decimal LeastMinutes = 1m;

    /// <inheritdoc/>
    public override string ResourceType => "google_cloud_run_v2_job";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        var tasks = resource["template.task_count"].NumberOr(1m);
        var size = CloudRunSize.Of(resource["template.template.containers"].Items());
        if (tasks is not { } count || size is null)
        {
            meter.NotKnownYet("vCPU and memory", "The number of tasks or the limit of a container");
            return;
        }

        if (
            meter.Usage("monthly_job_executions") is not { } runs
            || meter.Usage("average_task_execution_mins") is not { } minutes
        )
        {
            meter.Unpriced(
                "vCPU and memory",
                "It depends on use, and no usage states monthly_job_executions and average_task_execution_mins."
            );
            return;
        }

        var seconds = runs.Times(minutes.Each(m => Math.Max(LeastMinutes, m))).Times(count * 60m);
        CloudRunBilling.Bill(
            meter,
            " (instance-based)",
            size,
            unit => CloudRunBilling.Query(resource.Region, unit, CloudRunBilling.InstanceBased),
            (
                seconds,
                QuantityOrigin.Usage,
                $"monthly_job_executions × {FormulaText.Count(count, "task")} × average_task_execution_mins × 60 s"
            )
        );
        InternetEgress.Bill(resource, meter);
    }
}
