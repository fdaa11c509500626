using Infrar.Core.Manifests;
using Infrar.Core.Placements;

namespace Infrar.Providers.Aws.Network;

/// <summary>One part of the system opens connections to another.</summary>
/// <param name="From">Component that opens them, or <see cref="SecurityGroups.LoadBalancer"/>.</param>
/// <param name="To">Component that accepts them.</param>
/// <param name="Port">TCP port that it accepts them on.</param>
internal sealed record Connection(string From, string To, int Port)
{
    /// <summary>The connections that <c>uses</c> and public services make, each once, in manifest order.</summary>
    public static IEnumerable<Connection> In(Site site)
    {
        var members = site.ComponentsOn("aws").Where(c => PlaceOf(c) is not null).ToArray();
        var used =
            from user in members
            from name in user.Uses
            let target = members.FirstOrDefault(m => m.Name == name)
            where target is not null && PortOf(target) > 0
            let connection = new Connection(PlaceOf(user) ?? "", PlaceOf(target) ?? "", PortOf(target))
            where connection.From != connection.To
            select connection;
        var published = members
            .OfType<Service>()
            .Where(s => s.Public && s.Port > 0)
            .Select(s => new Connection(SecurityGroups.LoadBalancer, s.Name, s.Port));
        return published.Concat(used).Distinct();
    }

    /// <summary>The component whose network interface a component speaks through: a sidecar's is its workload's. Null without one.</summary>
    public static string? PlaceOf(Component component) =>
        component switch
        {
            Sidecar sidecar => sidecar.Of,
            Workload or PostgreSql or Redis => component.Name,
            _ => null,
        };

    private static int PortOf(Component component) =>
        component switch
        {
            Workload workload => workload.Port,
            PostgreSql => 5432,
            Redis => 6379,
            _ => 0,
        };
}
