namespace Infrar.Core.Plans;

/// <summary>Takes addresses and references apart: <c>module.a["x"].aws_b.c[0].path</c>.</summary>
internal static class Addresses
{
    /// <summary>The name at the beginning, up to a point or a bracket.</summary>
    internal static ReadOnlySpan<char> NameOf(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAny('.', '[');
        return end < 0 ? text : text[..end];
    }

    /// <summary>The index at the beginning with its brackets, <c>[0]</c> or <c>["x"]</c>; empty where there is none.</summary>
    internal static ReadOnlySpan<char> IndexOf(ReadOnlySpan<char> text)
    {
        if (text is not ['[', ..])
        {
            return [];
        }

        var quoted = false;
        for (var i = 1; i < text.Length; i++)
        {
            if (quoted && text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == '"')
            {
                quoted = !quoted;
            }
            else if (!quoted && text[i] == ']')
            {
                return text[..(i + 1)];
            }
        }

        return [];
    }

    /// <summary>The index at the end of a resource's address; empty where there is none.</summary>
    internal static ReadOnlySpan<char> IndexAtEndOf(ReadOnlySpan<char> address)
    {
        if (address is not [.., ']'])
        {
            return [];
        }

        // A key may hold any character, brackets too; so it is found from the front.
        var rest = address;
        while (rest.Length > 0)
        {
            rest = rest[NameOf(rest).Length..];
            var index = IndexOf(rest);
            rest = rest[index.Length..];
            if (rest.IsEmpty)
            {
                return index;
            }

            if (rest[0] != '.')
            {
                return [];
            }

            rest = rest[1..];
        }

        return [];
    }

    /// <summary>The modules at the beginning of a resource's address; empty for the root.</summary>
    internal static ReadOnlySpan<char> ModuleOf(ReadOnlySpan<char> address)
    {
        var length = 0;
        while (address[length..].StartsWith("module."))
        {
            var start = length + "module.".Length;
            var end = start + NameOf(address[start..]).Length;
            end += IndexOf(address[end..]).Length;
            if (end >= address.Length || address[end] != '.')
            {
                break;
            }

            length = end + 1;
        }

        return length == 0 ? [] : address[..(length - 1)];
    }
}
