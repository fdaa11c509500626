using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using Infrar.Cli.Sources;
using Infrar.Testing.Servers;

namespace Infrar.Cli.Tests.Remote;

/// <summary>What of a folder is sent, and how it is packed.</summary>
public sealed class SourceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("infrar-source-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("*.log")]
    [InlineData("build/")]
    [InlineData("/build")]
    [InlineData("src/*.js")]
    [InlineData("**/deep/*.txt")]
    [InlineData("src/**/a.js")]
    [InlineData("src/**")]
    [InlineData("*.log\n!keep.log")]
    [InlineData("build/\n!build/keep.log")]
    [InlineData("[ab].js\nfile[0-9].txt")]
    [InlineData("[!a].js")]
    [InlineData("a?js")]
    [InlineData("# comment\n\\#odd\n  spaced  ")]
    [InlineData("*\n!*/\n!*.js")]
    [InlineData("foo**bar\nsrc/deep\n")]
    [InlineData("trailing\\ \n")]
    public async Task The_files_are_those_that_Git_would_take(string rules)
    {
        Assert.SkipWhen(Programs.Find("git") is null, "git is not here.");
        foreach (
            var path in (string[])
                [
                    "a.js",
                    "b.js",
                    "x.log",
                    "keep.log",
                    "#odd",
                    "file1.txt",
                    "filex.txt",
                    "trailing ",
                    "fooXbar",
                    "build/out.js",
                    "build/keep.log",
                    "src/a.js",
                    "src/b.js",
                    "src/deep/a.js",
                    "src/deep/note.txt",
                    "src/deep/build/c.js",
                    "deep/z.txt",
                    "axjs",
                ]
        )
        {
            Write(path, "x");
        }

        Write(".gitignore", rules);
        Write("src/.gitignore", "!b.js\nnote.txt\n");
        var expected = await GitAsync();

        var found = SourceFiles.Of(_folder, Cancellation);

        Assert.Equal(expected, found.Files.Select(f => f.Path));
    }

    [Fact]
    public void Our_own_ignore_file_adds_to_Gits()
    {
        Write("a.js", "x");
        Write("big.bin", "x");
        Write(".infrarignore", "*.bin\n");

        Assert.Equal([".infrarignore", "a.js"], SourceFiles.Of(_folder, Cancellation).Files.Select(f => f.Path));
    }

    [Fact]
    public void Links_history_and_a_servers_data_are_left_out()
    {
        Write("a.js", "x");
        Write(".git/config", "x");
        Write(".infrar/master.key", "x");
        File.CreateSymbolicLink(Path.Combine(_folder, "passwd"), "/etc/passwd");
        Directory.CreateSymbolicLink(Path.Combine(_folder, "etc"), "/etc");

        var found = SourceFiles.Of(_folder, Cancellation);

        Assert.Equal(["a.js"], found.Files.Select(f => f.Path));
        Assert.Equal(["etc", "passwd"], found.Links);
    }

    [Fact]
    public async Task The_same_files_make_the_same_bytes()
    {
        var deep = $"{new string('d', 90)}/{new string('e', 90)}/long.js";
        Write("a.js", "x");
        Write("empty", "");
        Write(deep, "y");
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows knows no programs by their mode.");
        MakeProgram("a.js");
        await using var first = await SourceArchive.PackAsync(SourceFiles.Of(_folder, Cancellation), Cancellation);
        File.SetLastWriteTimeUtc(Path.Combine(_folder, deep), new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc));

        await using var second = await SourceArchive.PackAsync(SourceFiles.Of(_folder, Cancellation), Cancellation);

        Assert.Equal(first.Sha256, second.Sha256);
        second.Content.Position = 0;
        await using var gzip = new GZipStream(second.Content, CompressionMode.Decompress, leaveOpen: true);
        await using var tar = new TarReader(gzip);
        var entries = new List<(string, bool)>();
        while (await tar.GetNextEntryAsync(copyData: false, Cancellation) is { } entry)
        {
            entries.Add((entry.Name, entry.Mode.HasFlag(UnixFileMode.UserExecute)));
        }

        Assert.Equal([("a.js", true), (deep, false), ("empty", false)], entries);
    }

    private void MakeProgram(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Path.Combine(_folder, path), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }
    }

    private void Write(string path, string content)
    {
        var full = Path.Combine(_folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, content);
    }

    private async Task<List<string>> GitAsync()
    {
        await RunAsync("init", "-q");
        var listed = await RunAsync("-c", "core.quotePath=false", "ls-files", "-z", "--others", "--exclude-standard");
        return [.. listed.Split('\0', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)];
    }

    private async Task<string> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments)
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
        };
        start.Environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        start.Environment["GIT_CONFIG_SYSTEM"] = "/dev/null";
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);
        Assert.Equal(0, process.ExitCode);
        return output;
    }
}
