using Infrar.Rehearsal.Clouds;

namespace Infrar.Rehearsal.Tests.Clouds;

public sealed class CloudFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cf-");

    private string FilePath => Path.Combine(_folder.FullName, "cloud.json");

    [Fact]
    public async Task Writers_at_once_lose_nothing()
    {
        const int Writers = 8;
        const int Each = 10;

        // Each writer has a file object of its own, as each process would.
        await Task.WhenAll(
            Enumerable
                .Range(0, Writers)
                .Select(async writer =>
                {
                    using var file = new CloudFile(FilePath);
                    for (var number = 0; number < Each; number++)
                    {
                        var id = $"{writer}-{number}";
                        await file.ChangeAsync(c => Put(c, id), TestContext.Current.CancellationToken);
                    }
                })
        );

        using var all = new CloudFile(FilePath);
        Assert.Equal(Writers * Each, (await all.ReadAsync(TestContext.Current.CancellationToken)).Resources.Count);
    }

    [Fact]
    public async Task The_same_content_is_the_same_bytes_in_whatever_order_it_came()
    {
        var forwards = await WriteAsync("a.json", ["1", "2", "3"]);
        var backwards = await WriteAsync("b.json", ["3", "1", "2"]);

        Assert.Equal(forwards, backwards);
    }

    [Fact]
    public async Task A_missing_file_is_an_empty_cloud()
    {
        using var file = new CloudFile(Path.Combine(_folder.FullName, "none", "cloud.json"));

        Assert.Empty((await file.ReadAsync(TestContext.Current.CancellationToken)).Resources);
    }

    [Fact]
    public async Task A_change_that_changes_nothing_writes_nothing()
    {
        using var file = new CloudFile(FilePath);

        await file.ChangeAsync(c => c.Resources.Count, TestContext.Current.CancellationToken);

        Assert.False(File.Exists(FilePath));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task<string> WriteAsync(string name, string[] ids)
    {
        var path = Path.Combine(_folder.FullName, name);
        using var file = new CloudFile(path);
        foreach (var id in ids)
        {
            await file.ChangeAsync(c => Put(c, id), TestContext.Current.CancellationToken);
        }

        return await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
    }

    private static int Put(Cloud cloud, string id)
    {
        cloud.Put(new CloudResource("aws_vpc", id, "eu-central-1", default));
        return cloud.Resources.Count;
    }
}
