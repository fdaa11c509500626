using System.Globalization;
using System.Text;
using Infrar.Core;

namespace Infrar.Platform.Uploads.Archives;

/// <summary>The names of an archive's entries so far: each safe as a path anywhere, no two the same to a disk or an eye.</summary>
internal sealed class ArchiveNames
{
    private const int MaxLength = 1024;
    private const int MaxSegment = 255;

    // Letters of other alphabets that look like Latin ones, each below the one it looks like.
    private const string Foreign = "аеорсухіјѕһԁѵԝɡαοινρτυκΑΒΕΖΗΙΚΜΝΟΡΤΥΧАВЕКМНОРСТУХІЈЅ";
    private const string Latin = "aeopcyxijshdvwgaoivptukabezhikmnoptyxabekmhopctyxijs";
    private static readonly Dictionary<char, char> LookAlikes = Foreign.Zip(Latin).ToDictionary();

    private const char Accented = '\u00e9';

    private readonly HashSet<string> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _seen = new(StringComparer.Ordinal);

    /// <summary>Takes an entry's name.</summary>
    /// <returns>The clean path, empty for the archive's own root folder; <c>UPL003</c>, <c>UPL004</c>, <c>UPL009</c>, <c>UPL010</c>.</returns>
    internal Result<string> Add(string name, bool isFolder)
    {
        if (name.StartsWith('/') || name.Split('/').Contains("..") || name is [_, ':', ..])
        {
            return ArchiveProblems.OutsidePath(name);
        }
        if (
            name.Length is 0 or > MaxLength
            || name.Any(letter => letter is '\\' or ':' || !IsVisible(letter))
            || !IsText(name)
        )
        {
            return ArchiveProblems.BadName(name);
        }
        var segments = name.Split('/').Where(part => part is not ("" or ".")).ToList();
        if (segments.Count is 0 ? !isFolder : segments.Any(part => part.Length > MaxSegment || part[^1] is '.' or ' '))
        {
            return ArchiveProblems.BadName(name);
        }
        return Place(segments, isFolder, name);
    }

    private Result<string> Place(List<string> segments, bool isFolder, string name)
    {
        var path = "";
        for (var i = 0; i < segments.Count; i++)
        {
            var isFile = i == segments.Count - 1 && !isFolder;
            path = path is "" ? segments[i] : $"{path}/{segments[i]}";
            var skeleton = Skeleton(path);
            var isKnown = _seen.TryGetValue(skeleton, out var known);
            if (isKnown && known != path)
            {
                return ArchiveProblems.LookAlike(name);
            }
            // Folders come again with every file in them; a file comes once, and never where a folder is.
            if (isKnown && (isFile || _files.Contains(path)))
            {
                return ArchiveProblems.Duplicate(name);
            }
            _seen[skeleton] = path;
            if (isFile)
            {
                _files.Add(path);
            }
        }
        return path;
    }

    /// <summary>A form that names share which a reader would take for one; case keeps them apart, as it does for the builds that unpack them.</summary>
    private static string Skeleton(string path)
    {
        var form = new StringBuilder(path.Length);
        foreach (var letter in path)
        {
            // Without culture data there is no normal form: a composed letter and a letter with marks both become "accented".
            if (char.GetUnicodeCategory(letter) is UnicodeCategory.NonSpacingMark && form.Length > 0)
            {
                form[^1] = Accented;
            }
            else
            {
                form.Append(Plain(letter));
            }
        }
        return form.ToString();
    }

    private static char Plain(char letter) =>
        letter switch
        {
            >= '\u00c0' and <= '\u024f' or >= '\u1e00' and <= '\u1eff' => Accented,
            // Full-width forms of ASCII stand in its order.
            >= '\uff01' and <= '\uff5e' => (char)(letter - 0xfee0),
            _ => LookAlikes.GetValueOrDefault(letter, letter),
        };

    private static bool IsVisible(char letter) =>
        char.GetUnicodeCategory(letter)
            is not (
                UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.PrivateUse
                or UnicodeCategory.OtherNotAssigned
            )
        && letter is not '\ufffd';

    private static bool IsText(string name)
    {
        for (var i = 0; i < name.Length; i++)
        {
            if (char.IsHighSurrogate(name[i]) && i + 1 < name.Length && char.IsLowSurrogate(name[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(name[i]))
            {
                return false;
            }
        }
        return true;
    }
}
