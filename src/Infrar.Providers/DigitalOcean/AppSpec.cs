using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Resources;
using Infrar.Providers.Workloads;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.DigitalOcean;

/// <summary>The one app that holds every workload and static site placed on App Platform.</summary>
internal static class AppSpec
{
    internal const string Address = "digitalocean_app.main";

    // App spec reference: an app's name has 2–32 characters.
    private const int LongestName = 32;

    internal static Resource Build(Site site)
    {
        var components = site.ComponentsOn("digitalocean").Where(c => site.OfferingOf(c) is AppPlatform).ToList();
        var services = components.OfType<Workload>().Where(IsService).Select(w => AppComponents.Service(w, site));
        var workers = components
            .OfType<Workload>()
            .Where(w => !IsService(w))
            .Select(w => AppComponents.Worker(w, site));
        var sites = components.OfType<StaticSite>().Select(s => AppComponents.StaticSite(s, site));
        var region = site.SettingsOf("digitalocean").Region;
        return new()
        {
            Type = "digitalocean_app",
            Name = "main",
            Provider = "digitalocean",
            Region = region,
            Concern = "app",
            Attributes = Map(
                (
                    "spec",
                    Block(
                        ("name", Shortened(site.NameAtProvider())),
                        // Apps live in a city, not in one of its data centres.
                        ("region", region.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9')),
                        ("vpc", Block(("id", Ref("digitalocean_vpc.main", "id")))),
                        ("alert", Alert(site)),
                        ("domain", Blocks(Domains(components))),
                        ("ingress", Ingress(components)),
                        ("service", Blocks(services)),
                        ("worker", Blocks(workers)),
                        ("static_site", Blocks(sites))
                    )
                )
            ),
        };
    }

    /// <summary>Whether others call it: such a workload is a service of the app, any other a worker.</summary>
    internal static bool IsService(Workload workload) =>
        workload is Service || (workload is Sidecar && workload.Port > 0);

    private static string Shortened(string name) =>
        name.Length <= LongestName ? name : name[..LongestName].TrimEnd('-');

    private static IEnumerable<Value.MapOf> Domains(List<Component> components) =>
        components
            .SelectMany(DomainsOf)
            .Distinct(StringComparer.Ordinal)
            .Select((name, index) => Map(("name", name), ("type", index == 0 ? "PRIMARY" : "ALIAS")));

    private static Value Ingress(List<Component> components)
    {
        var rules = new List<Value.MapOf>();
        foreach (var component in components.Where(IsOpen))
        {
            var target = Block(("name", component.Name));
            rules.AddRange(
                DomainsOf(component)
                    .Select(domain =>
                        Map(
                            ("component", target),
                            ("match", Block(("authority", Block(("exact", domain))), ("path", Block(("prefix", "/")))))
                        )
                    )
            );
            if (!DomainsOf(component).Any())
            {
                var isOnly = components.Count(IsOpen) == 1;
                var prefix = isOnly ? "/" : $"/{component.Name}";
                rules.Add(Map(("component", target), ("match", Block(("path", Block(("prefix", prefix)))))));
            }
        }

        return rules.Count == 0 ? Value.None : Block(("rule", Blocks(rules)));
    }

    private static bool IsOpen(Component component) => component is StaticSite or Service { Public: true };

    private static IEnumerable<string> DomainsOf(Component component) =>
        component switch
        {
            StaticSite web => web.Domains,
            Service { Public: true } service => service.Domains,
            _ => [],
        };

    private static Value Alert(Site site) =>
        site.System.Monitoring.Notify is { Length: > 0 } notify
            ? Blocks(
                new[] { "DEPLOYMENT_FAILED", "DOMAIN_FAILED" }.Select(rule =>
                    Map(("rule", rule), ("destinations", Block(("emails", List(notify)))))
                )
            )
            : Value.None;
}
