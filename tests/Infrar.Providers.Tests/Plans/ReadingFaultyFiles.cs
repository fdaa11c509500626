using System.Text;
using Infrar.Core.Diagnostics;
using Infrar.Core.Plans;

namespace Infrar.Providers.Tests.Plans;

/// <summary>What is no plan is refused with what it is, where, and what to give instead.</summary>
public sealed class ReadingFaultyFiles
{
    private const string Resource =
        """{"address":"aws_eip.a","mode":"managed","type":"aws_eip","name":"a","change":{"actions":["create"],"after":{}}}""";

    [Theory]
    [InlineData("PLN001", "", 1, 1)]
    [InlineData("PLN001", " \n\t", 1, 1)]
    [InlineData("PLN002", "PK\u0003\u0004rest", 1, 1)]
    [InlineData("PLN004", "resource \"aws_eip\" \"a\" {}", 1, 1)]
    [InlineData("PLN004", "[]", 1, 1)]
    [InlineData("PLN004", "{\"format_version\":\"1.2\"}\n{}", 2, 1)]
    [InlineData("PLN004", "{\"format_version\":\"1.2\",\n  \"a\": ?}", 2, 8)]
    [InlineData("PLN005", "{\"format_version\":\"1.2\",\"resource_changes\":[", 1, 45)]
    [InlineData("PLN007", "{}", 1, 1)]
    [InlineData("PLN007", "{\"version\":4,\"serial\":3,\"lineage\":\"x\"}", 1, 1)]
    [InlineData("PLN007", "{\"@level\":\"info\",\"@message\":\"a\"}\n{\"@level\":\"info\"}", 1, 1)]
    [InlineData("PLN007", "{\"version\":\"0.2\",\"projects\":[]}", 1, 1)]
    [InlineData("PLN008", "{\"format_version\":\"2.0\"}", 1, 19)]
    [InlineData("PLN008", "{\"format_version\":[]}", 1, 19)]
    [InlineData("PLN009", "{\"format_version\":\"1.2\",\"resource_changes\":{\"a\":1}}", 1, 44)]
    [InlineData("PLN009", "{\"format_version\":\"1.2\",\"resource_changes\":[5]}", 1, 45)]
    [InlineData("PLN010", "{\"format_version\":\"1.2\",\"resource_changes\":[{\"mode\":\"managed\"}]}", 1, 45)]
    public void A_file_that_is_no_plan_is_refused_at_its_place(string code, string text, int line, int column)
    {
        var reading = Read(Encoding.UTF8.GetBytes(text));

        Assert.Null(reading.Plan);
        var fault = Assert.Single(reading.Diagnostics);
        Assert.Equal((code, line, column), (fault.Code, fault.Location.Line, fault.Location.Column));
        Assert.EndsWith(".", fault.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", fault.Mend.TrimEnd('`'), StringComparison.Ordinal);
    }

    [Fact]
    public void Utf16_is_told_from_other_faults() =>
        Assert.Equal("PLN003", Code([0xFF, 0xFE, .. Encoding.Unicode.GetBytes("{}")]));

    [Fact]
    public void Bytes_that_are_no_utf8_are_told_with_their_place()
    {
        var fault = Assert.Single(Read([.. "{\n\"a\": \""u8, 0xC3, 0x28, .. "\"}"u8]).Diagnostics);

        Assert.Equal(("PLN003", 2, 7), (fault.Code, fault.Location.Line, fault.Location.Column));
    }

    [Fact]
    public void Too_deep_nesting_is_refused() =>
        Assert.Equal(
            "PLN006",
            Code(Encoding.UTF8.GetBytes("{\"format_version\":\"1.2\",\"variables\":" + new string('[', 100_000)))
        );

    [Fact]
    public void Unknown_actions_are_refused() =>
        Assert.Equal("PLN011", Code(PlanOf(Resource.Replace("create", "conjure", StringComparison.Ordinal))));

    [Fact]
    public void A_repeated_resource_counts_once_and_is_told()
    {
        var reading = Read(PlanOf($"{Resource},{Resource}"));

        Assert.Single(reading.Plan!.After.Resources);
        Assert.Equal(
            ("PLN012", DiagnosticSeverity.Warning),
            (Assert.Single(reading.Diagnostics).Code, reading.Diagnostics[0].Severity)
        );
    }

    [Fact]
    public void An_errored_plan_is_read_with_a_warning()
    {
        var reading = Read("""{"format_version":"1.2","errored":true}"""u8.ToArray());

        Assert.Empty(reading.Plan!.After.Resources);
        Assert.Equal("PLN013", Assert.Single(reading.Diagnostics).Code);
    }

    [Fact]
    public void Of_many_faults_the_first_twenty_are_told() =>
        Assert.Equal(20, Read(PlanOf(string.Join(',', Enumerable.Repeat("{}", 1000)))).Diagnostics.Length);

    [Fact]
    public void A_byte_order_mark_is_passed_over() =>
        Assert.Single(Read([0xEF, 0xBB, 0xBF, .. PlanOf(Resource)]).Plan!.After.Resources);

    [Fact]
    public void An_empty_state_is_a_state() =>
        Assert.Empty(Read("""{"format_version":"1.0"}"""u8.ToArray()).Plan!.After.Resources);

    private static string Code(byte[] json) => Assert.Single(Read(json).Diagnostics).Code;

    private static byte[] PlanOf(string resources) =>
        Encoding.UTF8.GetBytes($$"""{"format_version":"1.2","resource_changes":[{{resources}}]}""");

    private static PlanReading Read(byte[] json) => PlanReader.Read(json, "plan.json", AllProviders.Catalog);
}
