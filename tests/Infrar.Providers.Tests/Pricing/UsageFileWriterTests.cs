using Infrar.Core.Pricing;
using Infrar.Providers.Tests.Example;

namespace Infrar.Providers.Tests.Pricing;

/// <summary>The use of a placement as a file, which prices the same resources as the placement itself does.</summary>
public sealed class UsageFileWriterTests
{
    public static TheoryData<string, string> EveryCombination => InfrarsOwnPlacement.EveryCombination();

    [Theory]
    [MemberData(nameof(EveryCombination))]
    public void The_resources_alone_cost_with_it_what_the_placement_costs(string environment, string strategy)
    {
        var placement = InfrarsOwnPlacement.Place(environment, strategy);
        foreach (var profile in placement.System.UsageProfiles)
        {
            var reading = UsageFileReader.Read(UsageFileWriter.Write(placement, profile), "infrar-usage.yml");
            Assert.Empty(reading.Diagnostics.Select(d => $"{d.Location}: {d.Message}"));

            var options = new EstimateOptions { Currency = placement.System.Currency };
            var stated = Estimator.Estimate(placement, profile, AllProviders.Catalog, options);
            var read = Estimator.Estimate(
                placement.Graph,
                "",
                AllProviders.Catalog,
                options with
                {
                    Usage = reading.Usage,
                }
            );
            Assert.Equal(stated.Total, read.Total);
            Assert.Equal(stated.Unpriced.Length, read.Unpriced.Length);
        }
    }
}
