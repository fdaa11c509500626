using Infrar.Core.Pricing;
using Infrar.Core.Resources;

namespace Infrar.Providers.Google.Pricing;

/// <summary>A persistent disk.</summary>
internal sealed class DiskRule : PricingRule
{
    /// <inheritdoc/>
    public override string ResourceType => "google_compute_disk";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter) =>
        Disks.Bill(meter, "Disk", resource.Region, resource["type"], resource["size"]);
}

/// <summary>A snapshot, by what it holds, where it is kept.</summary>
internal sealed class SnapshotRule : PricingRule
{
    /// <inheritdoc/>
    public override string ResourceType => "google_compute_snapshot";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        if (resource["storage_locations"].Items().FirstOrDefault()?.AsText() is not { } location)
        {
            meter.Unpriced(
                "Snapshot",
                "Without storage_locations it is kept in the multi-region nearest to its disk, whose price the price book does not have."
            );
            return;
        }

        meter.BillUsage("Snapshot", Disks.Query(GoogleRegions.Named(location), "snapshot"), "storage_gb");
    }
}
