using System.Globalization;
using Infrar.Core.Compose;

namespace Infrar.Core.Resources;

/// <summary>Where two values differ, path by path.</summary>
public static class ValuePaths
{
    /// <summary>What stands in the place of a value that must not be shown.</summary>
    public const string Masked = "(sensitive)";

    private const int LongestText = 80;

    /// <summary>The paths at which two values differ, with both sides as short texts; empty when they are the same.</summary>
    /// <param name="before">Left side; <see cref="Value.None"/> for nothing.</param>
    /// <param name="after">Right side; <see cref="Value.None"/> for nothing.</param>
    public static IEnumerable<ValueDifference> Differences(Value before, Value after) => Differences("", before, after);

    /// <summary>Whether two values are the same, item by item.</summary>
    public static bool AreSame(Value before, Value after) => !Differences(before, after).Any();

    private static IEnumerable<ValueDifference> Differences(string path, Value before, Value after)
    {
        switch (before, after)
        {
            case (Value.MapOf a, Value.MapOf b):
                return a
                    .Entries.Concat(b.Entries)
                    .Select(e => e.Key)
                    .Distinct(StringComparer.Ordinal)
                    .SelectMany(name => Differences(path.Length == 0 ? name : $"{path}.{name}", a[name], b[name]));
            case (Value.ListOf or Value.Blocks, Value.ListOf or Value.Blocks):
                return Items(path, [.. before.Items()], [.. after.Items()]);
            case (Value.Json a, Value.Json b):
                return Differences(path, a.Content, b.Content);
            default:
                return IsNothing(before) && IsNothing(after) || IsSame(before, after)
                    ? []
                    : [new(path, TextOf(path, before), TextOf(path, after))];
        }
    }

    private static IEnumerable<ValueDifference> Items(string path, Value[] before, Value[] after) =>
        Enumerable
            .Range(0, Math.Max(before.Length, after.Length))
            .SelectMany(i =>
                Differences(
                    string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"),
                    i < before.Length ? before[i] : Value.None,
                    i < after.Length ? after[i] : Value.None
                )
            );

    // A plan writes null, an empty text and an empty list alike for what is not set.
    private static bool IsNothing(Value value) =>
        value is Value.Null
        || value is Value.Text { Content: "" }
        || value is Value.MapOf { Entries.IsEmpty: true }
        || (value is Value.ListOf or Value.Blocks && !value.Items().Any());

    private static bool IsSame(Value before, Value after) =>
        (before, after) switch
        {
            (Value.Template a, Value.Template b) => a.Parts.Length == b.Parts.Length
                && a.Parts.Zip(b.Parts).All(p => IsSame(p.First, p.Second)),
            (Value.Expression a, Value.Expression b) => a.Source == b.Source,
            // Known after apply is not known to be the same.
            (Value.Unknown, _) or (_, Value.Unknown) => false,
            _ => before.Equals(after),
        };

    private static string TextOf(string path, Value value)
    {
        var text = value switch
        {
            Value.Null => "",
            Value.Unknown => "(known after apply)",
            Value.Reference r => r.Path.Length == 0 ? r.Address : $"{r.Address}.{r.Path}",
            Value.Variable v => $"var.{v.Name}",
            Value.Expression e => e.Source,
            Value.Template t => string.Concat(
                t.Parts.Select(p => p is Value.Text literal ? literal.Content : $"${{{TextOf("", p)}}}")
            ),
            Value.ListOf or Value.Blocks or Value.MapOf or Value.Json => "…",
            _ => value.AsText() ?? "",
        };
        var name = path[(path.LastIndexOf('.') + 1)..];
        return value is Value.Text && SecretLooks.IsSecret(name, text) ? Masked
            : text.Length <= LongestText ? text
            : $"{text.AsSpan(0, LongestText)}…";
    }
}

/// <summary>A place at which two values differ.</summary>
/// <param name="Path">Attribute path: <c>ingress[0].from_port</c>.</param>
/// <param name="Before">Left side as a short text; empty for nothing, masked where it looks like a secret.</param>
/// <param name="After">Right side, likewise.</param>
public sealed record ValueDifference(string Path, string Before, string After);
