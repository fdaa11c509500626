using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Infrar.Core.Compose;

/// <summary>Quantities and command lines as Compose writes them.</summary>
internal static partial class ComposeTexts
{
    private const int MaxSeconds = 31_536_000;

    /// <summary>Seconds of <c>1m30s</c>, rounded up; null for anything else.</summary>
    internal static int? Seconds(string? text)
    {
        if (text is null or "" || !Duration().IsMatch(text))
        {
            return null;
        }

        var seconds = 0m;
        foreach (Match part in DurationPart().Matches(text))
        {
            var number = decimal.Parse(
                part.Groups[1].Value,
                NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture
            );
            seconds += part.Groups[2].Value switch
            {
                "h" => number * 3600,
                "m" => number * 60,
                "s" => number,
                "ms" => number / 1000,
                _ => number / 1_000_000,
            };
        }

        return (int)Math.Min(Math.Ceiling(seconds), MaxSeconds);
    }

    /// <summary>MiB of <c>512M</c>, rounded up; Compose counts in powers of 1024. Null for anything else.</summary>
    internal static int? Mebibytes(string? text)
    {
        var match = Bytes().Match(text ?? "");
        if (!match.Success)
        {
            return null;
        }

        var number = decimal.Parse(match.Groups[1].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
        var mebibytes = match.Groups[2].Value.ToLowerInvariant() switch
        {
            "k" => number / 1024,
            "m" => number,
            "g" => number * 1024,
            "t" => number * 1024 * 1024,
            _ => number / 1024 / 1024,
        };
        return (int)Math.Clamp(Math.Ceiling(mebibytes), 16, 4 * 1024 * 1024);
    }

    /// <summary>Words of a command line, as a shell parts them; quotes and backslashes are undone.</summary>
    internal static ImmutableArray<string> Words(string line)
    {
        var words = ImmutableArray.CreateBuilder<string>();
        var word = new StringBuilder();
        var (quote, open) = ('\0', false);
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (c == '\\' && quote != '\'' && i + 1 < line.Length)
            {
                word.Append(line[++i]);
                open = true;
            }
            else if (quote != '\0' ? c == quote : c is '\'' or '"')
            {
                (quote, open) = (quote != '\0' ? '\0' : c, true);
            }
            else if (quote == '\0' && char.IsWhiteSpace(c))
            {
                if (open)
                {
                    words.Add(word.ToString());
                    word.Clear();
                    open = false;
                }
            }
            else
            {
                word.Append(c);
                open = true;
            }
        }

        if (open)
        {
            words.Add(word.ToString());
        }

        return words.ToImmutable();
    }

    /// <summary>
    /// Compose's variables stay as they are written: in a manifest <c>${</c> begins a reference to a component, so it is doubled.
    /// </summary>
    internal static string Kept(string text) =>
        Dollars()
            .Replace(
                text,
                m =>
                    m.Value is "$$" ? "$"
                    : m.Value.EndsWith('{') ? "$${"
                    : m.Value
            );

    [GeneratedRegex(@"\$\$\{|\$\$|\$\{", RegexOptions.CultureInvariant)]
    private static partial Regex Dollars();

    [GeneratedRegex(@"^([0-9]{1,9}(\.[0-9]{1,9})?(h|ms|m|s|us))+$", RegexOptions.CultureInvariant)]
    private static partial Regex Duration();

    [GeneratedRegex(@"([0-9]+(?:\.[0-9]+)?)(h|ms|m|s|us)", RegexOptions.CultureInvariant)]
    private static partial Regex DurationPart();

    [GeneratedRegex(@"^([0-9]{1,15}(?:\.[0-9]{1,6})?)\s*([kKmMgGtT]?)[iI]?[bB]?$", RegexOptions.CultureInvariant)]
    private static partial Regex Bytes();
}
