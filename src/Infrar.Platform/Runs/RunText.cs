using System.Text;

namespace Infrar.Platform.Runs;

/// <summary>Texts of engines and people, made so that every database keeps them.</summary>
internal static class RunText
{
    /// <summary>The text without what PostgreSQL refuses (NUL, half of a surrogate pair), cut to at most <paramref name="most"/> characters.</summary>
    public static string Fit(string text, int most)
    {
        var cut = text.Length <= most ? text : text[..most];
        // Whatever is no character becomes the one that says so.
        return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(cut.Replace('\0', '\uFFFD')));
    }
}
