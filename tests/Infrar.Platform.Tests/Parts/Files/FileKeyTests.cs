using Infrar.Platform.Parts.Files;

namespace Infrar.Platform.Tests.Parts.Files;

public sealed class FileKeyTests
{
    [Theory]
    [InlineData("")]
    [InlineData("/a")]
    [InlineData("a/")]
    [InlineData("a//b")]
    [InlineData("..")]
    [InlineData("a/../b")]
    [InlineData(".new/x")]
    [InlineData("a\\b")]
    [InlineData("a\0b")]
    [InlineData("a\nb")]
    [InlineData("a~")]
    [InlineData("a%2e")]
    [InlineData("аdmin")]
    [InlineData("a b")]
    public void A_hostile_key_is_refused(string value)
    {
        Assert.False(FileKey.Parse(value).Succeeded(out _, out var problem));
        Assert.Equal("UPL020", problem.Code);
    }

    [Fact]
    public void Length_is_bounded()
    {
        Assert.True(FileKey.Parse(new string('a', 120)).Succeeded(out _, out _));
        Assert.False(FileKey.Parse(new string('a', 121)).Succeeded(out _, out _));
        Assert.False(FileKey.Parse(string.Join('/', Enumerable.Repeat("aaaa", 103))).Succeeded(out _, out _));
    }
}
