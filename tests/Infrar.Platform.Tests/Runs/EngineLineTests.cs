using Infrar.Platform.Runs;
using Infrar.Platform.Runs.Executor;

namespace Infrar.Platform.Tests.Runs;

/// <summary>What an engine prints, and what something that runs in it prints in its place.</summary>
public sealed class EngineLineTests
{
    [Fact]
    public void A_completed_resource_is_read_with_its_id()
    {
        var line = EngineLine.Read(
            7,
            """{"@message":"aws_s3_bucket.files: Creation complete after 0s [id=files]","type":"apply_complete","hook":{"resource":{"addr":"aws_s3_bucket.files"},"action":"create","id_key":"id","id_value":"files"}}"""
        );
        Assert.Equal(
            new ResourceEvent(JournalKind.Completed, "aws_s3_bucket.files", "create")
            {
                IdKey = "id",
                IdValue = "files",
            },
            line.Resource
        );
        Assert.Equal(7, line.Number);
        Assert.False(line.IsError);
    }

    [Theory]
    [InlineData("")]
    [InlineData("plain words")]
    [InlineData("{")]
    [InlineData("[1]")]
    [InlineData("null")]
    [InlineData("{\"type\":\"\\ud800\"}")]
    [InlineData("{\"type\":\"diagnostic\",\"diagnostic\":7}")]
    [InlineData("{\"type\":\"apply_complete\",\"hook\":[]}")]
    [InlineData("{\"type\":\"apply_complete\",\"hook\":{\"resource\":\"x\"}}")]
    [InlineData("{\"type\":\"diagnostic\",\"diagnostic\":{\"severity\":\"error\",\"range\":{\"start\":1}}}")]
    public void Whatever_is_printed_is_a_line(string printed) => Assert.Equal(3, EngineLine.Read(3, printed).Number);

    [Theory]
    [InlineData("a\0b", 10, "a\uFFFDb")]
    [InlineData("abc", 2, "ab")]
    [InlineData("a\U0001F600", 2, "a\uFFFD")]
    [InlineData("right \U0001F600", 20, "right \U0001F600")]
    public void A_text_is_kept_without_what_databases_refuse(string text, int most, string kept) =>
        Assert.Equal(kept, RunText.Fit(text, most));

    [Fact]
    public void A_resource_whose_address_is_too_long_to_keep_is_not_imported_by_a_part_of_it()
    {
        var seen = new ResourceEvent(JournalKind.Completed, new string('a', 5000), "create")
        {
            IdKey = "id",
            IdValue = "x",
        };
        var entry = JournalEntry.Of(new("run-1"), 1, 1, seen, DateTimeOffset.UnixEpoch);
        Assert.Equal("", entry.IdValue);
        Assert.Equal(RunConfiguration.LongestAddress, entry.Address.Length);
    }
}
