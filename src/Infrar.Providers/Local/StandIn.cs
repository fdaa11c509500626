using System.Text;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Resources;
using static Infrar.Core.Resources.Values;
using static Infrar.Providers.Local.ComposeResources;

namespace Infrar.Providers.Local;

/// <summary>One LocalStack container that stands in for S3 and Secrets Manager, shared by every store.</summary>
internal static class StandIn
{
    /// <summary>Name of the service that answers.</summary>
    internal const string Host = "localstack";

    /// <summary>Name of the service that makes buckets and secrets, and ends.</summary>
    internal const string Setup = "localstack-setup";

    private const int Port = 4566;

    internal static string Url { get; } = string.Create(null, $"http://{Host}:{Port}");

    /// <summary>Port of this computer that leads to it.</summary>
    internal static int PortOf(Site site) => (int?)Setting(site, "port").AsNumber() ?? Port;

    internal static string RegionOf(Site site) => Setting(site, "region").AsText() ?? "us-east-1";

    /// <summary>Bucket of a store at the stand-in.</summary>
    internal static string BucketOf(ObjectStore store, Site site) =>
        store.Bucket is "" ? $"{site.System.Name}-{site.System.Environment}-{store.Name}" : store.Bucket;

    /// <summary>Prefix of a store's entries, without a slash at its end.</summary>
    internal static string PrefixOf(SecretStore store, Site site) =>
        store.Prefix is "" ? $"/{site.System.Name}/{site.System.Environment}" : store.Prefix.TrimEnd('/');

    /// <summary>
    /// What the AWS SDKs read to find it. The key pair is the one that LocalStack documents: it opens nothing,
    /// but without any the SDKs refuse to call.
    /// </summary>
    internal static IEnumerable<(string Name, Value Value)> EnvironmentOf(Workload workload, Site site) =>
        workload.Uses.Select(name => site.System[name]).Any(c => IsHere(c, site)) ? Client(site) : [];

    internal static void Complete(Site site)
    {
        var buckets = site.ComponentsOn("local").OfType<ObjectStore>().ToList();
        var stores = site.ComponentsOn("local").OfType<SecretStore>().ToList();
        if (buckets.Count + stores.Count == 0)
        {
            return;
        }

        List<string> services =
        [
            .. buckets.Count > 0 ? ["s3"] : (string[])[],
            .. stores.Count > 0 ? ["secretsmanager"] : (string[])[],
        ];
        var image = Setting(site, "image").AsText() ?? "localstack/localstack";
        Add(
            site,
            Host,
            $"Stands in for {string.Join(" and ", services.Select(s => s is "s3" ? "S3" : "Secrets Manager"))}: from this computer at http://localhost:{PortOf(site)}.",
            Map(
                ("image", image),
                ("environment", Map(("SERVICES", string.Join(',', services)), ("AWS_DEFAULT_REGION", RegionOf(site)))),
                ("ports", Publish(PortOf(site), Port)),
                ("healthcheck", Health($"curl -fsS http://localhost:{Port}/_localstack/health", 5, 5, 20, 10))
            )
        );
        Add(
            site,
            Setup,
            "Makes the buckets and secrets at the stand-in, then ends.",
            Map(
                ("image", image),
                ("entrypoint", List(["sh", "-c"])),
                ("command", List([Script(buckets, stores, site)])),
                ("depends_on", Map((Host, Map(("condition", "service_healthy"))))),
                ("environment", Map([.. Client(site), .. Values(stores, site)]))
            )
        );
    }

    private static bool IsHere(Component component, Site site) =>
        component is ObjectStore or SecretStore && site.OfferingOf(component) is ComposeOffering;

    private static IEnumerable<(string, Value)> Client(Site site) =>
        [
            ("AWS_ENDPOINT_URL", Url),
            ("AWS_DEFAULT_REGION", RegionOf(site)),
            ("AWS_ACCESS_KEY_ID", "test"),
            ("AWS_SECRET_ACCESS_KEY", "test"),
        ];

    private static IEnumerable<(string, Value)> Values(List<SecretStore> stores, Site site) =>
        stores
            .SelectMany(s => DevelopmentSecrets.EntriesOf(s, site))
            .Select(e => e.Variable)
            .DistinctBy(v => v.Name, StringComparer.Ordinal)
            .OrderBy(v => v.Name, StringComparer.Ordinal)
            .Select(v => (v.Name, (Value)new Value.Expression($"${{{v.Name}:-{v.Default}}}", [])));

    /// <summary>What exists already is left alone, so that a second <c>up</c> changes nothing.</summary>
    private static string Script(List<ObjectStore> buckets, List<SecretStore> stores, Site site)
    {
        var script = new StringBuilder();
        foreach (var bucket in buckets)
        {
            script.Append($"awslocal s3 mb s3://{BucketOf(bucket, site)} || true\n");
        }

        foreach (var store in stores)
        {
            foreach (var (entry, variable) in DevelopmentSecrets.EntriesOf(store, site))
            {
                script.Append(
                    $"awslocal secretsmanager create-secret --name {PrefixOf(store, site)}/{entry.Name} --secret-string \"${{{variable.Name}:-unset}}\" || true\n"
                );
            }
        }

        return script.ToString();
    }

    private static void Add(Site site, string name, string comment, Value.MapOf attributes) =>
        site.Add(
            new()
            {
                Type = ComposeResources.Service,
                Name = name.Replace('-', '_'),
                Provider = "local",
                Attributes = Map([("container", name), .. attributes.Entries.Select(e => (e.Key, e.Value))]),
                Concern = "compose",
                Comment = comment,
            }
        );

    private static Value Setting(Site site, string name) =>
        ((Value)site.SettingsOf("local").Settings).At($"standIn.{name}");
}
