using System.Text.RegularExpressions;
using Infrar.Testing;

namespace Infrar.Providers.Tests;

/// <summary>Every code in the source stands in docs/problems.md, once, and the page lists no code that is gone.</summary>
public sealed partial class ProblemCodeTests
{
    [Fact]
    public void Codes_of_the_source_and_of_the_page_are_the_same()
    {
        var root = Repository.Root(typeof(ProblemCodeTests).Assembly);
        var inSource = Directory
            .EnumerateFiles(Path.Combine(root, "src"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Quoted().Matches(File.ReadAllText(file)).Select(m => m.Groups[1].Value))
            .Distinct()
            .Order(StringComparer.Ordinal);
        var onPage = Row()
            .Matches(File.ReadAllText(Path.Combine(root, "docs/problems.md")))
            .Select(m => m.Groups[1].Value);

        Assert.Equal(inSource, onPage.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(
        "\"((?:MAN|CLI|USG|CMP|CLM|PLN|SCO|RHS|API|ACC|PRJ|UPL|DET|CRD|LIM|AUD|CFG|ADM|PRV|SRV|WSP|STT|RUN|POL|SCH|NTF|CNF|RMT|PRC|BLD|REL)[0-9]{3})\""
    )]
    private static partial Regex Quoted();

    [GeneratedRegex(@"^\| `([A-Z]{3}[0-9]{3})` \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
