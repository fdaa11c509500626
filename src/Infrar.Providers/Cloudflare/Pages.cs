using System.Collections.Immutable;
using Infrar.Core.Manifests;
using Infrar.Core.Manifests.Language;
using Infrar.Core.Placements;
using Infrar.Core.Resources;
using Infrar.Providers.Workloads;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Cloudflare;

/// <summary>Cloudflare Pages: static sites from every Cloudflare location, built by Cloudflare from Git or uploaded.</summary>
internal sealed class Pages : Offering
{
    private static readonly TofuVariable Account = new(
        "cloudflare_account_id",
        "string",
        "Id of the Cloudflare account that holds the Pages projects.",
        Value.None
    );

    private static readonly TofuVariable Zone = new(
        "cloudflare_zone_id",
        "string",
        "Id of the zone at Cloudflare that holds the sites' domains.",
        Value.None
    );

    /// <inheritdoc/>
    public override string Id => "cloudflare/pages";

    /// <inheritdoc/>
    public override string Title => "Cloudflare Pages";

    /// <inheritdoc/>
    // Rules of the domain's zone say who gets in; where files lie and by which key is Cloudflare's affair.
    public override OfferingFacts Facts { get; } =
        new()
        {
            Source = "developers.cloudflare.com/pages",
            Elasticity = Elasticity.Unbounded,
            Developer =
            [
                DeveloperFeature.GitDeploys,
                DeveloperFeature.BuildsFromSource,
                DeveloperFeature.Previews,
                DeveloperFeature.Rollback,
                DeveloperFeature.Console,
            ],
            Control = [ControlAspect.Network],
            Isolation = [IsolationAspect.AuditLog],
            Open = [OpenAspect.OpenProtocol, OpenAspect.Export],
        };

    /// <inheritdoc/>
    public override ImmutableArray<ComponentKind> Kinds { get; } = [ComponentKind.StaticSite];

    /// <inheritdoc/>
    public override ObjectShape Options { get; } =
        new(
            new Field(
                "plan",
                new ChoiceShape("free", "pro")
                {
                    Description = "Plan of the domain: 500 builds a month, or 5,000. Default free.",
                }
            ),
            new Field(
                "billing",
                new ChoiceShape("monthly", "annual") { Description = "How the pro plan is paid. Default monthly." }
            )
        );

    /// <inheritdoc/>
    public override Value Endpoint(Component component, string attribute, Site site)
    {
        Value host = component is StaticSite { Domains: [var first, ..] }
            ? first
            : Ref(Address("cloudflare_pages_project", component), "subdomain");
        return attribute switch
        {
            "host" => host,
            "url" => host is Value.Text text ? $"https://{text.Content}" : Template("https://", host),
            "name" => Ref(Address("cloudflare_pages_project", component), "name"),
            _ => Value.None,
        };
    }

    /// <inheritdoc/>
    public override void Place(Component component, Site site)
    {
        var web = (StaticSite)component;
        var account = site.Declare(Account);
        var project = site.Add(Project(web, site, account));
        foreach (var domain in web.Domains)
        {
            var name = $"{web.TofuName()}_{TofuNames.TofuName(domain)}";
            site.Add(
                Make("cloudflare_pages_domain", name, web) with
                {
                    Attributes = Map(("account_id", account), ("project_name", Ref(project, "name")), ("name", domain)),
                }
            );
            PlaceRecord(web, domain, name, project, site);
        }

        if (web.Analytics)
        {
            PlaceAnalytics(web, site, account);
        }

        PlacePlan(web, site);
        site.Output($"{web.TofuName()}_host", $"Host name that {web.Title} is served from.", Ref(project, "subdomain"));
    }

    private static Resource Project(StaticSite web, Site site, Value account)
    {
        var build = web.Build;
        var branch = build is { Branch.Length: > 0 } ? build.Branch : "main";
        return Make("cloudflare_pages_project", web.TofuName(), web) with
        {
            Attributes = Map(
                ("account_id", account),
                ("name", site.NameAtProvider(web)),
                ("production_branch", branch),
                ("build_config", BuildConfig(web)),
                ("source", build is { Repository.Length: > 0 } ? Source(web, build, branch) : Value.None),
                ("deployment_configs", DeploymentConfigs(web, site))
            ),
        };
    }

    private static Value BuildConfig(StaticSite web)
    {
        if (web.Build is not { } build)
        {
            return Value.None;
        }

        var analytics = Address("cloudflare_web_analytics_site", web);
        return Map(
            ("build_caching", true),
            ("build_command", build.Command),
            ("destination_dir", build.Output),
            ("root_dir", build.Root.Trim('/')),
            ("web_analytics_tag", web.Analytics ? Ref(analytics, "site_tag") : Value.None),
            ("web_analytics_token", web.Analytics ? Ref(analytics, "site_token") : Value.None)
        );
    }

    private static Value.MapOf Source(StaticSite web, SiteBuild build, string branch)
    {
        var slash = build.Repository.IndexOf('/', StringComparison.Ordinal);
        return Map(
            ("type", "github"),
            (
                "config",
                Map(
                    ("owner", build.Repository[..Math.Max(slash, 0)]),
                    ("repo_name", build.Repository[(slash + 1)..]),
                    ("production_branch", branch),
                    ("production_deployments_enabled", true),
                    ("pr_comments_enabled", web.Previews),
                    ("preview_deployment_setting", web.Previews ? "all" : "none")
                )
            )
        );
    }

    private static Value DeploymentConfigs(StaticSite web, Site site)
    {
        if (web.Environment.IsEmpty)
        {
            return Value.None;
        }

        var variables = Map(
            web.Environment.Select(e =>
                (e.Key, (Value)Map(("type", "plain_text"), ("value", Interpolation.Resolve(e.Value, site))))
            )
        );
        return Map(
            ("production", Map(("env_vars", variables))),
            ("preview", web.Previews ? Map(("env_vars", variables)) : Value.None)
        );
    }

    private static void PlaceRecord(StaticSite web, string domain, string name, Resource project, Site site)
    {
        var zone = site.System.Dns?.Zone ?? "";
        var isInZone = domain == zone || domain.EndsWith($".{zone}", StringComparison.Ordinal);
        if (zone.Length == 0 || !isInZone || site.SettingsOf("cloudflare").Settings["dns"].AsFlag() is false)
        {
            site.Note($"{domain} needs a CNAME record to the Pages project of {web.Title} where its zone is kept.");
            return;
        }

        site.Add(
            Make("cloudflare_dns_record", name, web, "dns") with
            {
                Attributes = Map(
                    ("zone_id", site.Declare(Zone)),
                    ("name", domain),
                    ("type", "CNAME"),
                    ("content", Ref(project, "subdomain")),
                    ("proxied", true),
                    // 1 is "automatic", the only value that a proxied record takes.
                    ("ttl", 1)
                ),
            }
        );
    }

    private static void PlaceAnalytics(StaticSite web, Site site, Value account) =>
        site.Add(
            Make("cloudflare_web_analytics_site", web.TofuName(), web) with
            {
                Attributes = Map(
                    ("account_id", account),
                    ("host", web.Domains is [var first, ..] ? first : $"{site.NameAtProvider(web)}.pages.dev"),
                    // Pages puts the snippet in at build time, by the tag and token of the build settings.
                    ("auto_install", false)
                ),
            }
        );

    private static void PlacePlan(StaticSite web, Site site)
    {
        var options = site.AssignmentOf(web).Options;
        var plan = options["plan"].AsText() ?? "free";
        var billing = plan == "pro" ? options["billing"].AsText() ?? "monthly" : "";
        Subscription.AddOnce(site, PagesPlanPricing.Type, web.Name, plan, billing);
        site.Use($"{PagesPlanPricing.Type}.main", "builds", Quantities.StatedOrNone(web, "builds"));
    }

    private static Resource Make(string type, string name, StaticSite web, string concern = "site") =>
        new()
        {
            Type = type,
            Name = name,
            Provider = "cloudflare",
            Component = web.Name,
            Concern = concern,
            Attributes = Value.MapOf.Empty,
        };

    private static string Address(string type, Component component) => $"{type}.{component.TofuName()}";
}
