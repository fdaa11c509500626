using System.Collections.Immutable;
using System.Text;

namespace Infrar.Core.Detection;

/// <summary>A file of a source tree.</summary>
/// <param name="Path">Path from the tree's root, forward slashes.</param>
/// <param name="Size">Bytes.</param>
public sealed record SourceFile(string Path, long Size);

/// <summary>What detection sees of somebody's sources: paths with sizes, and the texts that it asked for.</summary>
public sealed class SourceTree
{
    /// <summary>Most files that are looked at; the deepest are left out beyond.</summary>
    public const int MaxFiles = 50_000;

    private const int MaxTexts = 2_000;
    private const int MaxLine = 2_000;
    private const int MaxLines = 20_000;
    private const int MaxPath = 400;

    private readonly ImmutableSortedSet<string> _paths;
    private readonly SortedDictionary<string, string[]> _lines = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);

    /// <summary>Makes a tree; the same files give the same tree in whatever order they come.</summary>
    /// <param name="files">Every file. Those in folders of other people's code, tests and examples are left out.</param>
    /// <param name="texts">Texts by path of the files that <see cref="Detector.Wants"/> asks for; treated as hostile.</param>
    public SourceTree(IEnumerable<SourceFile> files, IReadOnlyDictionary<string, string> texts)
    {
        var kept = files
            .Select(f => f.Path)
            .Where(p => IsPlain(p) && !IgnoredFolders.Hold(p))
            .Distinct(StringComparer.Ordinal)
            .OrderBy(p => p.AsSpan().Count('/'))
            .ThenBy(p => p, StringComparer.Ordinal)
            .Take(MaxFiles + 1)
            .ToList();
        IsCut = kept.Count > MaxFiles;
        _paths = kept.Take(MaxFiles).ToImmutableSortedSet(StringComparer.Ordinal);
        var wanted = kept.Take(MaxFiles).Where(p => texts.ContainsKey(p) && Detector.Wants(p, texts[p].Length));
        foreach (var path in wanted.Take(MaxTexts))
        {
            // Halves of characters would make every reader after this one stumble.
            var text = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(texts[path]));
            if (text.Contains('\0', StringComparison.Ordinal))
            {
                continue; // No text at all.
            }

            _texts[path] = text;
            _lines[path] =
            [
                .. text.Split('\n', MaxLines + 1).Take(MaxLines).Select(l => l.TrimEnd('\r')).Select(Shortened),
            ];
        }
    }

    /// <summary>Whether the tree has more files than are looked at.</summary>
    public bool IsCut { get; }

    /// <summary>Paths of the files that are looked at, ordinal.</summary>
    internal ImmutableSortedSet<string> Paths => _paths;

    /// <summary>Paths of the files whose text is there, ordinal.</summary>
    internal IEnumerable<string> Texts => _lines.Keys;

    internal bool Has(string path) => _paths.Contains(path);

    /// <summary>Whether there is a file of that path, or a folder that holds some.</summary>
    internal bool HasAt(string path)
    {
        if (_paths.Contains(path))
        {
            return true;
        }

        var folder = $"{path}/";
        var place = _paths.IndexOf(folder);
        place = place < 0 ? ~place : place;
        return place < _paths.Count && _paths[place].StartsWith(folder, StringComparison.Ordinal);
    }

    /// <summary>The text of a file that detection reads; empty for any other.</summary>
    public string Read(string path) => Text(path);

    internal string Text(string path) => _texts.GetValueOrDefault(path, "");

    internal string[] Lines(string path) => _lines.GetValueOrDefault(path, []);

    /// <summary>Folder of a path; empty for the root.</summary>
    internal static string FolderOf(string path) => path.LastIndexOf('/') is > 0 and var slash ? path[..slash] : "";

    internal static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];

    internal static string In(string folder, string name) => folder is "" ? name : $"{folder}/{name}";

    /// <summary>Whether a path lies in a folder or below it.</summary>
    internal static bool IsIn(string path, string folder) =>
        folder is "" || path == folder || path.StartsWith($"{folder}/", StringComparison.Ordinal);

    /// <summary>First line, from 1, that holds the words; 1 when none does.</summary>
    internal int LineWith(string path, string words) =>
        Math.Max(0, Array.FindIndex(Lines(path), l => l.Contains(words, StringComparison.Ordinal))) + 1;

    private static string Shortened(string line) => line.Length > MaxLine ? line[..MaxLine] : line;

    private static bool IsPlain(string path) =>
        path.Length is > 0 and <= MaxPath
        && path[0] is not '/'
        && !path.Any(c => char.IsControl(c) || char.IsSurrogate(c) || c is '\\' or '\u2028' or '\u2029' or '\uFEFF')
        && !path.Split('/').Any(p => p is "" or "." or "..");
}
