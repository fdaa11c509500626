using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Infrar.Platform.Parts.Secrets;

/// <summary>Where a secret lies, such as <c>users/prj-1/aws-credentials</c>.</summary>
/// <remarks>
/// Two to eight segments of 1 to 64 lower-case letters, digits, <c>-</c>, <c>_</c> and <c>.</c>, none of which begins with a dot: the same
/// path is a name in a folder, a database and Secrets Manager.
/// </remarks>
internal sealed record SecretPath
{
    private static readonly SearchValues<char> Characters = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyz0123456789-_."
    );

    /// <summary>Parses a path that the program itself makes.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public SecretPath(string text)
    {
        if (!IsPath(text))
        {
            throw new FormatException($"'{text}' is no path of a secret.");
        }

        Text = text;
    }

    /// <summary>The whole path.</summary>
    public string Text { get; }

    /// <summary>All before the last segment: whose it is.</summary>
    public string Owner => Text[..Text.LastIndexOf('/')];

    /// <summary>The last segment.</summary>
    public string Name => Text[(Text.LastIndexOf('/') + 1)..];

    /// <summary>The path of a project's secret.</summary>
    public static SecretPath OfProject(string project, string name) => new($"users/{project}/{name}");

    /// <summary>Whether it is a path.</summary>
    public static bool IsPath([NotNullWhen(true)] string? text) =>
        text?.Split('/') is { Length: >= 2 and <= 8 } segments && segments.All(IsSegment);

    /// <summary>Whether it is one segment of a path.</summary>
    public static bool IsSegment(string text) =>
        text.Length is >= 1 and <= 64 && text[0] != '.' && !text.AsSpan().ContainsAnyExcept(Characters);

    /// <summary>Whether it lies in a folder, at any depth.</summary>
    public bool LiesIn(string folder) =>
        folder.Length is 0
        || (
            Text.Length > folder.Length
            && Text[folder.Length] == '/'
            && Text.StartsWith(folder, StringComparison.Ordinal)
        );

    /// <inheritdoc/>
    public override string ToString() => Text;
}
