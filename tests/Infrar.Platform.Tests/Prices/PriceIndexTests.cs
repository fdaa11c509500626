namespace Infrar.Platform.Tests.Prices;

/// <summary>What books are read by is there before the first one is in use.</summary>
public sealed class PriceIndexTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_first_sync_of_all_makes_the_indexes_when_it_has_written_and_a_start_makes_them_again(
        bool postgres
    )
    {
        await using var feed = await FeedServer.StartAsync(Cancel);
        AwsList.Shop().Publish(feed);
        string[] settings = [$"--Prices:Feeds:aws:Address={feed.Url}", "--Prices:Feeds:aws:Regions:0=*"];
        await using var scene = await PriceScene.StartAsync(postgres, Cancel, settings);
        Assert.Equal(0, await scene.IndexesAsync(Cancel));
        _ = await scene.SyncAsync("aws", Cancel);
        Assert.Equal(5, await scene.IndexesAsync(Cancel));

        // As in a version that had one less.
        await scene.RunAsync("drop index price_skus_place", Cancel);
        await using var next = await scene.BesideAsync(Cancel, settings);
        Assert.Equal(5, await scene.IndexesAsync(Cancel));
    }
}
