using Infrar.Platform.Parts.Files;
using Microsoft.Extensions.Time.Testing;

namespace Infrar.Platform.Tests.Parts.Files;

public sealed class FolderFileStoreTests : FileStoreContract
{
    private readonly string _folder = Directory.CreateTempSubdirectory("files-").FullName;
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public override ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private protected override Task<IFileStore> MakeAsync() =>
        Task.FromResult<IFileStore>(With(FileRetention.Artifacts));

    [Fact]
    public async Task Sweeping_deletes_what_expired_and_keeps_the_rest()
    {
        var store = With(FileRetention.Logs);
        await WriteAsync("old", "x");
        _clock.Advance(TimeSpan.FromDays(29));
        await WriteAsync("young", "x");
        var early = await store.SweepAsync(Token);
        _clock.Advance(TimeSpan.FromDays(1));

        var sweep = await store.SweepAsync(Token);

        Assert.Equal(0, early.Expired);
        Assert.Equal(1, sweep.Expired);
        Assert.Null(await store.FindAsync(FileKey.Of("old"), Token));
        Assert.NotNull(await store.FindAsync(FileKey.Of("young"), Token));
    }

    [Fact]
    public async Task A_cold_file_takes_less_room_and_reads_the_same()
    {
        var text = string.Concat(Enumerable.Repeat("0123456789", 50_000));
        await WriteAsync("a/log", text);
        var before = await Store.FindAsync(FileKey.Of("a/log"), Token);
        _clock.Advance(TimeSpan.FromDays(30));

        var sweep = await Store.SweepAsync(Token);
        var again = await Store.SweepAsync(Token);

        Assert.Equal((1, 0), (sweep.Cooled, again.Cooled));
        Assert.Equal(before, await Store.FindAsync(FileKey.Of("a/log"), Token));
        Assert.Equal(before, Assert.Single((await Store.ListAsync("", null, 10, Token)).Files));
        Assert.True(
            Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories).Sum(path => new FileInfo(path).Length)
                < 20_000
        );
        await using var slice = await Store.OpenAsync(FileKey.Of("a/log"), 123_455, 7, Token);
        Assert.Equal("5678901", await new StreamReader(slice!).ReadToEndAsync(Token));
        Assert.Equal(text.Length, (await ReadAsync("a/log"))!.Length);
    }

    [Fact]
    public async Task Writing_over_a_cold_file_and_deleting_one_leave_no_old_content()
    {
        await WriteAsync("k", "old content");
        await WriteAsync("other", "old content");
        _clock.Advance(TimeSpan.FromDays(31));
        await Store.SweepAsync(Token);

        await WriteAsync("k", "new");
        await Store.DeleteAsync(FileKey.Of("k"), Token);
        await Store.DeleteAsync(FileKey.Of("other"), Token);

        Assert.Empty((await Store.ListAsync("", null, 10, Token)).Files);
        Assert.Null(await Store.FindAsync(FileKey.Of("k"), Token));
    }

    [Fact]
    public async Task Leftovers_of_a_killed_writer_are_never_seen_and_swept_after_a_day()
    {
        Directory.CreateDirectory(Path.Combine(_folder, ".new"));
        var leftover = Path.Combine(_folder, ".new", "0123");
        await File.WriteAllTextAsync(leftover, "half", Token);
        File.SetLastWriteTimeUtc(leftover, _clock.GetUtcNow().UtcDateTime);

        var seen = await Store.ListAsync("", null, 10, Token);
        var early = await Store.SweepAsync(Token);
        _clock.Advance(TimeSpan.FromDays(1.1));
        var late = await Store.SweepAsync(Token);

        Assert.Empty(seen.Files);
        Assert.Equal((0, 1), (early.Leftovers, late.Leftovers));
        Assert.False(File.Exists(leftover));
    }

    [Theory]
    [InlineData("../../etc")]
    [InlineData("")]
    [InlineData("0123456789abcdef0123456789abcde/")]
    public async Task Hostile_upload_ids_name_no_upload(string id)
    {
        var key = FileKey.Of("k");

        await Store.AbortAsync(key, id, Token);

        Assert.Equal("UPL023", Code(await Store.WritePartAsync(key, id, 1, new MemoryStream([1]), Token)));
        Assert.Equal("UPL023", Code(await Store.CompleteAsync(key, id, [new FilePart(1, 1, "x")], Token)));
    }

    [Fact]
    public async Task A_tag_cannot_reach_another_file()
    {
        var key = FileKey.Of("k");
        var upload = await Store.BeginPartsAsync(key, Token);
        await WriteAsync("secret", "x");

        var answer = await Store.CompleteAsync(key, upload, [new FilePart(1, 1, "/../../../secret~")], Token);

        Assert.Equal("UPL022", Code(answer));
    }

    private FolderFileStore With(FileRetention retention) => new(_folder, retention, _clock);
}
