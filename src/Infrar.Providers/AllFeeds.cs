using System.Collections.Immutable;
using Infrar.Providers.Aws.Feed;
using Infrar.Providers.Azure.Feed;
using Infrar.Providers.Feeds;
using Infrar.Providers.Google.Feed;

namespace Infrar.Providers;

/// <summary>The price feeds of the providers that have one, and a reviewed file for each of the others.</summary>
public static class AllFeeds
{
    /// <summary>Every feed, one a provider at most.</summary>
    public static ImmutableArray<PriceFeed> List { get; } =
    [
        new AwsFeed(),
        new AzureFeed(),
        new GoogleFeed(),
        .. AllProviders
            .Catalog.Providers.Where(p => p.Id is not ("aws" or "azure" or "gcp") && !p.Prices.Prices.IsEmpty)
            .Select(p => new ReviewedFeed(p)),
    ];

    /// <summary>The feed of a provider; null where there is none.</summary>
    public static PriceFeed? Find(string provider) => List.FirstOrDefault(f => f.Provider == provider);
}
