using System.Text.RegularExpressions;
using Infrar.Core.Placements;
using Infrar.Core.Resources;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Workloads;

/// <summary>Turns settings such as <c>redis://${cache.host}:${cache.port}</c> into expressions over what is placed.</summary>
internal static partial class Interpolation
{
    /// <summary>
    /// The text with every reference replaced by the fact it names; one that names nothing stays as it is written.
    /// </summary>
    public static Value Resolve(string text, Site site)
    {
        var parts = new List<Value>();
        var at = 0;
        foreach (Match reference in References().Matches(text))
        {
            Append(parts, text[at..reference.Index]);
            Append(parts, Fact(reference, site) is { } fact and not Value.Null ? fact : reference.Value);
            at = reference.Index + reference.Length;
        }

        Append(parts, text[at..]);
        return parts switch
        {
            [] => "",
            [var only] => only,
            _ => Template(parts),
        };
    }

    /// <summary>References in the text that name nothing, as written.</summary>
    public static IEnumerable<string> Unresolved(string text, Site site) =>
        References().Matches(text).Where(r => Fact(r, site) is Value.Null).Select(r => r.Value);

    private static Value Fact(Match reference, Site site) =>
        site.Endpoint(reference.Groups["component"].Value, reference.Groups["attribute"].Value);

    private static void Append(List<Value> parts, Value value)
    {
        switch (value)
        {
            case Value.Template template:
                foreach (var part in template.Parts)
                {
                    Append(parts, part);
                }

                break;
            case var known when known.AsText() is { } text:
                if (parts is [.., Value.Text before])
                {
                    parts[^1] = before.Content + text;
                }
                else if (text.Length > 0)
                {
                    parts.Add(text);
                }

                break;
            default:
                parts.Add(value);
                break;
        }
    }

    [GeneratedRegex(
        @"\$\{(?<component>[a-z][a-z0-9-]*)\.(?<attribute>[A-Za-z][A-Za-z0-9_.-]*)\}",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex References();
}
