using System.Text;

namespace Infrar.Core.Images.Materials;

/// <summary>Modules that a program of Go was made of, as its build information lists them.</summary>
/// <remarks>https://pkg.go.dev/debug/buildinfo: a text of tab-separated lines, begun and ended by marks of sixteen bytes.</remarks>
internal static class GoPackages
{
    private const int Longest = 4 << 20;

    private static readonly byte[] Begin = Convert.FromHexString("3077af0c9274080241e1c107e6d618e6");
    private static readonly byte[] End = Convert.FromHexString("f932433186182072008242104116d8f2");

    public static IEnumerable<Material> Read(string path, byte[] content)
    {
        var from = content.AsSpan().IndexOf(Begin);
        if (from < 0 || !content.AsSpan(0, 4).SequenceEqual("\u007fELF"u8))
        {
            return [];
        }

        var rest = content.AsSpan(from + Begin.Length);
        var to = rest[..Math.Min(rest.Length, Longest)].IndexOf(End);
        return to < 0 ? [] : [.. Lines(path, Encoding.UTF8.GetString(rest[..to]))];
    }

    private static IEnumerable<Material> Lines(string path, string text)
    {
        Material? last = null;
        foreach (var line in text.Split('\n'))
        {
            switch (line.Split('\t'))
            {
                case ["dep" or "mod", var module, var version, ..]:
                    if (last is not null)
                    {
                        yield return last;
                    }

                    last = new("golang", module, version, path);
                    break;
                // What stands in the place of the module before.
                case ["=>", var module, var version, ..]:
                    last = new("golang", module, version, path);
                    break;
                default:
                    break;
            }
        }

        if (last is not null)
        {
            yield return last;
        }
    }
}
