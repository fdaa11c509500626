using System.Globalization;
using System.Text;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;

namespace Infrar.Providers.Hetzner;

/// <summary>The proxy's routes: host names to components, behind the load balancer that ends TLS.</summary>
internal static class ProxyConfiguration
{
    internal static string Write(ServerGroup own, Site site)
    {
        var text = new StringBuilder(
            "# Requests come from the load balancer, which ends TLS.\n{\n\tauto_https off\n}\n"
        );
        foreach (var component in LoadBalancer.Open(site))
        {
            var hosts = LoadBalancer.DomainsOf(component);
            text.Append('\n').Append(hosts.Length > 0 ? string.Join(", ", hosts.Select(h => $"http://{h}")) : ":80");
            text.Append(" {\n")
                .Append(component is Workload w ? Service(w, own, site) : Files(component))
                .Append("}\n");
        }

        return text.ToString();
    }

    private static string Service(Workload workload, ServerGroup own, Site site)
    {
        var group = ServerGroup.Of(workload, site);
        var host = group.Name == own.Name ? workload.Name : PrivateNetwork.AddressOf(group, site);
        return string.Create(CultureInfo.InvariantCulture, $"\treverse_proxy {host}:{workload.Port}\n");
    }

    private static string Files(Component component) => $"\troot * /srv/{component.Name}\n\tfile_server\n";
}
