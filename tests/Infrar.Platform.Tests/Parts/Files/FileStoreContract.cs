using System.Security.Cryptography;
using System.Text;
using Infrar.Core;
using Infrar.Platform.Parts.Files;

namespace Infrar.Platform.Tests.Parts.Files;

/// <summary>What every file store holds to.</summary>
public abstract class FileStoreContract : IAsyncLifetime
{
    private protected IFileStore Store { get; private set; } = null!;

    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => Store = await MakeAsync();

    public abstract ValueTask DisposeAsync();

    private protected abstract Task<IFileStore> MakeAsync();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(300_000)]
    [InlineData(FilePart.MaxSize)]
    [InlineData(FilePart.MaxSize * 2 + 7)]
    public async Task Writing_gives_the_content_back_with_its_size_and_hash(int size)
    {
        var content = Bytes(size);

        var written = await Store.WriteAsync(FileKey.Of("a/b.bin"), new Trickle(content), Token);
        var found = await Store.FindAsync(written.Key, Token);

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), written.Sha256);
        Assert.Equal(size, written.Size);
        Assert.Equal(size, found!.Size);
        Assert.Equal(content, await ReadAsync("a/b.bin"));
    }

    [Fact]
    public async Task Writing_replaces()
    {
        await WriteAsync("k", "first, and longer");
        await WriteAsync("k", "second");

        Assert.Equal("second", Encoding.UTF8.GetString((await ReadAsync("k"))!));
    }

    [Fact]
    public async Task A_write_whose_content_breaks_off_leaves_what_was_there()
    {
        await WriteAsync("k", "before");

        await Assert.ThrowsAsync<IOException>(() =>
            Store.WriteAsync(FileKey.Of("k"), new Trickle(Bytes(FilePart.MaxSize + 1), breaksOff: true), Token)
        );
        await Assert.ThrowsAsync<IOException>(() =>
            Store.WriteAsync(FileKey.Of("new"), new Trickle(Bytes(10), breaksOff: true), Token)
        );

        Assert.Equal("before", Encoding.UTF8.GetString((await ReadAsync("k"))!));
        Assert.Null(await Store.FindAsync(FileKey.Of("new"), Token));
    }

    [Theory]
    [InlineData(0L, null, "0123456789")]
    [InlineData(3L, null, "3456789")]
    [InlineData(3L, 4L, "3456")]
    [InlineData(8L, 100L, "89")]
    [InlineData(10L, null, "")]
    [InlineData(50L, 2L, "")]
    [InlineData(2L, 0L, "")]
    public async Task Opening_reads_a_range(long offset, long? length, string expected)
    {
        await WriteAsync("k", "0123456789");

        await using var stream = await Store.OpenAsync(FileKey.Of("k"), offset, length, Token);

        Assert.Equal(expected, await new StreamReader(stream!).ReadToEndAsync(Token));
    }

    [Fact]
    public async Task What_is_not_there_is_null_and_deleting_it_no_fault()
    {
        var key = FileKey.Of("none/here");

        await Store.DeleteAsync(key, Token);

        Assert.Null(await Store.FindAsync(key, Token));
        Assert.Null(await Store.OpenAsync(key, 0, null, Token));
        Assert.Null(await Store.OpenAsync(key, 0, 0, Token));
    }

    [Fact]
    public async Task Deleting_removes_one_file_alone()
    {
        await WriteAsync("a", "x");
        await WriteAsync("a/b", "y");

        await Store.DeleteAsync(FileKey.Of("a"), Token);

        Assert.Null(await Store.FindAsync(FileKey.Of("a"), Token));
        Assert.Equal("y", Encoding.UTF8.GetString((await ReadAsync("a/b"))!));
    }

    [Fact]
    public async Task Listing_pages_in_ordinal_order_under_a_prefix()
    {
        string[] keys = ["p", "p/a", "p/a/z", "p/a-b", "p/a.b", "p/B", "p/aa", "p/b/1", "p/b/2", "q", "p-1", "P/x"];
        foreach (var key in keys)
        {
            await WriteAsync(key, key);
        }

        foreach (var prefix in (string[])["", "p", "p/", "p/a", "p/b/", "nothing", "p/b/2"])
        {
            var listed = new List<string>();
            string? after = null;
            do
            {
                var page = await Store.ListAsync(prefix, after, 2, Token);
                Assert.True(page.Files.Count <= 2);
                listed.AddRange(page.Files.Select(file => file.Key.Value));
                after = page.Next;
            } while (after is not null);
            var expected = keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal);
            Assert.Equal(expected, listed);
        }
    }

    [Fact]
    public async Task Parts_in_any_order_and_sent_anew_make_the_file()
    {
        var key = FileKey.Of("up/source.zip");
        var content = Bytes(FilePart.MaxSize * 2 + 1000);
        var upload = await Store.BeginPartsAsync(key, Token);

        var third = await PartAsync(key, upload, 3, content.AsMemory(FilePart.MaxSize * 2));
        await PartAsync(key, upload, 1, Bytes(5));
        var second = await PartAsync(key, upload, 2, content.AsMemory(FilePart.MaxSize, FilePart.MaxSize));
        var first = await PartAsync(key, upload, 1, content.AsMemory(0, FilePart.MaxSize));
        var before = await Store.FindAsync(key, Token);
        var written = Success(await Store.CompleteAsync(key, upload, [first, second, third], Token));

        Assert.Null(before);
        Assert.Equal(content.Length, written.Size);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), written.Sha256);
        Assert.Equal(content, await ReadAsync(key.Value));
    }

    [Fact]
    public async Task Parts_that_do_not_follow_each_other_are_refused()
    {
        var key = FileKey.Of("up/gap");
        var upload = await Store.BeginPartsAsync(key, Token);
        var first = await PartAsync(key, upload, 1, Bytes(10));
        var second = await PartAsync(key, upload, 2, Bytes(10));

        Assert.Equal("UPL022", Code(await Store.CompleteAsync(key, upload, [], Token)));
        Assert.Equal("UPL022", Code(await Store.CompleteAsync(key, upload, [second], Token)));
        Assert.Equal("UPL022", Code(await Store.CompleteAsync(key, upload, [first, second], Token)));
        Assert.Equal(
            "UPL022",
            Code(await Store.CompleteAsync(key, upload, [first with { Tag = new string('0', 32) }], Token))
        );
        Assert.Null(await Store.FindAsync(key, Token));
    }

    [Fact]
    public async Task A_part_beyond_its_size_is_refused()
    {
        var key = FileKey.Of("up/large");
        var upload = await Store.BeginPartsAsync(key, Token);

        var answer = await Store.WritePartAsync(key, upload, 1, new Trickle(Bytes(FilePart.MaxSize + 1)), Token);

        Assert.Equal("UPL021", Code(answer));
    }

    [Fact]
    public async Task An_upload_that_was_given_up_is_gone()
    {
        var key = FileKey.Of("up/gone");
        var upload = await Store.BeginPartsAsync(key, Token);
        var part = await PartAsync(key, upload, 1, Bytes(10));

        await Store.AbortAsync(key, upload, Token);
        await Store.AbortAsync(key, upload, Token);

        Assert.Equal("UPL023", Code(await Store.WritePartAsync(key, upload, 1, new MemoryStream(Bytes(1)), Token)));
        Assert.Equal("UPL023", Code(await Store.CompleteAsync(key, upload, [part], Token)));
    }

    [Fact]
    public async Task An_upload_belongs_to_its_key()
    {
        var upload = await Store.BeginPartsAsync(FileKey.Of("mine"), Token);

        var answer = await Store.WritePartAsync(FileKey.Of("theirs"), upload, 1, new MemoryStream(Bytes(1)), Token);

        Assert.Equal("UPL023", Code(answer));
    }

    [Fact]
    public async Task Writers_of_one_key_leave_one_whole_file()
    {
        var contents = Enumerable.Range(0, 8).Select(seed => Bytes(200_000 + seed, seed)).ToList();

        await Task.WhenAll(
            contents.Select(content => Store.WriteAsync(FileKey.Of("race"), new Trickle(content), Token))
        );

        var left = await ReadAsync("race");
        Assert.Contains(contents, content => content.AsSpan().SequenceEqual(left));
    }

    [Fact]
    public async Task Probing_leaves_nothing_to_see()
    {
        await Store.ProbeAsync(Token);

        Assert.Empty((await Store.ListAsync("", null, 10, Token)).Files);
    }

    private protected Task<WrittenFile> WriteAsync(string key, string content) =>
        Store.WriteAsync(FileKey.Of(key), new MemoryStream(Encoding.UTF8.GetBytes(content)), Token);

    private protected async Task<byte[]?> ReadAsync(string key)
    {
        await using var stream = await Store.OpenAsync(FileKey.Of(key), 0, null, Token);
        if (stream is null)
        {
            return null;
        }
        var copy = new MemoryStream();
        await stream.CopyToAsync(copy, Token);
        return copy.ToArray();
    }

    private protected async Task<FilePart> PartAsync(
        FileKey key,
        string upload,
        int number,
        ReadOnlyMemory<byte> content
    ) => Success(await Store.WritePartAsync(key, upload, number, new Trickle(content.ToArray()), Token));

    private protected static byte[] Bytes(int size, int seed = 1)
    {
        var bytes = new byte[size];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    private protected static T Success<T>(Result<T> result)
        where T : notnull =>
        result.Succeeded(out var value, out var problem)
            ? value
            : throw new InvalidOperationException(problem.ToString());

    private protected static string? Code<T>(Result<T> result)
        where T : notnull => result.Succeeded(out _, out var problem) ? null : problem.Code;
}
