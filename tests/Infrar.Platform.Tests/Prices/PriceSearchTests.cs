using Infrar.Platform.Http;
using Infrar.Platform.Parts.Prices;
using Infrar.Platform.Prices;

namespace Infrar.Platform.Tests.Prices;

/// <summary>Searching a book of a feed.</summary>
public sealed class PriceSearchTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Without_words_the_book_is_paged_through_and_with_words_not_too_much_of_it_is_read(bool postgres)
    {
        await using var feed = await FeedServer.StartAsync(Cancel);
        AwsList.Shop().Publish(feed);
        await using var scene = await PriceScene.StartAsync(
            postgres,
            Cancel,
            $"--Prices:Feeds:aws:Address={feed.Url}",
            "--Prices:Feeds:aws:Regions:0=*",
            "--Prices:MostSearched=2"
        );
        _ = await scene.SyncAsync("aws", Cancel);
        var (skus, cursor) = (new List<string>(), (string?)null);
        do
        {
            var all = new PriceSearch { Provider = "aws", RegionId = "eu-west-3" };
            var page = await scene.Finder.SearchAsync(all, new PageRequest { Cursor = cursor, Limit = 3 }, Cancel);
            Assert.True(page.Succeeded(out var found, out _));
            skus.AddRange(found.Items.Where(p => p.Origin is PriceOrigin.Feed).Select(p => p.SkuId));
            cursor = found.Next;
        } while (cursor is not null);

        Assert.Equal(["SKUDBMULTI", "SKUPROXY", "SKUSTORAGE", "SKUTINY"], skus);
        async Task<string> FindAsync(string service, params string[] words)
        {
            var search = new PriceSearch { Service = service, Words = [.. words] };
            var page = await scene.Finder.SearchAsync(search, new PageRequest(), Cancel);
            return page.Succeeded(out var found, out var problem)
                ? string.Join(' ', found.Items.Where(p => p.Origin is PriceOrigin.Feed).Select(p => p.SkuId))
                : problem.Code;
        }

        Assert.Equal("PRC009", await FindAsync("", "standard"));
        Assert.Equal("SKUSTORAGE", await FindAsync("s3", "standard"));
        Assert.Equal("", await FindAsync("ec2", "standard"));
        Assert.Equal("SKUPROXY", await FindAsync("", "skuproxy"));
    }
}
