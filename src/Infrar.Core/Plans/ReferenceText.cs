using System.Collections.Immutable;

namespace Infrar.Core.Plans;

/// <summary>One of an expression's <c>references</c>, taken apart.</summary>
/// <param name="Sort">What it names.</param>
/// <param name="Name">
/// <c>type.name</c> or <c>data.type.name</c> of a resource; name of a call or a variable; empty for <c>each.value</c> and keys.
/// </param>
/// <param name="Index">Index with its brackets, of a resource or a call; empty for none.</param>
/// <param name="Path">What follows: <c>id</c>, <c>[0].arn</c>; empty for the whole.</param>
internal sealed record ReferenceText(ReferenceSort Sort, string Name, string Index, string Path)
{
    /// <summary>Takes references apart. Of <c>a.b.id</c>, <c>a.b</c>, which the engine lists both, the first is kept.</summary>
    internal static ImmutableArray<ReferenceText> ParseAll(IEnumerable<string> texts)
    {
        var parsed = ImmutableArray.CreateBuilder<ReferenceText>();
        var longest = "";
        foreach (var text in texts)
        {
            if (
                longest.Length > text.Length
                && longest.StartsWith(text, StringComparison.Ordinal)
                && longest[text.Length] is '.' or '['
            )
            {
                continue;
            }

            longest = text;
            if (Parse(text) is { } reference)
            {
                parsed.Add(reference);
            }
        }

        return parsed.DrainToImmutable();
    }

    private static ReferenceText? Parse(string text)
    {
        var first = Addresses.NameOf(text);
        var rest = AfterPoint(text.AsSpan(first.Length));
        switch (first)
        {
            case "var":
                var variable = Addresses.NameOf(rest);
                return new(ReferenceSort.Variable, variable.ToString(), "", PathOf(rest[variable.Length..]));
            case "module":
                var call = Addresses.NameOf(rest);
                var callIndex = Addresses.IndexOf(rest[call.Length..]);
                return new(
                    ReferenceSort.Module,
                    call.ToString(),
                    callIndex.ToString(),
                    PathOf(rest[(call.Length + callIndex.Length)..])
                );
            case "count":
                return new(ReferenceSort.Key, "", "", "");
            case "each":
                var member = Addresses.NameOf(rest);
                return member is "key"
                    ? new(ReferenceSort.Key, "", "", "")
                    : new(ReferenceSort.EachValue, "", "", PathOf(rest[member.Length..]));
            case "local" or "path" or "terraform" or "self" or "ephemeral" or "provider":
                return null;
            default:
                return ParseResource(text);
        }
    }

    private static ReferenceText? ParseResource(string text)
    {
        // type.name, or data.type.name
        var end = 0;
        for (var names = text.StartsWith("data.", StringComparison.Ordinal) ? 3 : 2; names > 0; names--)
        {
            end += Addresses.NameOf(text.AsSpan(end)).Length;
            if (names > 1)
            {
                if (end >= text.Length || text[end] != '.')
                {
                    return null;
                }

                end++;
            }
        }

        var index = Addresses.IndexOf(text.AsSpan(end));
        return new(ReferenceSort.Resource, text[..end], index.ToString(), PathOf(text.AsSpan(end + index.Length)));
    }

    private static ReadOnlySpan<char> AfterPoint(ReadOnlySpan<char> text) => text is ['.', .. var rest] ? rest : text;

    private static string PathOf(ReadOnlySpan<char> text) => AfterPoint(text).ToString();
}

/// <summary>What a reference names.</summary>
internal enum ReferenceSort
{
    /// <summary>A resource or data source of the same module.</summary>
    Resource,

    /// <summary>An output of a module that the same module calls.</summary>
    Module,

    /// <summary>An input of the module.</summary>
    Variable,

    /// <summary><c>count.index</c> or <c>each.key</c>.</summary>
    Key,

    /// <summary><c>each.value</c>.</summary>
    EachValue,
}
