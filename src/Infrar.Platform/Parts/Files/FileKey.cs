using Infrar.Core;

namespace Infrar.Platform.Parts.Files;

/// <summary>A file's name within a store: plain segments parted by slashes, safe as a path and as an S3 key.</summary>
internal sealed record FileKey
{
    private const int MaxLength = 512;
    private const int MaxSegment = 120;

    private FileKey(string value) => Value = value;

    /// <summary>The name, as in <c>prj-1/upl-2/source.zip</c>.</summary>
    public string Value { get; }

    /// <summary>Reads a name.</summary>
    /// <returns>The key; <c>UPL020</c> when a segment is empty, begins with a dot or holds other than ASCII letters, digits and <c>._=-</c>.</returns>
    public static Result<FileKey> Parse(string value)
    {
        var isRight = value.Length is > 0 and <= MaxLength && value.Split('/').All(IsSegment);
        return isRight ? new FileKey(value) : FileProblems.BadKey();
    }

    /// <summary>Makes a name that the program itself composed; a wrong one is a bug.</summary>
    public static FileKey Of(string value) =>
        Parse(value).Succeeded(out var key, out _)
            ? key
            : throw new ArgumentException("Not a file key.", nameof(value));

    /// <inheritdoc/>
    public override string ToString() => Value;

    // Dots in front would reach "..", and the store's own folders begin with one.
    private static bool IsSegment(string segment) =>
        segment.Length is > 0 and <= MaxSegment
        && segment[0] is not '.'
        && segment.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '=' or '-');
}
