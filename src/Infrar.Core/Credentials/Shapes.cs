using System.Buffers;

namespace Infrar.Core.Credentials;

/// <summary>Checks of form that several providers' credentials share.</summary>
public static class Shapes
{
    private static readonly SearchValues<char> LettersAndDigits = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
    );

    private static readonly SearchValues<char> TokenCharacters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    );

    private static readonly SearchValues<char> LowerHex = SearchValues.Create("0123456789abcdef");

    /// <summary>Whether a text is ASCII letters and digits alone.</summary>
    public static bool IsAlphanumeric(string text, int least, int most) => Is(text, least, most, LettersAndDigits);

    /// <summary>Whether a text is ASCII letters, digits, hyphens and underscores alone.</summary>
    public static bool IsToken(string text, int least, int most) => Is(text, least, most, TokenCharacters);

    /// <summary>Whether a text is a number of lower-case hexadecimal digits.</summary>
    public static bool IsLowerHex(string text, int length) => Is(text, length, length, LowerHex);

    /// <summary>Whether a text is printable ASCII without spaces.</summary>
    public static bool IsPrintable(string text, int least, int most) =>
        text.Length >= least && text.Length <= most && !text.AsSpan().ContainsAnyExceptInRange('!', '~');

    /// <summary>Whether a text is a GUID in its usual writing.</summary>
    public static bool IsGuid(string text) => text.Length is 36 && Guid.TryParseExact(text, "D", out _);

    private static bool Is(string text, int least, int most, SearchValues<char> characters) =>
        text.Length >= least && text.Length <= most && !text.AsSpan().ContainsAnyExcept(characters);
}
