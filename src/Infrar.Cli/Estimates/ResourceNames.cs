namespace Infrar.Cli.Estimates;

/// <summary>What tells lines of one description apart: the short names of their resources.</summary>
internal static class ResourceNames
{
    // Two or three names fit beside a description; a dozen would bury it.
    private const int Longest = 36;

    /// <summary><c>nat_a, nat_b and 1 more</c>; empty where no line has a resource.</summary>
    /// <param name="resources">OpenTofu addresses; an empty one names nothing.</param>
    /// <param name="component">What they are paid for: a name need not repeat it.</param>
    public static string Of(IEnumerable<string> resources, string component)
    {
        string[] addresses = [.. resources.Where(r => r is not "").Distinct(StringComparer.Ordinal)];
        string[] names = [.. addresses.Select(a => Short(a, component))];
        // Where two types of resource share a name, only the address says which is which.
        if (names.Distinct(StringComparer.Ordinal).Count() < names.Length)
        {
            names = addresses;
        }

        var shown = Math.Max(1, Enumerable.Range(1, names.Length).LastOrDefault(n => Fits(names, n)));
        return shown >= names.Length
            ? string.Join(", ", names)
            : FormattableString.Invariant($"{string.Join(", ", names.Take(shown))} and {names.Length - shown} more");
    }

    private static bool Fits(string[] names, int count) => string.Join(", ", names.Take(count)).Length <= Longest;

    private static string Short(string address, string component)
    {
        var name = address[(address.IndexOf('.', StringComparison.Ordinal) + 1)..];
        var prefix = component.Replace('-', '_') + "_";
        return name.StartsWith(prefix, StringComparison.Ordinal) ? name[prefix.Length..] : name;
    }
}
