using Infrar.Core.Pricing;
using Infrar.Core.Resources;
using Infrar.Providers.Pricing;

namespace Infrar.Providers.Google.Pricing;

/// <summary>Data that leaves for the internet over the premium tier, which Google bills alike for every service but storage.</summary>
internal static class InternetEgress
{
    private const string Key = "monthly_egress_data_transfer_gb";

    /// <summary>Bills <c>monthly_egress_data_transfer_gb.worldwide</c>, and says what has no price, where it is stated.</summary>
    internal static void Bill(Resource resource, Meter meter)
    {
        meter.BillUsageIfStated(
            "Data transfer to the internet",
            new("Networking", resource.Region, "GiB", ("resource", "internet-egress")),
            $"{Key}.worldwide"
        );
        meter.MissingIfStated("Data transfer to China", $"{Key}.china", "data transfer to China");
        meter.MissingIfStated("Data transfer to Australia", $"{Key}.australia", "data transfer to Australia");
    }
}
