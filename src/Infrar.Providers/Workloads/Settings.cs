using Infrar.Core.Placements;
using Infrar.Core.Resources;

namespace Infrar.Providers.Workloads;

/// <summary>Turns settings with references such as <c>postgres://${database.host}</c> into values.</summary>
internal static class Settings
{
    /// <summary>The text with its references looked up; a reference to nothing stays as it is written.</summary>
    internal static Value Resolve(string text, Site site)
    {
        var parts = new List<Value>();
        var literal = "";
        var rest = text;
        while (rest.Length > 0)
        {
            var start = rest.IndexOf("${", StringComparison.Ordinal);
            var end = start < 0 ? -1 : rest.IndexOf('}', start);
            if (end < 0)
            {
                break;
            }

            literal += rest[..start];
            var found = LookUp(rest[(start + 2)..end], site);
            if (found.AsText() is { } known)
            {
                literal += known;
            }
            else if (found is Value.Null)
            {
                literal += rest[start..(end + 1)];
            }
            else
            {
                AddLiteral();
                parts.Add(found);
            }

            rest = rest[(end + 1)..];
        }

        literal += rest;
        AddLiteral();
        return parts switch
        {
            [] => "",
            [var only] => only,
            _ => Values.Template(parts),
        };

        void AddLiteral()
        {
            if (literal.Length > 0)
            {
                parts.Add(literal);
                literal = "";
            }
        }
    }

    private static Value LookUp(string reference, Site site)
    {
        var dot = reference.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? Value.None : site.Endpoint(reference[..dot], reference[(dot + 1)..]);
    }
}
