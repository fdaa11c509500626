using Infrar.Testing;

namespace Infrar.Cli.Tests;

public sealed class CompletionTests
{
    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    [InlineData("pwsh")]
    public async Task Scripts_read_as_reviewed(string shell)
    {
        using var console = new TestConsole();

        Assert.Equal(0, await console.Run("completion", shell));

        Golden.Match(console.Output, $"completion/{shell}.txt");
    }
}
