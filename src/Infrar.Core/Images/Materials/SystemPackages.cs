using System.Collections.Immutable;
using System.Text;

namespace Infrar.Core.Images.Materials;

/// <summary>Packages of the operating system: Debian's and its kin's, and Alpine's.</summary>
internal static class SystemPackages
{
    private const int MostLicenses = 20;

    /// <remarks>https://manpages.debian.org/deb-control: paragraphs of fields.</remarks>
    public static IEnumerable<Material> Debian(
        string path,
        byte[] content,
        string distribution,
        IReadOnlyDictionary<string, byte[]> files
    )
    {
        foreach (var fields in Paragraphs(Encoding.UTF8.GetString(content), ": "))
        {
            // What was removed and left its settings is no longer there.
            if (
                fields
                    .GetValueOrDefault("Status", "install ok installed")
                    .EndsWith(" installed", StringComparison.Ordinal)
            )
            {
                var name = fields.GetValueOrDefault("Package", "");
                yield return new("deb", name, fields.GetValueOrDefault("Version", ""), path)
                {
                    Distribution = distribution is "" ? "debian" : distribution,
                    Licenses = files.TryGetValue($"usr/share/doc/{name}/copyright", out var copyright)
                        ? OfCopyright(Encoding.UTF8.GetString(copyright))
                        : [],
                };
            }
        }
    }

    /// <remarks>https://wiki.alpinelinux.org/wiki/Apk_spec: paragraphs of fields of one letter.</remarks>
    public static IEnumerable<Material> Alpine(string path, byte[] content, string distribution) =>
        Paragraphs(Encoding.UTF8.GetString(content), ":")
            .Select(fields => new Material(
                "apk",
                fields.GetValueOrDefault("P", ""),
                fields.GetValueOrDefault("V", ""),
                path
            )
            {
                Distribution = distribution is "" ? "alpine" : distribution,
                Licenses = fields.GetValueOrDefault("L", "") is { Length: > 0 } stated ? [stated] : [],
            });

    // Copyright files that programs can read name licences by themselves; of others nothing is guessed.
    private static ImmutableArray<string> OfCopyright(string text) =>
        text.StartsWith("Format:", StringComparison.Ordinal)
            ?
            [
                .. text.Split('\n')
                    .Where(l => l.StartsWith("License:", StringComparison.Ordinal))
                    .Select(l => l["License:".Length..].Trim())
                    .Where(l => l is not "")
                    .Distinct(StringComparer.Ordinal)
                    .Order(StringComparer.Ordinal)
                    .Take(MostLicenses),
            ]
            : [];

    private static IEnumerable<Dictionary<string, string>> Paragraphs(string text, string separator)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in text.Split('\n'))
        {
            if (line is "" or "\r")
            {
                if (fields.Count > 0)
                {
                    yield return fields;
                    fields = new(StringComparer.Ordinal);
                }
            }
            else if (
                line[0] is not (' ' or '\t')
                && line.IndexOf(separator, StringComparison.Ordinal) is > 0 and var at
            )
            {
                _ = fields.TryAdd(line[..at], line[(at + separator.Length)..].Trim());
            }
        }

        if (fields.Count > 0)
        {
            yield return fields;
        }
    }
}
