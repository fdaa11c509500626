using System.Collections.Immutable;
using Infrar.Core.Manifests;
using Infrar.Core.Manifests.Language;
using Infrar.Core.Placements;
using Infrar.Core.Resources;
using Infrar.Providers.Workloads;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Vercel;

/// <summary>A Vercel project: static sites from Vercel's network, built by Vercel from Git or uploaded.</summary>
internal sealed class Project : Offering
{
    private static readonly TofuVariable Team = new(
        "vercel_team",
        "string",
        "Slug or id of the Vercel team that owns the project and pays for it.",
        Value.None
    );

    /// <inheritdoc/>
    public override string Id => "vercel/project";

    /// <inheritdoc/>
    public override string Title => "Vercel";

    /// <inheritdoc/>
    // Firewall rules are the project's own; audit logs come with Enterprise alone, which is not what is priced.
    public override OfferingFacts Facts { get; } =
        new()
        {
            Source = "vercel.com/docs",
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
            Isolation = [IsolationAspect.EncryptedAtRest],
            Open = [OpenAspect.OpenProtocol, OpenAspect.Export],
        };

    /// <inheritdoc/>
    public override ImmutableArray<ComponentKind> Kinds { get; } = [ComponentKind.StaticSite];

    /// <inheritdoc/>
    public override ObjectShape Options { get; } =
        new(
            new Field(
                "plan",
                new ChoiceShape("hobby", "pro")
                {
                    Description = "Plan: hobby is free and for personal use, pro is paid by seat. Default pro.",
                }
            )
        );

    /// <inheritdoc/>
    public override Value Endpoint(Component component, string attribute, Site site)
    {
        var host = component is StaticSite { Domains: [var first, ..] }
            ? first
            : $"{site.NameAtProvider(component)}.vercel.app";
        return attribute switch
        {
            "host" => host,
            "url" => $"https://{host}",
            "name" => site.NameAtProvider(component),
            _ => Value.None,
        };
    }

    /// <inheritdoc/>
    public override void Place(Component component, Site site)
    {
        var web = (StaticSite)component;
        var plan = site.AssignmentOf(web).Options["plan"].AsText() ?? "pro";
        site.Configure(new("vercel", "", Map(("team", plan == "pro" ? site.Declare(Team) : Value.None))));
        var project = site.Add(ProjectOf(web, site));
        PlaceDomains(web, project, site);
        PlaceEnvironment(web, project, site);
        PlacePlan(web, plan, project, site);
        if (web.Analytics)
        {
            site.Note($"Web Analytics of {web.Title} is switched on in Vercel's dashboard; no resource does it.");
        }
    }

    private static Resource ProjectOf(StaticSite web, Site site)
    {
        var build = web.Build;
        return Make("vercel_project", web.TofuName(), web) with
        {
            Attributes = Map(
                ("name", site.NameAtProvider(web)),
                ("framework", build is { Framework.Length: > 0 } ? build.Framework : Value.None),
                ("build_command", build is { Command.Length: > 0 } ? build.Command : Value.None),
                ("output_directory", build is { Output.Length: > 0 } ? build.Output.TrimEnd('/') : Value.None),
                ("root_directory", build?.Root.Trim('/') is { Length: > 0 } root ? root : Value.None),
                ("preview_deployments_disabled", !web.Previews),
                (
                    "git_repository",
                    build is { Repository.Length: > 0 }
                        ? Map(
                            ("type", "github"),
                            ("repo", build.Repository),
                            ("production_branch", build.Branch.Length > 0 ? build.Branch : "main")
                        )
                        : Value.None
                )
            ),
        };
    }

    private static void PlaceDomains(StaticSite web, Resource project, Site site)
    {
        foreach (var domain in web.Domains)
        {
            // The first domain is the canonical one; the others send visitors there for good.
            var isCanonical = domain == web.Domains[0];
            site.Add(
                Make("vercel_project_domain", $"{web.TofuName()}_{TofuNames.TofuName(domain)}", web) with
                {
                    Attributes = Map(
                        ("project_id", Ref(project, "id")),
                        ("domain", domain),
                        (
                            "redirect",
                            isCanonical
                                ? Value.None
                                : Ref(
                                    $"vercel_project_domain.{web.TofuName()}_{TofuNames.TofuName(web.Domains[0])}",
                                    "domain"
                                )
                        ),
                        ("redirect_status_code", isCanonical ? Value.None : 308)
                    ),
                }
            );
            site.Note($"{domain} needs the record that Vercel shows for it where its zone is kept.");
        }
    }

    private static void PlaceEnvironment(StaticSite web, Resource project, Site site)
    {
        if (web.Environment.IsEmpty)
        {
            return;
        }

        var target = List(web.Previews ? ["production", "preview"] : new[] { "production" });
        site.Add(
            Make("vercel_project_environment_variables", web.TofuName(), web) with
            {
                Attributes = Map(
                    ("project_id", Ref(project, "id")),
                    (
                        "variables",
                        List(
                            web.Environment.Select(e =>
                                (Value)Map(
                                    ("key", e.Key),
                                    ("value", Interpolation.Resolve(e.Value, site)),
                                    ("target", target),
                                    ("sensitive", false)
                                )
                            )
                        )
                    )
                ),
            }
        );
    }

    private static void PlacePlan(StaticSite web, string plan, Resource project, Site site)
    {
        if (Subscription.AddOnce(site, PlanPricing.Type, web.Name, plan))
        {
            site.Use($"{PlanPricing.Type}.main", "seats", Quantities.Seats);
        }

        site.Use(project.Address, ProjectPricing.TransferKey, Quantities.Egress(web));
        site.Use(project.Address, ProjectPricing.RequestsKey, Quantities.Stated(web, "requests"));
        site.Note(
            plan == "pro"
                ? "Vercel's Pro plan includes a $20 usage credit a month, which the estimate does not take off."
                : "Vercel's Hobby plan is for personal, non-commercial use."
        );
    }

    private static Resource Make(string type, string name, StaticSite web) =>
        new()
        {
            Type = type,
            Name = name,
            Provider = "vercel",
            Component = web.Name,
            Concern = "site",
            Attributes = Value.MapOf.Empty,
        };
}
