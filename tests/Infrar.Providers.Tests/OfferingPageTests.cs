using Infrar.Testing;

namespace Infrar.Providers.Tests;

/// <summary>Every offering has its page, and no page is left of one that is gone.</summary>
public sealed class OfferingPageTests
{
    // Pages of what a provider makes beside its offerings.
    private static readonly string[] Shared = ["aws-network", "aws-operations"];

    [Fact]
    public void Offerings_and_pages_are_the_same()
    {
        var folder = Path.Combine(Repository.Root(typeof(OfferingPageTests).Assembly), "docs", "offerings");
        var pages = Directory.EnumerateFiles(folder, "*.md").Select(f => Path.GetFileNameWithoutExtension(f));

        Assert.Equal(
            AllProviders.Catalog.Offerings.Select(o => o.Id.Replace('/', '-')).Order(StringComparer.Ordinal),
            pages.Except(Shared).Order(StringComparer.Ordinal)
        );
    }
}
