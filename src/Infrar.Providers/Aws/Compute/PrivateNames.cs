using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Resources;
using Infrar.Providers.Aws.Network;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Aws.Compute;

/// <summary>Names by which services that are not public are found inside the network.</summary>
internal static class PrivateNames
{
    private const string Namespace = "aws_service_discovery_private_dns_namespace.main";

    // Copies come and go; a name that is remembered longer points at ones that are gone.
    private const int TimeToLiveSeconds = 10;

    /// <summary>A fact about a service that is not public.</summary>
    public static Value Endpoint(Service service, string attribute, Site site) =>
        attribute switch
        {
            "host" => Host(service, site),
            "port" when service.Port > 0 => service.Port,
            "url" when service.Port > 0 => $"http://{Host(service, site)}:{service.Port}",
            _ => TaskEndpoint.Of(service, attribute, site),
        };

    /// <summary>Makes the namespace, if a service that is not public is placed here.</summary>
    public static void Prepare(Site site)
    {
        if (site.ComponentsOn("aws").OfType<Service>().Any(s => !s.Public))
        {
            site.AddShared(
                "network",
                "aws_service_discovery_private_dns_namespace",
                "main",
                ("name", Zone(site)),
                ("vpc", Ref(Zones.Vpc, "id"))
            );
        }
    }

    /// <summary>Makes the name of a service; the block that keeps its copies' addresses under it.</summary>
    public static Value.Blocks Register(Service service, Site site)
    {
        var name = site.Add(
            AwsResources
                .New(
                    site,
                    "network",
                    "aws_service_discovery_service",
                    AwsNaming.TofuName(service),
                    ("name", service.Name),
                    (
                        "dns_config",
                        Block(
                            ("namespace_id", Ref(Namespace, "id")),
                            ("routing_policy", "MULTIVALUE"),
                            ("dns_records", Block(("ttl", TimeToLiveSeconds), ("type", "A")))
                        )
                    )
                )
                .For(service)
        );
        return Block(("registry_arn", Ref(name, "arn")));
    }

    private static string Zone(Site site) => $"{AwsNaming.SharedName(site)}.internal";

    private static string Host(Service service, Site site) => $"{service.Name}.{Zone(site)}";
}
