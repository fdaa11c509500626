using Infrar.Core.Manifests;
using Infrar.Core.Pricing;
using Infrar.Core.Resources;
using Infrar.Providers.Pricing;

namespace Infrar.Providers.Google.Pricing;

/// <summary>A virtual machine: its hours by machine type, its boot disk, and addresses that it has of its own.</summary>
internal sealed class InstanceRule : PricingRule
{
    /// <inheritdoc/>
    public override string ResourceType => "google_compute_instance";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        var isStopped = resource["desired_status"].AsText() is "TERMINATED" or "SUSPENDED";
        if (!isStopped)
        {
            BillHours(resource, meter);
            BillAddresses(resource, meter);
        }

        BillDisks(resource, meter);
        InternetEgress.Bill(resource, meter);
    }

    private static void BillHours(Resource resource, Meter meter)
    {
        var isSpot =
            resource["scheduling.preemptible"].FlagOr(false)
            || resource["scheduling.provisioning_model"].AsText() == "SPOT";
        if (resource["machine_type"].AsText() is not { } stated)
        {
            meter.NotKnownYet("Instance hours", "machine_type");
        }
        else if (isSpot)
        {
            meter.Missing("Instance hours", $"spot capacity ({PlannedSettings.LastPart(stated)})");
        }
        else
        {
            var machine = PlannedSettings.LastPart(stated);
            var hours = meter.Usage("monthly_hrs");
            meter.Bill(
                $"Instance hours ({machine})",
                new("Compute Engine", resource.Region, "hour", ("machineType", machine)),
                hours ?? UsageRange.Exactly(Meter.HoursPerMonth),
                hours is null ? QuantityOrigin.Configuration : QuantityOrigin.Usage,
                hours is null ? "1 instance × 730 h" : "monthly_hrs"
            );
        }

        if (!resource["guest_accelerator"].IsLeftOut())
        {
            meter.Missing("GPU", "GPUs of Compute Engine");
        }
    }

    /// <summary>A reserved address is billed as <c>google_compute_address</c>; this is one that comes with the machine.</summary>
    private static void BillAddresses(Resource resource, Meter meter)
    {
        var own = resource["network_interface"]
            .Items()
            .SelectMany(i => i.At("access_config").Items())
            .Count(c => !AddressRule.IsReserved(c.At("nat_ip"), meter.Graph));
        if (own > 0)
        {
            meter.BillFixed(
                "Public IPv4 address in use",
                AddressRule.Query(resource.Region, "in-use"),
                own * Meter.HoursPerMonth,
                $"{FormulaText.Count(own, "access_config")} × 730 h"
            );
        }
    }

    private static void BillDisks(Resource resource, Meter meter)
    {
        // A disk that exists already is billed as google_compute_disk.
        if (resource["boot_disk.source"].IsLeftOut())
        {
            var parameters = resource["boot_disk.initialize_params"];
            Disks.Bill(meter, "Boot disk", resource.Region, parameters.At("type"), parameters.At("size"));
        }

        if (!resource["scratch_disk"].IsLeftOut())
        {
            meter.Missing("Local SSD", "local SSDs");
        }
    }
}
