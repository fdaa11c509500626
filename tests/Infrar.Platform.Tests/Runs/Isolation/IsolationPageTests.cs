using System.Reflection;
using Infrar.Testing;

namespace Infrar.Platform.Tests.Runs.Isolation;

/// <summary>The page that says what was tried.</summary>
public sealed class IsolationPageTests
{
    [Fact]
    public void The_page_names_every_attempt()
    {
        var page = File.ReadAllText(
            Path.Combine(Repository.Root(Assembly.GetExecutingAssembly()), "docs/isolation.md")
        );

        Assert.All(Attempts.All, attempt => Assert.Contains($"| {attempt.Name} |", page, StringComparison.Ordinal));
    }
}
