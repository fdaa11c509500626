using Infrar.Core.Checks;
using Infrar.Testing;

namespace Infrar.Providers.Tests.Checks;

/// <summary>The reference of the checks, and what every check owes to its reader.</summary>
public sealed class CheckReferenceTests
{
    [Fact]
    public void The_page_is_what_the_checks_say_of_themselves() =>
        Golden.Match(CheckReferenceWriter.Write(AllProviders.Catalog), "../../../docs/checks.md");

    [Fact]
    public void Every_check_has_an_id_of_its_own() =>
        Assert.DoesNotContain(AllProviders.Catalog.Checks.CountBy(c => c.Id, StringComparer.Ordinal), c => c.Value > 1);

    [Fact]
    public void Every_check_says_why_and_what_to_do_in_full_sentences()
    {
        foreach (var check in AllProviders.Catalog.Checks)
        {
            Assert.Matches("^[A-Z]{3}[0-9]{3}$", check.Id);
            Assert.False(check.Title.EndsWith('.'), check.Id);
            Assert.True(check.Rationale.EndsWith('.'), check.Id);
            Assert.True(check.Mend.EndsWith('.'), check.Id);
        }
    }
}
