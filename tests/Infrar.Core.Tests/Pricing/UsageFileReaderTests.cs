using Infrar.Core.Diagnostics;
using Infrar.Core.Manifests;
using Infrar.Core.Pricing;
using Infrar.Core.Resources;

namespace Infrar.Core.Tests.Pricing;

public sealed class UsageFileReaderTests
{
    private const string Example = """
        version: 0.1
        resource_type_default_usage:
          aws_s3_bucket:
            standard:
              storage_gb: 50
        resource_usage:
          aws_s3_bucket.uploads:
            standard:
              storage_gb: 100
              monthly_tier_1_requests: 1e6
          module.site[0].aws_s3_bucket.logs[*]:
            standard:
              storage_gb: { least: 1, expected: 2, most: 3 }
        """;

    [Fact]
    public void Nested_keys_are_joined_by_dots()
    {
        Assert.Equal(100m, Of("aws_s3_bucket.uploads", "standard.storage_gb")?.Expected);
        Assert.Equal(1_000_000m, Of("aws_s3_bucket.uploads", "standard.monthly_tier_1_requests")?.Expected);
    }

    [Fact]
    public void The_type_speaks_where_the_address_is_silent()
    {
        Assert.Equal(50m, Of("aws_s3_bucket.other", "standard.storage_gb")?.Expected);
        Assert.Null(Of("aws_s3_bucket.other", "standard.monthly_tier_1_requests"));
    }

    [Theory]
    [InlineData("module.site[0].aws_s3_bucket.logs[7]", true)]
    [InlineData("module.site[0].aws_s3_bucket.logs[\"eu\"]", true)]
    [InlineData("module.site[1].aws_s3_bucket.logs[7]", false)]
    [InlineData("module.site[0].aws_s3_bucket.logs", false)]
    [InlineData("module.site[0].aws_s3_bucket.logs[7].more", false)]
    public void A_star_stands_for_any_index(string address, bool fits)
    {
        Assert.Equal(fits ? new UsageRange(1m, 2m, 3m) : UsageRange.Exactly(50m), Of(address, "standard.storage_gb"));
    }

    [Theory]
    [InlineData("- 1", "USG001", 1, 1)]
    [InlineData("version: 0.1\nresource_usage:\n  a.b: 5", "USG001", 3, 8)]
    [InlineData("version: 0.1\nresource_usage:\n  a.b:\n    x: [1]", "USG001", 4, 5)]
    [InlineData("version: 0.1\nprojects: {}", "USG002", 2, 1)]
    [InlineData("version: 0.9", "USG003", 1, 10)]
    [InlineData("resource_usage:\n  a.b:\n    x: -5", "USG004", 3, 8)]
    [InlineData("resource_usage:\n  a.b:\n    x: 5 GB", "USG004", 3, 8)]
    [InlineData("resource_usage:\n  a.b:\n    os: linux", "USG005", 3, 9)]
    [InlineData("resource_usage:\n  a.b:\n    x: { least: 3, expected: 2 }", "USG006", 3, 8)]
    public void A_fault_has_a_code_a_place_and_a_mend(string text, string code, int line, int column)
    {
        var reading = UsageFileReader.Read(text, "usage.yaml");

        var fault = Assert.Single(reading.Diagnostics);
        Assert.Equal((code, line, column), (fault.Code, fault.Location.Line, fault.Location.Column));
        Assert.NotEmpty(fault.Mend);
        Assert.Equal(fault.Severity is DiagnosticSeverity.Error, reading.Usage is null);
    }

    [Fact]
    public void Malformed_yaml_is_a_diagnostic() => Assert.Null(UsageFileReader.Read("a: [", "usage.yaml").Usage);

    [Fact]
    public void An_empty_file_states_nothing() => Assert.NotNull(UsageFileReader.Read("", "usage.yaml").Usage);

    private static UsageRange? Of(string address, string key)
    {
        var reading = UsageFileReader.Read(Example, "usage.yaml");
        Assert.Empty(reading.Diagnostics);
        return reading.Usage!.Of(
            new()
            {
                Type = "aws_s3_bucket",
                Name = "x",
                Address = address,
                Provider = "aws",
                Attributes = Value.MapOf.Empty,
            },
            key
        );
    }
}
