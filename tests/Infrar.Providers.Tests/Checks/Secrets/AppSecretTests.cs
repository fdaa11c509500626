using Infrar.Core.Resources;
using static Infrar.Core.Resources.Values;
using static Infrar.Providers.Tests.Checks.Checking;

namespace Infrar.Providers.Tests.Checks.Secrets;

public sealed class AppSecretTests
{
    private const string Password = "correct-horse-7";

    [Fact]
    public void SEC011_finds_a_secret_that_is_not_encrypted_and_never_shows_it()
    {
        var finding = Finds("SEC011", "digitalocean_app.a", App(("key", "DB_PASSWORD"), ("value", Password)));

        Assert.Equal("web:DB_PASSWORD", finding.Subject);
        Assert.DoesNotContain(Password, finding.Message + finding.Proof[0].Fact, StringComparison.Ordinal);
    }

    [Fact]
    public void SEC011_passes_an_encrypted_one_and_a_plain_setting()
    {
        Passes("SEC011", App(("key", "DB_PASSWORD"), ("value", Password), ("type", "SECRET")));
        Passes("SEC011", App(("key", "DB_HOST"), ("value", "db.example.org"), ("type", "GENERAL")));
        Passes("SEC011", App(("key", "DB_PASSWORD"), ("value", "${db.PASSWORD}")));
    }

    private static Resource App(params (string Name, Value Value)[] variable) =>
        new()
        {
            Type = "digitalocean_app",
            Name = "a",
            Provider = "digitalocean",
            Attributes = Map(
                ("spec", Block(("name", "a"), ("service", Block(("name", "web"), ("env", Block(variable))))))
            ),
        };
}
