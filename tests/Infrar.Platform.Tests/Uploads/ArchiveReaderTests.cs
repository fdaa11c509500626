using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Infrar.Core;
using Infrar.Platform.Uploads.Archives;

namespace Infrar.Platform.Tests.Uploads;

public sealed class ArchiveReaderTests
{
    private static readonly ArchiveLimits Limits = new();

    [Theory]
    [InlineData("zip")]
    [InlineData("tar")]
    [InlineData("tar.gz")]
    public async Task Reading_lists_files_with_hashes_and_the_texts_that_are_wanted(string kind)
    {
        var archive = Pack(kind, ("./src/app.js", "run()"), ("package.json", "{\"a\":1}"), ("bin.json", "\u00ff"));

        var listing = Success(await ReadAsync(archive, path => path.EndsWith(".json", StringComparison.Ordinal)));

        Assert.Equal(["bin.json", "package.json", "src/app.js"], listing.Files.Select(file => file.Path));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData("run()"u8)), listing.Files[2].Sha256);
        Assert.Equal("{\"a\":1}", listing.Texts["package.json"]);
        Assert.DoesNotContain("src/app.js", listing.Texts.Keys);
    }

    [Theory]
    [InlineData("../x", "UPL003")]
    [InlineData("a/../../x", "UPL003")]
    [InlineData("/etc/passwd", "UPL003")]
    [InlineData("C:/x", "UPL003")]
    [InlineData("a\\..\\x", "UPL004")]
    [InlineData("a\u0007b", "UPL004")]
    [InlineData("evil\u202egpj.exe", "UPL004")]
    [InlineData("zero\u200bwidth", "UPL004")]
    [InlineData("file:stream", "UPL004")]
    [InlineData("dot./x", "UPL004")]
    public async Task A_hostile_name_is_refused(string name, string code)
    {
        foreach (var kind in (string[])["zip", "tar"])
        {
            Assert.Equal(code, Code(await ReadAsync(Pack(kind, ("fine", "x"), (name, "y")))));
        }
    }

    [Fact]
    public async Task Names_that_differ_by_case_are_two_files()
    {
        foreach (var kind in (string[])["zip", "tar"])
        {
            var files = Pack(kind, ("Makefile", "x"), ("makefile", "y"), ("Dir/a", "z"), ("dir/a", "w"));
            Assert.Equal(4, Success(await ReadAsync(files)).Files.Count);
        }
    }

    [Theory]
    [InlineData("a", "a", "UPL009")]
    [InlineData("a", "./a", "UPL009")]
    [InlineData("a", "a/b", "UPL009")]
    [InlineData("a/b", "a", "UPL009")]
    [InlineData("Readme", "\uff32eadme", "UPL010")]
    [InlineData("Dir/a", "D\u0456r/b", "UPL010")]
    [InlineData("admin", "\u0430dmin", "UPL010")]
    [InlineData("file", "\uff46ile", "UPL010")]
    public async Task Names_that_collide_are_refused(string one, string other, string code)
    {
        foreach (var kind in (string[])["zip", "tar"])
        {
            Assert.Equal(code, Code(await ReadAsync(Pack(kind, (one, "x"), (other, "y")))));
        }
    }

    [Fact]
    public async Task Names_in_composed_and_decomposed_form_look_the_same() =>
        Assert.Equal("UPL010", Code(await ReadAsync(Pack("tar", ("caf\u00e9", "x"), ("cafe\u0301", "y")))));

    [Fact]
    public async Task Names_in_any_script_are_fine() =>
        Success(await ReadAsync(Pack("zip", ("caf\u00e9", "x"), ("\u0434\u043e\u043a", "y"), ("\u6587\u66f8", "z"))));

    [Fact]
    public async Task A_line_break_in_a_name_is_refused() =>
        Assert.Equal("UPL004", Code(await ReadAsync(Pack("zip", ("a\nb", "x")))));

    [Theory]
    [InlineData(TarEntryType.SymbolicLink)]
    [InlineData(TarEntryType.HardLink)]
    [InlineData(TarEntryType.Fifo)]
    [InlineData(TarEntryType.CharacterDevice)]
    [InlineData(TarEntryType.BlockDevice)]
    public async Task Links_and_devices_are_refused(TarEntryType type)
    {
        var archive = new MemoryStream();
        await using (var tar = new TarWriter(archive, leaveOpen: true))
        {
            var entry = new PaxTarEntry(type, "x");
            if (type is TarEntryType.SymbolicLink or TarEntryType.HardLink)
            {
                entry.LinkName = "/etc/passwd";
            }
            await tar.WriteEntryAsync(entry, TestContext.Current.CancellationToken);
        }

        Assert.Equal("UPL005", Code(await ReadAsync(archive)));
    }

    [Fact]
    public async Task A_link_in_a_zip_is_refused()
    {
        var archive = new MemoryStream();
        using (var zip = new ZipArchive(archive, ZipArchiveMode.Create, leaveOpen: true))
        {
            zip.CreateEntry("x").ExternalAttributes = unchecked((int)0xA1FF0000);
        }

        Assert.Equal("UPL005", Code(await ReadAsync(archive)));
    }

    [Fact]
    public async Task An_encrypted_zip_is_refused()
    {
        var bytes = Pack("zip", ("secret", "x")).ToArray();
        // The flag's lowest bit, in the entry's own header and in the directory.
        bytes[6] |= 1;
        bytes[bytes.AsSpan().IndexOf("PK\u0001\u0002"u8) + 8] |= 1;

        Assert.Equal("UPL006", Code(await ReadAsync(new MemoryStream(bytes))));
    }

    [Theory]
    [InlineData("zip")]
    [InlineData("tar.gz")]
    public async Task A_bomb_is_refused_by_its_ratio(string kind)
    {
        var bomb = Pack(kind, ("zeros", new string('0', 40 << 20)));

        Assert.True(bomb.Length < 200_000);
        Assert.Equal("UPL008", Code(await ReadAsync(bomb)));
    }

    [Theory]
    [InlineData("zip")]
    [InlineData("tar")]
    [InlineData("tar.gz")]
    public async Task The_limits_of_size_and_number_hold(string kind)
    {
        var archive = Pack(kind, ("a", "12345"), ("b", "12345"), ("c", "12345"));

        Assert.Equal("UPL008", Code(await ReadAsync(archive, limits: Limits with { TotalBytes = 14 })));
        Assert.Equal("UPL007", Code(await ReadAsync(archive, limits: Limits with { Entries = 2 })));
        Success(await ReadAsync(archive, limits: Limits with { TotalBytes = 15, Entries = 3 }));
    }

    [Fact]
    public async Task More_than_fifty_thousand_entries_are_refused()
    {
        var files = Enumerable.Range(0, 50_001).Select(i => ($"f{i}", "")).ToArray();

        Assert.Equal("UPL007", Code(await ReadAsync(Pack("zip", files))));
        Assert.Equal("UPL007", Code(await ReadAsync(Pack("tar", files))));
        Assert.Equal(50_000, Success(await ReadAsync(Pack("zip", files[..50_000]))).Files.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("PK")]
    [InlineData("PK\u0003\u0004 but no zip")]
    [InlineData("just some text that is longer than a header of four bytes")]
    public async Task What_is_no_archive_is_refused(string content) =>
        Assert.Equal("UPL001", Code(await ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(content)))));

    [Fact]
    public async Task Texts_are_bounded_one_by_one_and_together()
    {
        var archive = Pack("tar", ("a", "1234"), ("b", "12345678"), ("c", "1234"), ("d", "1234"));

        var listing = Success(await ReadAsync(archive, _ => true, Limits with { TextBytes = 5, AllTextBytes = 9 }));

        Assert.Equal(["a", "c"], listing.Texts.Keys);
    }

    /// <summary>Damages archives at random places; each must be read or refused, never throw anything.</summary>
    [Theory]
    [InlineData("zip")]
    [InlineData("tar")]
    [InlineData("tar.gz")]
    public async Task Damaged_archives_are_read_or_refused(string kind)
    {
        var random = new Random(20261127);
        var whole = Pack(
                kind,
                ("src/app.js", "console.log('x')"),
                ("package.json", "{}"),
                ("caf\u00e9/readme", "hello hello hello")
            )
            .ToArray();
        var refused = 0;
        for (var i = 0; i < 3_000; i++)
        {
            var bytes = whole[..(i % 5 is 0 ? random.Next(whole.Length) : whole.Length)];
            for (var hits = random.Next(1, 6); hits > 0 && bytes.Length > 0; hits--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }
            var code = Code(await ReadAsync(new MemoryStream(bytes), _ => true));
            refused += code is null ? 0 : 1;
            Assert.True(code is null || code.StartsWith("UPL0", StringComparison.Ordinal));
        }
        Assert.InRange(refused, 100, 3_000);
    }

    private static MemoryStream Pack(string kind, params (string Name, string Content)[] files)
    {
        var archive = new MemoryStream();
        if (kind is "zip")
        {
            using var zip = new ZipArchive(archive, ZipArchiveMode.Create, leaveOpen: true);
            foreach (var (name, content) in files)
            {
                using var stream = zip.CreateEntry(name).Open();
                stream.Write(Bytes(content));
            }
            return archive;
        }
        using var gzip = kind is "tar.gz" ? new GZipStream(archive, CompressionLevel.Optimal, leaveOpen: true) : null;
        using var tar = new TarWriter((Stream?)gzip ?? archive, TarEntryFormat.Pax, leaveOpen: true);
        foreach (var (name, content) in files)
        {
            tar.WriteEntry(
                new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Bytes(content)) }
            );
        }
        return archive;
    }

    private static byte[] Bytes(string content) => content is "\u00ff" ? [0xff] : Encoding.UTF8.GetBytes(content);

    private static Task<Result<ArchiveListing>> ReadAsync(
        MemoryStream archive,
        Func<string, bool>? isWanted = null,
        ArchiveLimits? limits = null
    ) =>
        ArchiveReader.ReadAsync(
            archive,
            (path, _) => isWanted?.Invoke(path) is true,
            limits ?? Limits,
            TestContext.Current.CancellationToken
        );

    private static ArchiveListing Success(Result<ArchiveListing> result) =>
        result.Succeeded(out var value, out var problem)
            ? value
            : throw new InvalidOperationException(problem.ToString());

    private static string? Code(Result<ArchiveListing> result) =>
        result.Succeeded(out _, out var problem) ? null : problem.Code;
}
