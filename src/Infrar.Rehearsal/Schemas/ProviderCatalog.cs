using System.Text.Json;

namespace Infrar.Rehearsal.Schemas;

/// <summary>A provider this program can stand in for.</summary>
/// <param name="Name">Its type, such as <c>aws</c>.</param>
/// <param name="Namespace">Who publishes it, such as <c>hashicorp</c>.</param>
/// <param name="Version">The version its schemas were taken from.</param>
internal sealed record KnownProvider(string Name, string Namespace, string Version);

/// <summary>The providers whose schemas are carried along.</summary>
internal static class ProviderCatalog
{
    private static readonly Lazy<IReadOnlyList<KnownProvider>> s_all = new(Read);

    /// <summary>Registries a configuration may name; the engines' defaults.</summary>
    public static readonly IReadOnlyList<string> Hosts = ["registry.opentofu.org", "registry.terraform.io"];

    /// <summary>By name, in ordinal order.</summary>
    public static IReadOnlyList<KnownProvider> All => s_all.Value;

    public static KnownProvider? Find(string name) => All.FirstOrDefault(p => p.Name == name);

    private static KnownProvider[] Read()
    {
        using var stream =
            typeof(ProviderCatalog).Assembly.GetManifestResourceStream("schemas/index.json")
            ?? throw new InvalidOperationException("The index of schemas is missing from this build.");
        using var json = JsonDocument.Parse(stream);
        return
        [
            .. json
                .RootElement.EnumerateObject()
                .Select(p => new KnownProvider(p.Name, Namespace(p.Value), Text(p.Value, "provider_version")))
                .OrderBy(p => p.Name, StringComparer.Ordinal),
        ];
    }

    /// <summary>The middle of <c>registry.terraform.io/hashicorp/aws</c>.</summary>
    private static string Namespace(JsonElement entry) => Text(entry, "source").Split('/')[1];

    private static string Text(JsonElement entry, string name) => entry.GetProperty(name).GetString() ?? "";
}
