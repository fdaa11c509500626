using System.Collections.Immutable;
using System.Globalization;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Resources;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Aws.Edge;

/// <summary>The web application firewall before the load balancer.</summary>
internal static class WebFirewallRules
{
    // https://docs.aws.amazon.com/waf/latest/APIReference/API_RateBasedStatement.html
    private const int LeastRateLimit = 10;
    private static readonly int[] RateWindowsSeconds = [60, 120, 300, 600];

    /// <summary>What stands against a service's firewall, full sentences.</summary>
    public static IEnumerable<string> Obstacles(Service service, Site site)
    {
        if (service.Firewall is not { } firewall)
        {
            yield break;
        }

        if (firewall.RateLimitRequests is { } limit)
        {
            if (!RateWindowsSeconds.Contains((int)firewall.RateLimitWindow.TotalSeconds))
            {
                yield return $"The firewall of {service.Name} counts requests over {firewall.RateLimitWindow.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s; AWS WAF counts over 60, 120, 300 or 600.";
            }

            if (limit < LeastRateLimit)
            {
                yield return $"The firewall of {service.Name} allows {limit} requests; AWS WAF counts from {LeastRateLimit}.";
            }
        }

        if (LoadBalancer.Published(site).First(s => s.Firewall is not null) != service)
        {
            yield return $"{service.Name} states a firewall of its own, and a load balancer has one for all of its services; state it at the first of them.";
        }
    }

    /// <summary>Makes the firewall that one of the services states, before the load balancer that they share.</summary>
    public static void Add(ImmutableArray<Service> services, Site site)
    {
        if (services.FirstOrDefault(s => s.Firewall is not null) is not { Firewall: { } firewall } service)
        {
            return;
        }

        var name = AwsNaming.TofuName(service);
        var sets = WebFirewallAddresses.Add(service, firewall, site);
        var acl = site.Add(
            AwsResources
                .New(
                    site,
                    "load_balancer",
                    "aws_wafv2_web_acl",
                    name,
                    ("name", AwsNaming.ResourceName(site, service.Name)),
                    ("scope", "REGIONAL"),
                    ("default_action", Block(("allow", Block()))),
                    ("rule", Blocks(Rules(firewall, sets).Select((rule, priority) => rule.ToBlock(priority)))),
                    ("visibility_config", WebFirewallRule.Visibility(AwsNaming.ResourceName(site, service.Name)))
                )
                .For(service)
        );
        site.Add(
            AwsResources
                .New(
                    site,
                    "load_balancer",
                    "aws_wafv2_web_acl_association",
                    name,
                    ("resource_arn", Ref(LoadBalancer.Address, "arn")),
                    ("web_acl_arn", Ref(acl, "arn"))
                )
                .For(service)
        );
        site.Use(acl.Address, "monthly_requests", p => LoadBalancerUsage.Sum(services, s => p.Of(s.Name, "requests")));
    }

    // In order of priority: who is always let in, who never, then how much, then what.
    private static IEnumerable<WebFirewallRule> Rules(WebFirewall firewall, WebFirewallAddresses sets)
    {
        foreach (var (name, arn) in sets.Allowed)
        {
            yield return new(name, "allow", Block(("ip_set_reference_statement", Block(("arn", arn)))));
        }

        foreach (var (name, arn) in sets.Denied)
        {
            yield return new(name, "block", Block(("ip_set_reference_statement", Block(("arn", arn)))));
        }

        if (!firewall.AllowCountries.IsEmpty)
        {
            yield return new(
                "allowed-countries-only",
                "block",
                Block(("not_statement", Block(("statement", Countries(firewall.AllowCountries)))))
            );
        }

        if (!firewall.DenyCountries.IsEmpty)
        {
            yield return new("denied-countries", "block", Countries(firewall.DenyCountries));
        }

        if (firewall.RateLimitRequests is { } limit)
        {
            yield return new(
                "rate-limit",
                "block",
                Block(
                    (
                        "rate_based_statement",
                        Block(
                            ("limit", limit),
                            ("evaluation_window_sec", (int)firewall.RateLimitWindow.TotalSeconds),
                            ("aggregate_key_type", "IP")
                        )
                    )
                )
            );
        }

        if (firewall.SqlInjection)
        {
            yield return WebFirewallRule.Managed("sql-injection", "AWSManagedRulesSQLiRuleSet");
        }

        if (firewall.CrossSiteScripting)
        {
            // The set that looks for cross-site scripting also refuses bodies above 8 KB; uploads must get through.
            yield return WebFirewallRule.Managed(
                "cross-site-scripting",
                "AWSManagedRulesCommonRuleSet",
                countOnly: "SizeRestrictions_BODY"
            );
        }

        if (firewall.KnownBadInputs)
        {
            yield return WebFirewallRule.Managed("known-bad-inputs", "AWSManagedRulesKnownBadInputsRuleSet");
        }
    }

    private static Value.Blocks Countries(ImmutableArray<string> codes) =>
        Block(("geo_match_statement", Block(("country_codes", List(codes)))));
}
