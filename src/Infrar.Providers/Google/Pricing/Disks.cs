using System.Globalization;
using Infrar.Core.Pricing;
using Infrar.Core.Resources;
using Infrar.Providers.Pricing;

namespace Infrar.Providers.Google.Pricing;

/// <summary>Persistent disks by type and size, whoever they belong to.</summary>
internal static class Disks
{
    /// <summary>What the price book calls a disk of each type.</summary>
    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        ["pd-standard"] = "hdd",
        ["pd-balanced"] = "balanced",
        ["pd-ssd"] = "ssd",
    };

    /// <summary>A priced unit of disks in a region.</summary>
    internal static PriceQuery Query(string region, string type) =>
        new("Compute Engine", region, "GiB-month", ("diskType", type));

    /// <summary>Bills one disk.</summary>
    /// <param name="meter">The meter.</param>
    /// <param name="name">What it is: <c>Boot disk</c>.</param>
    /// <param name="region">Region.</param>
    /// <param name="type">Its type as stated, <c>pd-standard</c> by default.</param>
    /// <param name="size">Its size in GiB as stated.</param>
    internal static void Bill(Meter meter, string name, string region, Value type, Value size)
    {
        if (type.TextOr("pd-standard") is not { } stated)
        {
            meter.NotKnownYet(name, "The type of the disk");
            return;
        }

        var known = PlannedSettings.LastPart(stated);
        var description = $"{name} ({known})";
        if (!Types.TryGetValue(known, out var priced))
        {
            meter.Missing(description, $"disks of type {known}");
        }
        else if (size.AsNumber() is not { } gibibytes)
        {
            meter.Unpriced(
                description,
                "The configuration leaves its size to the image or to Google. State the size of the disk."
            );
        }
        else
        {
            meter.BillFixed(
                description,
                Query(region, priced),
                gibibytes,
                string.Create(CultureInfo.InvariantCulture, $"{gibibytes} GiB")
            );
        }
    }
}
