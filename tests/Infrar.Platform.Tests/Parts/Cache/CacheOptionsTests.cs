using Infrar.Platform.Parts.Cache;

namespace Infrar.Platform.Tests.Parts.Cache;

/// <summary>What is wrong with the settings is said at once and whole.</summary>
public sealed class CacheOptionsTests
{
    [Fact]
    public void All_faults_are_listed_and_no_password()
    {
        var result = new CacheOptionsValidation().Validate(
            null,
            new()
            {
                Kind = CacheKind.Redis,
                ConnectionString = "redis:6379,password=hush,nonsense=1",
                ConnectionStringFile = "/nowhere/redis",
                Nodes = 0,
                TimeoutMilliseconds = 1,
            }
        );

        Assert.Equal(4, result.Failures!.Count());
        Assert.DoesNotContain("hush", result.FailureMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("password=x", false)]
    [InlineData("redis:6379,ssl=true", true)]
    public void Redis_needs_a_server(string connection, bool isRight) =>
        Assert.Equal(
            isRight,
            new CacheOptionsValidation()
                .Validate(null, new() { Kind = CacheKind.Redis, ConnectionString = connection })
                .Succeeded
        );
}
