using Infrar.Core.Manifests;
using Infrar.Core.Resources;
using static Infrar.Providers.Tests.Aws.Run.RunSystem;

namespace Infrar.Providers.Tests.Aws.Run;

public sealed class EdgeTests
{
    private static Service Alone { get; } =
        Platform with
        {
            Uses = [],
            Environment = Ordinal.Empty,
            Secrets = Ordinal.Empty,
        };

    private static Service Second { get; } =
        Alone with
        {
            Name = "second",
            Title = "Second",
            Domains = ["second.infrar.io"],
            Firewall = null,
        };

    [Fact]
    public void Route_53_holds_the_whole_domain_unless_another_vendor_does()
    {
        var alone = Place(Alone);
        Assert.Equal("infrar.io", alone.At("aws_route53_zone.main")["name"].AsText());
        Assert.DoesNotContain(alone.Notes, n => n.Contains("delegate"));

        var beside = Place(Of(Web, Alone).Assigning("web", a => a with { Offering = "cloudflare/pages" }));
        Assert.Equal("api.infrar.io", beside.At("aws_route53_zone.main")["name"].AsText());
        Assert.Contains(beside.Notes, n => n.Contains("delegate api.infrar.io"));
    }

    [Fact]
    public void Each_name_is_delegated_by_itself()
    {
        var placement = Place(Of(Web, Alone, Second).Assigning("web", a => a with { Offering = "cloudflare/pages" }));

        Assert.Equal("second.infrar.io", placement.At("aws_route53_zone.second_infrar_io")["name"].AsText());
        Assert.Equal(
            "aws_route53_zone.second_infrar_io",
            placement.At("aws_route53_record.proof_second_infrar_io")["zone_id"].References().Single()
        );
    }

    [Fact]
    public void Without_a_zone_of_ours_the_certificate_is_proven_by_hand()
    {
        var placement = Place(Of(Alone) with { Dns = null });

        Assert.DoesNotContain(placement.Graph.Resources, r => r.Type.StartsWith("aws_route53_"));
        Assert.Contains(placement.Notes, n => n.Contains("apply again"));
        Assert.Equal(
            "aws_acm_certificate.platform",
            placement.At("aws_lb_listener.https")["certificate_arn"].References().Single()
        );
    }

    [Fact]
    public void Among_several_services_a_request_must_name_the_one_that_it_wants()
    {
        var placement = Place(Alone, Second);

        Assert.Equal("fixed-response", placement.At("aws_lb_listener.https")["default_action.type"].AsText());
        Assert.Equal(
            ["second.infrar.io"],
            placement.At("aws_lb_listener_rule.second")["condition.host_header.values"].Items().Select(v => v.AsText())
        );
        Assert.NotNull(placement.Graph.Find("aws_lb_listener_certificate.second"));
    }

    [Fact]
    public void A_load_balancer_has_one_firewall() =>
        Assert.Contains(
            "state it at the first of them",
            Assert.Single(ObstaclesOf(Alone, Second with { Firewall = Platform.Firewall }))
        );

    [Fact]
    public void A_firewall_asks_who_before_how_much_before_what()
    {
        var firewall = new WebFirewall(
            2000,
            TimeSpan.FromMinutes(5),
            true,
            true,
            true,
            ["IE"],
            ["KP"],
            ["198.51.100.0/24", "2001:db8::/32"],
            ["203.0.113.0/24"]
        );

        var rules = Place(Alone with { Firewall = firewall }).At("aws_wafv2_web_acl.platform")["rule"].Items();

        Assert.Equal(
            [
                "allowed-addresses",
                "allowed-addresses-ipv6",
                "denied-addresses",
                "allowed-countries-only",
                "denied-countries",
                "rate-limit",
                "sql-injection",
                "cross-site-scripting",
                "known-bad-inputs",
            ],
            rules.Select(r => r.At("name").AsText())
        );
    }

    [Fact]
    public void A_rate_over_another_window_stands_against_the_service() =>
        Assert.Contains(
            "counts over 60, 120, 300 or 600",
            Assert.Single(
                ObstaclesOf(
                    Alone with
                    {
                        Firewall = new(2000, TimeSpan.FromMinutes(3), true, true, true, [], [], [], []),
                    }
                )
            )
        );

    [Fact]
    public void A_public_service_needs_a_domain_and_two_zones() =>
        Assert.Equal(2, ObstaclesOf(Of(Alone with { Domains = [] }) with { Network = new() { Zones = 1 } }).Length);

    [Fact]
    public void Connections_follow_from_requests_unless_they_are_stated()
    {
        var placement = Place(Alone);

        Assert.Equal(
            UsageRange.Exactly(10m),
            placement.UseOf("aws_lb.main", "new_connections", ("platform", "requests", 26_280_000m))?.Rounded()
        );
        Assert.Equal(
            UsageRange.Exactly(70m),
            placement.UseOf(
                "aws_lb.main",
                "active_connections",
                ("platform", "requests", 26_280_000m),
                ("platform", "activeConnections", 70m)
            )
        );
        Assert.Null(placement.UseOf("aws_lb.main", "processed_bytes_gb"));
    }

    [Fact]
    public void A_load_balancer_is_protected_where_databases_are()
    {
        Assert.True(Place(Production).At("aws_lb.main")["enable_deletion_protection"].AsFlag());
        Assert.False(Place(Alone).At("aws_lb.main")["enable_deletion_protection"].AsFlag());
    }

    [Fact]
    public void A_site_without_domains_has_CloudFronts_own_certificate()
    {
        var placement = Place(Web with { Domains = [] });

        Assert.True(
            placement
                .At("aws_cloudfront_distribution.web")["viewer_certificate.cloudfront_default_certificate"]
                .AsFlag()
        );
        Assert.Null(placement.Graph.Find("aws_acm_certificate.web"));
    }

    [Fact]
    public void A_site_with_previews_is_placed_elsewhere() =>
        Assert.Contains("previews", Assert.Single(ObstaclesOf(Web with { Previews = true })));

    [Fact]
    public void Files_of_a_site_are_found_as_a_static_export_lays_them_out() =>
        Assert.Contains("index.html", Place(Web).Files["functions/web-rewrite.js"]);
}
