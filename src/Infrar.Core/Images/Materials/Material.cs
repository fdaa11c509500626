using System.Collections.Immutable;

namespace Infrar.Core.Images.Materials;

/// <summary>A package that is in an image.</summary>
/// <param name="Ecosystem">Its package manager as package URLs name it: <c>deb</c>, <c>apk</c>, <c>npm</c>, <c>nuget</c>, <c>pypi</c>, <c>golang</c>, <c>maven</c>.</param>
/// <param name="Name">Its name; with its group or scope where it has one, as <c>group/name</c>.</param>
/// <param name="Version">Its version.</param>
/// <param name="Place">The file that tells of it, from the image's root.</param>
public sealed record Material(string Ecosystem, string Name, string Version, string Place)
{
    /// <summary>Licences as the package states them; empty where it states none.</summary>
    public ImmutableArray<string> Licenses { get; init; } = [];

    /// <summary>Which distribution it is of, such as <c>debian</c>; empty where that means nothing.</summary>
    public string Distribution { get; init; } = "";

    /// <summary>Its package URL.</summary>
    public string Purl
    {
        get
        {
            var parts = Name.Split('/').Select(Uri.EscapeDataString);
            var space = Distribution is "" ? "" : $"{Uri.EscapeDataString(Distribution)}/";
            return $"pkg:{Ecosystem}/{space}{string.Join('/', parts)}@{Uri.EscapeDataString(Version)}";
        }
    }
}

/// <summary>What an image consists of, as far as its files tell.</summary>
/// <param name="Materials">Its packages, each once, by package URL.</param>
/// <param name="System">Its operating system as <c>/etc/os-release</c> names it; empty for none.</param>
public sealed record BillOfMaterials(ImmutableArray<Material> Materials, string System)
{
    /// <summary>Licences with how many packages state them, most first; packages that state none count under the empty name.</summary>
    public ImmutableArray<KeyValuePair<string, int>> Licenses =>
        [
            .. Materials
                .SelectMany(m => m.Licenses.IsEmpty ? [""] : m.Licenses.Distinct(StringComparer.Ordinal))
                .GroupBy(l => l, StringComparer.Ordinal)
                .Select(g => KeyValuePair.Create(g.Key, g.Count()))
                .OrderByDescending(p => p.Value)
                .ThenBy(p => p.Key, StringComparer.Ordinal),
        ];

    /// <summary>Reads one out of an image's files.</summary>
    /// <param name="files">By path from the root without a slash before it: those that <see cref="MaterialFiles.Wants"/> asks for; treated as hostile.</param>
    public static BillOfMaterials Of(IReadOnlyDictionary<string, byte[]> files)
    {
        var system = MaterialFiles.Fields(
            files.GetValueOrDefault("etc/os-release") ?? files.GetValueOrDefault("usr/lib/os-release") ?? []
        );
        var distribution = system.GetValueOrDefault("ID", "");
        return new(
            [
                .. files
                    .OrderBy(f => f.Key, StringComparer.Ordinal)
                    .SelectMany(f => MaterialFiles.Read(f.Key, f.Value, distribution, files))
                    .Where(m => m.Name is not "" && m.Version is not "")
                    .DistinctBy(m => m.Purl, StringComparer.Ordinal)
                    .OrderBy(m => m.Purl, StringComparer.Ordinal),
            ],
            system.GetValueOrDefault("PRETTY_NAME", "")
        );
    }
}
