using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Resources;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Local;

/// <summary>Who waits for whom: <c>depends_on</c> from <c>uses</c>.</summary>
internal static class StartOrder
{
    private const string Jobs = "jobs";
    private const string Workers = "workers";

    /// <summary>
    /// The profile of a component; empty when <c>up</c> starts it. Compose has no timetable, so jobs run when asked for;
    /// a worker that production scales to none is not wanted all day either.
    /// </summary>
    internal static string ProfileOf(Component component, Site site) =>
        LocalOptions.Of(component, site).Profile
        ?? component switch
        {
            ScheduledJob => Jobs,
            Worker { Scaling.Min: 0 } => Workers,
            Sidecar s => ProfileOf(site.System[s.Of], site),
            _ => "",
        };

    /// <summary>The services that a component's own waits for, with what it waits for.</summary>
    internal static Value DependsOn(Component component, Site site)
    {
        var waits = new List<(string, Value)>();
        if (component is Sidecar sidecar)
        {
            waits.Add((sidecar.Of, Condition("service_started")));
        }

        foreach (var name in Kept(site).Where(e => e.From == component.Name).Select(e => e.To))
        {
            var target = site.System[name];
            var service = target is ObjectStore or SecretStore ? StandIn.Setup : name;
            if (waits.All(w => w.Item1 != service))
            {
                waits.Add((service, Condition(ConditionOf(target))));
            }
        }

        return waits.Count == 0 ? Value.None : Map(waits);
    }

    /// <summary>
    /// Compose refuses circles and services whose profile is off, so of the pairs in <c>uses</c> those are left out,
    /// in manifest order, that would close a circle or reach into another profile.
    /// </summary>
    private static List<(string From, string To)> Kept(Site site)
    {
        var kept = new List<(string From, string To)>();
        var local = site.ComponentsOn("local").ToList();
        var names = local.Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
        kept.AddRange(local.OfType<Sidecar>().Where(s => names.Contains(s.Of)).Select(s => (s.Name, s.Of)));
        foreach (var component in local)
        {
            foreach (var name in component.Uses.Where(names.Contains))
            {
                var profile = ProfileOf(site.System[name], site);
                var reachable = profile is "" || profile == ProfileOf(component, site);
                if (reachable && name != component.Name && !Reaches(kept, name, component.Name))
                {
                    kept.Add((component.Name, name));
                }
            }
        }

        var implied = local.OfType<Sidecar>().Select(s => (s.Name, s.Of)).ToHashSet();
        return [.. kept.Where(e => !implied.Contains(e))];
    }

    private static bool Reaches(List<(string From, string To)> edges, string from, string to) =>
        from == to || edges.Where(e => e.From == from).Any(e => Reaches(edges, e.To, to));

    private static string ConditionOf(Component target) =>
        target switch
        {
            ObjectStore or SecretStore => "service_completed_successfully",
            PostgreSql or Redis or ContainerRegistry or Workload { Health: not null } => "service_healthy",
            _ => "service_started",
        };

    private static Value.MapOf Condition(string condition) => Map(("condition", condition));
}
