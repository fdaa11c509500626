using System.Text;
using System.Text.RegularExpressions;

namespace Infrar.Core.Images.Materials;

/// <summary>Files in an image that tell which packages are in it: what package managers write, and what programs carry along.</summary>
public static partial class MaterialFiles
{
    /// <summary>Largest text that is read, bytes.</summary>
    public const long MaxBytes = 16 << 20;

    /// <summary>Largest program or archive that is looked into, bytes.</summary>
    public const long MaxProgramBytes = 128 << 20;

    /// <summary>Whether a file may tell of packages, by its path from the root and its size.</summary>
    /// <param name="path">Without a slash before it.</param>
    /// <param name="size">Bytes.</param>
    /// <param name="isExecutable">Whether it may be run; programs of Go tell what they were made of.</param>
    public static bool Wants(string path, long size, bool isExecutable)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        return (
                size <= MaxBytes
                && (
                    path is "etc/os-release" or "usr/lib/os-release" or "var/lib/dpkg/status" or "lib/apk/db/installed"
                    || IsDebianPart(path)
                    || DebianCopyright().IsMatch(path)
                    || (name is "package.json" && path.Contains("node_modules/", StringComparison.Ordinal))
                    || name.EndsWith(".deps.json", StringComparison.Ordinal)
                    || (name is "METADATA" && path.Contains(".dist-info/", StringComparison.Ordinal))
                )
            )
            || (size <= MaxProgramBytes && name.EndsWith(".jar", StringComparison.Ordinal))
            || (
                size is > 256 * 1024 and <= MaxProgramBytes
                && isExecutable
                && !name.Contains(".so", StringComparison.Ordinal)
            );
    }

    /// <summary>The packages that a file tells of.</summary>
    internal static IEnumerable<Material> Read(
        string path,
        byte[] content,
        string distribution,
        IReadOnlyDictionary<string, byte[]> files
    )
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        try
        {
            return path is "var/lib/dpkg/status" || IsDebianPart(path)
                    ? [.. SystemPackages.Debian(path, content, distribution, files)]
                : path is "lib/apk/db/installed" ? [.. SystemPackages.Alpine(path, content, distribution)]
                : name is "package.json" ? [.. ProgramPackages.Node(path, content)]
                : name.EndsWith(".deps.json", StringComparison.Ordinal) ? [.. ProgramPackages.DotNet(path, content)]
                : name is "METADATA" ? [.. ProgramPackages.Python(path, content)]
                : name.EndsWith(".jar", StringComparison.Ordinal) ? [.. JavaPackages.Read(path, content)]
                : name is "copyright" or "os-release" ? []
                : [.. GoPackages.Read(path, content)];
        }
        catch (Exception fault)
            when (fault
                    is System.Text.Json.JsonException
                        or InvalidOperationException
                        or InvalidDataException
                        or IOException
                        or ArgumentException
            )
        {
            // A file that is not what its name says tells of nothing.
            return [];
        }
    }

    /// <summary>Lines such as <c>NAME="value"</c>.</summary>
    internal static Dictionary<string, string> Fields(byte[] content)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in Encoding.UTF8.GetString(content).Split('\n').Take(200))
        {
            if (line.IndexOf('=') is > 0 and var at)
            {
                fields[line[..at]] = line[(at + 1)..].Trim().Trim('"', '\'');
            }
        }

        return fields;
    }

    // Images without a package manager keep each package's record in a file of its own.
    private static bool IsDebianPart(string path) =>
        path.StartsWith("var/lib/dpkg/status.d/", StringComparison.Ordinal)
        && !path.EndsWith(".md5sums", StringComparison.Ordinal);

    [GeneratedRegex(@"^usr/share/doc/[a-z0-9.+-]{1,100}/copyright\z", RegexOptions.CultureInvariant)]
    private static partial Regex DebianCopyright();
}
