using Infrar.Core.Placements;
using Infrar.Providers.Aws;
using Infrar.Providers.Azure;
using Infrar.Providers.Cloudflare;
using Infrar.Providers.DigitalOcean;
using Infrar.Providers.Google;
using Infrar.Providers.Hetzner;
using Infrar.Providers.Local;
using Infrar.Providers.Railway;
using Infrar.Providers.Render;
using Infrar.Providers.Vercel;

namespace Infrar.Providers;

/// <summary>The providers that ship with Infrar.</summary>
public static class AllProviders
{
    /// <summary>A catalog of all of them.</summary>
    public static Catalog Catalog { get; } =
        new(
            new AwsProvider(),
            new CloudflareProvider(),
            new VercelProvider(),
            new DigitalOceanProvider(),
            new HetznerProvider(),
            new RailwayProvider(),
            new RenderProvider(),
            new GoogleProvider(),
            new AzureProvider(),
            new LocalProvider()
        )
        {
            ExchangeRates = PriceFile.ReadExchangeRates(),
        };
}
