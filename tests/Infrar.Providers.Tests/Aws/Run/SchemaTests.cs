using Infrar.Core.Manifests;
using static Infrar.Core.Resources.Values;
using static Infrar.Providers.Tests.Aws.Run.RunSystem;

namespace Infrar.Providers.Tests.Aws.Run;

/// <summary>Everything that is made at AWS is what the published provider takes.</summary>
public sealed class SchemaTests
{
    [Fact]
    public void Production_is_what_the_provider_takes() => AssertTaken(Production);

    [Fact]
    public void Everything_at_AWS_is_what_the_provider_takes() =>
        AssertTaken(Production.Assigning("web", a => a with { Offering = "aws/cloudfront-site" }));

    [Fact]
    public void Every_setting_at_once_is_what_the_provider_takes() => AssertTaken(Everything);

    [Fact]
    public void A_misspelled_attribute_would_be_found()
    {
        var resource = Place(Production).At("aws_lb.main");

        var fault = Assert.Single(AwsSchema.Published.FaultsOf(resource with { Attributes = Map([("nam", "x")]) }));

        Assert.Equal("aws_lb.main.nam: there is no such attribute", fault);
    }

    private static Service Hidden { get; } =
        Platform with
        {
            Name = "hidden",
            Title = "Hidden",
            Public = false,
            Domains = [],
            Firewall = null,
            Uses = [],
            Environment = Ordinal.Empty,
            Secrets = Ordinal.Empty,
        };

    private static Service Second { get; } =
        Hidden with
        {
            Name = "second",
            Title = "Second",
            Public = true,
            Domains = ["second.infrar.io"],
            Uses = ["hidden"],
            Environment = Ordinal.Empty.Add("HIDDEN", "${hidden.url}/"),
        };

    private static SystemDescription Everything =>
        Of(
            Platform with
            {
                Architecture = "arm64",
                Command = ["serve"],
                Firewall = new(
                    2000,
                    TimeSpan.FromMinutes(5),
                    true,
                    true,
                    true,
                    ["IE", "DE"],
                    ["KP"],
                    ["198.51.100.0/24", "2001:db8::/32"],
                    ["203.0.113.0/24"]
                ),
            },
            PgBouncer,
            Hidden,
            Second,
            PricingSync with
            {
                Schedule = "*/15 8-18 * * MON-FRI",
                TimeZone = "Europe/Dublin",
            },
            Executor with
            {
                NeedsContainerEngine = true,
                Uses = ["hidden", "registry"],
            },
            Database,
            Cache,
            Uploads,
            Secrets,
            Registry,
            Web
        ) with
        {
            Monitoring = new() { CustomMetrics = ["runs"], Dashboard = true },
        };

    private static void AssertTaken(SystemDescription system) =>
        Assert.Empty(
            Place(system)
                .Graph.Resources.Where(r => r.Provider == "aws")
                .SelectMany(r => AwsSchema.Published.FaultsOf(r))
        );
}
