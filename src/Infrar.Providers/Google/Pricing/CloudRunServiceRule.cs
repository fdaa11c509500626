using Infrar.Core.Manifests;
using Infrar.Core.Pricing;
using Infrar.Core.Resources;
using Infrar.Providers.Pricing;

namespace Infrar.Providers.Google.Pricing;

/// <summary>A Cloud Run service: what requests take of its instances, or all the time that its instances live.</summary>
/// <param name="resourceType">Resource type.</param>
/// <param name="read">Reads a resource of that type.</param>
internal sealed class CloudRunServiceRule(string resourceType, Func<Resource, CloudRunService> read) : PricingRule
{
    /// <inheritdoc/>
    public override string ResourceType => resourceType;

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        var service = read(resource);
        if (service.Size is not { } size)
        {
            meter.NotKnownYet("vCPU and memory", "The limit of a container");
        }
        else if (service.IsInstanceBased)
        {
            BillInstances(resource, meter, size, service.MinInstances);
        }
        else
        {
            BillRequests(resource, meter, size, service.MinInstances);
        }

        if (service.HasGpu)
        {
            meter.Missing("GPU", "GPUs of Cloud Run");
        }

        InternetEgress.Bill(resource, meter);
    }

    private static void BillInstances(Resource resource, Meter meter, CloudRunSize size, decimal minimum)
    {
        (UsageRange Seconds, QuantityOrigin Origin, string Formula) use;
        if (meter.Usage("instance_hrs") is { } hours)
        {
            use = (hours.Times(CloudRunBilling.SecondsPerHour), QuantityOrigin.Usage, "instance_hrs × 3600 s");
        }
        else if (minimum > 0m)
        {
            var seconds = UsageRange.Exactly(minimum * Meter.HoursPerMonth * CloudRunBilling.SecondsPerHour);
            use = (seconds, QuantityOrigin.Configuration, $"{FormulaText.Count(minimum, "instance")} × 730 h × 3600 s");
        }
        else
        {
            meter.Unpriced("vCPU and memory", "It depends on use, and no usage states instance_hrs.");
            return;
        }

        CloudRunBilling.Bill(
            meter,
            " (instance-based)",
            size,
            unit => CloudRunBilling.Query(resource.Region, unit, CloudRunBilling.InstanceBased),
            use
        );
    }

    private static void BillRequests(Resource resource, Meter meter, CloudRunSize size, decimal minimum)
    {
        PriceQuery Query(string unit, string state = "") =>
            CloudRunBilling.Query(resource.Region, unit, CloudRunBilling.RequestBased, state);

        var serving = ServingSeconds(meter);
        if (serving is null)
        {
            meter.Unpriced(
                "vCPU and memory while serving requests",
                "It depends on use, and no usage states monthly_requests and average_request_duration_ms."
            );
        }
        else
        {
            const string Formula =
                "monthly_requests × average_request_duration_ms ÷ 1000 ÷ concurrent_requests_per_instance";
            CloudRunBilling.Bill(
                meter,
                " while serving requests",
                size,
                unit => Query(unit),
                (serving, QuantityOrigin.Usage, Formula)
            );
        }

        meter.BillUsage("Requests", Query("request"), "monthly_requests");
        if (minimum > 0m)
        {
            var month = minimum * Meter.HoursPerMonth * CloudRunBilling.SecondsPerHour;
            // Each bound is a month of its own: where instances serve longer they wait less.
            var waiting = (serving ?? UsageRange.Exactly(0m)).Each(busy => Math.Max(0m, month - busy));
            CloudRunBilling.Bill(
                meter,
                " of minimum instances while idle",
                size,
                unit => Query(unit, CloudRunBilling.Idle),
                (
                    waiting,
                    QuantityOrigin.Configuration,
                    $"({FormulaText.Count(minimum, "instance")} × 730 h × 3600 s − seconds of serving)"
                )
            );
        }
    }

    /// <summary>Seconds that instances serve at least one request; null when use is not stated.</summary>
    private static UsageRange? ServingSeconds(Meter meter)
    {
        if (
            meter.Usage("monthly_requests") is not { } requests
            || meter.Usage("average_request_duration_ms") is not { } duration
        )
        {
            return null;
        }

        var together = meter.Usage("concurrent_requests_per_instance") ?? UsageRange.Exactly(1m);
        var seconds = requests.Times(duration).Times(0.001m);
        return new(
            seconds.Least / Math.Max(1m, together.Most),
            seconds.Expected / Math.Max(1m, together.Expected),
            seconds.Most / Math.Max(1m, together.Least)
        );
    }
}
