using Infrar.Testing;

namespace Infrar.Cli.Tests;

/// <summary>The rules by which <c>generate</c> writes a folder.</summary>
public sealed class GenerateTests
{
    private static readonly string[] Production = ["generate", "-e", "production", "-o", "out"];

    [Fact]
    public async Task Writes_configuration_diagrams_report_and_guide()
    {
        using var console = Shop.Open();

        Assert.Equal(0, await console.Run(Production));

        Golden.Match(console.Output, "shop/generate.txt");
        Golden.Match(console.Read("out/README.md"), "shop/generated/README.md");
        Golden.Match(console.Read("out/COST.md"), "shop/generated/COST.md");
        Assert.False(Directory.Exists(Path.Combine(console.Folder, "out/.infrar-stage")));
    }

    [Fact]
    public async Task A_local_environment_becomes_a_Compose_file()
    {
        using var console = Shop.Open();

        Assert.Equal(0, await console.Run("generate", "-e", "development", "-o", "out"));

        Assert.True(File.Exists(Path.Combine(console.Folder, "out/compose.yaml")));
        Assert.False(File.Exists(Path.Combine(console.Folder, "out/versions.tf")));
    }

    [Fact]
    public async Task Twice_changes_nothing()
    {
        using var first = Shop.Open();
        await first.Run(Production);
        using var second = new TestConsole(first.Folder);

        Assert.Equal(0, await second.Run(Production));

        Assert.Matches(@"Wrote out: \d+ unchanged\.\n$", second.Output);
    }

    [Fact]
    public async Task A_dry_run_writes_nothing()
    {
        using var console = Shop.Open();

        Assert.Equal(0, await console.Run([.. Production, "--dry-run"]));

        Assert.EndsWith("Nothing was written.\n", console.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(console.Folder, "out")));
    }

    [Fact]
    public async Task A_changed_file_is_never_overwritten_without_force()
    {
        using var first = Shop.Open();
        await first.Run(Production);
        first.Write("out/versions.tf", "# mine\n");
        var before = Snapshot(first.Folder);
        using var second = new TestConsole(first.Folder);

        Assert.Equal(1, await second.Run(Production));

        Assert.Contains("error CLI009", second.Error, StringComparison.Ordinal);
        Assert.Contains("versions.tf", second.Error, StringComparison.Ordinal);
        Assert.Equal(before, Snapshot(first.Folder));

        using var third = new TestConsole(first.Folder);
        Assert.Equal(0, await third.Run([.. Production, "--force"]));
        Assert.DoesNotContain("# mine", first.Read("out/versions.tf"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_somebody_else_wrote_is_in_the_way()
    {
        using var console = Shop.Open();
        console.Write("out/README.md", "Ours\n");

        Assert.Equal(1, await console.Run(Production));

        Assert.Equal("Ours\n", console.Read("out/README.md"));
        Assert.Equal(["README.md"], Directory.GetFiles(Path.Combine(console.Folder, "out")).Select(Path.GetFileName));
    }

    [Fact]
    public async Task What_is_no_longer_made_is_removed_unless_it_changed()
    {
        using var first = Shop.Open();
        await first.Run(Production);
        first.Write("out/storage.tf", "# mine now\n");
        using var second = new TestConsole(first.Folder);

        Assert.Equal(0, await second.Run("generate", "-e", "development", "-o", "out"));

        Assert.False(File.Exists(Path.Combine(first.Folder, "out/versions.tf")));
        Assert.Equal("# mine now\n", first.Read("out/storage.tf"));
    }

    [Fact]
    public async Task A_record_cannot_lead_outside_of_its_folder()
    {
        using var console = Shop.Open();
        console.Write("precious.txt", "x");
        var digest = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("x"u8));
        console.Write("out/.infrar-generated.json", $$$"""{"files":{"../precious.txt":"{{{digest}}}"}}""");

        Assert.Equal(0, await console.Run(Production));

        Assert.Equal("x", console.Read("precious.txt"));
    }

    [Fact]
    public async Task What_a_killed_run_left_is_put_back_first()
    {
        using var first = Shop.Open();
        await first.Run(Production);
        var before = Snapshot(first.Folder);
        var versions = Path.Combine(first.Folder, "out/versions.tf");
        Directory.CreateDirectory(Path.Combine(first.Folder, "out/.infrar-stage/old"));
        File.Move(versions, Path.Combine(first.Folder, "out/.infrar-stage/old/versions.tf"));
        File.WriteAllText(versions, "# half a change\n");
        using var second = new TestConsole(first.Folder);

        Assert.Equal(0, await second.Run(Production));

        Assert.Equal(before, Snapshot(first.Folder));
    }

    private static SortedDictionary<string, string> Snapshot(string folder) =>
        new(
            Directory
                .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .ToDictionary(f => Path.GetRelativePath(folder, f), File.ReadAllText),
            StringComparer.Ordinal
        );
}
