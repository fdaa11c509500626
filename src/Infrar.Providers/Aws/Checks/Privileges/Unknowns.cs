using System.Text;

namespace Infrar.Providers.Aws.Checks.Privileges;

/// <summary>How what is not known yet is written inside a text: characters of Unicode's private use area, which no ARN holds.</summary>
internal static class Unknowns
{
    /// <summary>Text of any length of which nothing is known, not even whether two of them are the same.</summary>
    public const char Anything = '\uE000';

    /// <summary>One digit.</summary>
    public const char Digit = '\uE001';

    /// <summary>One letter or digit.</summary>
    public const char Letter = '\uE002';

    /// <summary>The first of the texts that are not known but are the same wherever the same character stands.</summary>
    public const char FirstNamed = '\uE100';

    /// <summary>The last of them.</summary>
    public const char LastNamed = '\uF8FF';

    /// <summary>The number of the account that the plan is for.</summary>
    public static string Account { get; } = new(Digit, 12);

    /// <summary>The six characters that Secrets Manager puts behind a name.</summary>
    public static string SecretSuffix { get; } = "-" + new string(Letter, 6);

    /// <summary>Whether it stands for text of any length.</summary>
    public static bool IsRun(char c) => c is '*' or Anything or (>= FirstNamed and <= LastNamed);

    /// <summary>Whether it stands for exactly one character.</summary>
    public static bool IsCharacter(char c) => c is Digit or Letter;

    /// <summary>Whether the character that it stands for can be that one.</summary>
    public static bool CanBe(char unknown, char c) =>
        c is Digit or Letter || (unknown == Digit ? char.IsAsciiDigit(c) : char.IsAsciiLetterOrDigit(c));

    /// <summary>The text for people, with <c>…</c> for what is not known.</summary>
    public static string Show(string text)
    {
        var shown = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            var isUnknown = c is >= Anything and <= LastNamed;
            if (!isUnknown)
            {
                shown.Append(c);
            }
            else if (shown.Length == 0 || shown[^1] != '…')
            {
                shown.Append('…');
            }
        }

        return shown.ToString();
    }
}
