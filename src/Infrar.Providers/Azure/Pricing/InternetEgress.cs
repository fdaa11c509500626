using Infrar.Core.Pricing;
using Infrar.Providers.Pricing;

namespace Infrar.Providers.Azure.Pricing;

/// <summary>Data that leaves for the internet, which Azure bills alike for every service.</summary>
internal static class InternetEgress
{
    private const string Key = "data_transfer_out_gb";

    // The rows hold the first paid band, which ends at 10 TB; 100 GB before it are free.
    private const decimal KnownGB = 10_240m + 100m;

    /// <summary>Bills <c>data_transfer_out_gb</c> of a resource, where it is stated.</summary>
    internal static void Bill(string region, Meter meter)
    {
        if (meter.Usage(Key) is { } use)
        {
            meter.BillUpTo(KnownGB, "Data transfer to the internet", new("Bandwidth", region, "GB"), use, Key);
        }
    }
}
