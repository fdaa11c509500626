using System.Reflection;
using Infrar.Core.Placements;

namespace Infrar.Providers.Tests;

/// <summary>The arrows of ARCHITECTURE.md: Cli, Platform → Providers → Core, and Core without I/O frameworks.</summary>
public sealed class ArchitectureTests
{
    [Fact]
    public void Core_references_nothing_of_ours() =>
        Assert.DoesNotContain(References(typeof(Catalog).Assembly), name => IsOurs(name));

    [Fact]
    public void Providers_reference_Core_alone() =>
        Assert.Equal(["Infrar.Core"], References(typeof(AllProviders).Assembly).Where(IsOurs));

    [Theory]
    [InlineData("Microsoft.AspNetCore")]
    [InlineData("Microsoft.EntityFrameworkCore")]
    [InlineData("AWSSDK")]
    [InlineData("System.Net.Http")]
    [InlineData("System.Diagnostics.Process")]
    public void Core_references_no_framework_that_reaches_out(string prefix) =>
        Assert.DoesNotContain(
            References(typeof(Catalog).Assembly),
            name => name.StartsWith(prefix, StringComparison.Ordinal)
        );

    private static bool IsOurs(string name) => name.StartsWith("Infrar", StringComparison.Ordinal) || name == "infrar";

    private static IEnumerable<string> References(Assembly assembly) =>
        assembly.GetReferencedAssemblies().Select(a => a.Name ?? "");
}
