namespace Infrar.Cli.Tests;

public sealed class InitTests
{
    [Fact]
    public async Task A_starting_manifest_is_valid()
    {
        using var console = new TestConsole();

        Assert.Equal(0, await console.Run("init"));

        using var check = new TestConsole(console.Folder);
        Assert.Equal(0, await check.Run("validate"));
        Assert.StartsWith("OK: ", check.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Compose_file_becomes_a_valid_manifest()
    {
        using var console = new TestConsole();
        console.Write(
            "compose.yaml",
            "services:\n  api:\n    image: example/api:1\n    ports: ['8080:8080']\n  db:\n    image: postgres:16\n"
        );

        Assert.Equal(0, await console.Run("init", "--from", "compose.yaml"));

        using var check = new TestConsole(console.Folder);
        Assert.Equal(0, await check.Run("validate"));
        Assert.Contains("kind: postgresql", console.Read("infrar.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Force_overwrites()
    {
        using var console = Shop.Open();

        Assert.Equal(0, await console.Run("init", "--force"));
        Assert.NotEqual(Shop.Manifest, console.Read("infrar.yaml"));
    }
}
