using System.IO.Compression;

namespace Infrar.Core.Images.Materials;

/// <summary>Packages in archives of Java, which carry Maven's coordinates along; also those in archives that archives hold.</summary>
internal static class JavaPackages
{
    private const int Deepest = 2;
    private const int MostEntries = 20_000;
    private const long MaxInner = 64 << 20;

    public static IEnumerable<Material> Read(string path, byte[] content) => Read(path, content, 0);

    private static IEnumerable<Material> Read(string path, byte[] content, int depth)
    {
        using var archive = new ZipArchive(new MemoryStream(content), ZipArchiveMode.Read);
        foreach (var entry in archive.Entries.Take(MostEntries))
        {
            if (entry.Name is "pom.properties" && entry.Length < 64 * 1024)
            {
                var fields = MaterialFiles.Fields(Content(entry));
                yield return new(
                    "maven",
                    $"{fields.GetValueOrDefault("groupId", "")}/{fields.GetValueOrDefault("artifactId", "")}".Trim('/'),
                    fields.GetValueOrDefault("version", ""),
                    path
                );
            }
            else if (
                depth < Deepest
                && entry.Name.EndsWith(".jar", StringComparison.Ordinal)
                && entry.Length is > 0 and < MaxInner
            )
            {
                foreach (var inner in Inner(path, entry, depth))
                {
                    yield return inner;
                }
            }
        }
    }

    private static List<Material> Inner(string path, ZipArchiveEntry entry, int depth)
    {
        try
        {
            return [.. Read(path, Content(entry), depth + 1)];
        }
        catch (InvalidDataException)
        {
            return [];
        }
    }

    private static byte[] Content(ZipArchiveEntry entry)
    {
        // What an archive says of its sizes need not be so.
        var content = new byte[entry.Length];
        using var stream = entry.Open();
        var read = stream.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
        return content[..read];
    }
}
