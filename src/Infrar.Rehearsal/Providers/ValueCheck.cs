using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Infrar.Rehearsal.Planning;
using Infrar.Rehearsal.Values;

namespace Infrar.Rehearsal.Providers;

/// <summary>A rule on one attribute that the real provider enforces and its schema does not state.</summary>
/// <remarks>
/// In the facts: <c>"setting.value": {"oneOf": […]}</c>, <c>{"range": [0, 35]}</c>, <c>{"length": [1, 32]}</c>,
/// <c>{"pattern": "…", "says": "…"}</c>, <c>{"cidr": [16, 28]}</c>; several together must all hold. Values that are not known
/// yet are not checked.
/// </remarks>
internal sealed class ValueCheck(string path, JsonElement rule)
{
    /// <summary>The attribute, and where it is nested the blocks around it, outermost first.</summary>
    public ImmutableArray<string> Attributes { get; } = [.. path.Split('.')];

    public IEnumerable<Diagnostic> Check(Value config) => Check(config, 0, ValuePath.Root);

    private IEnumerable<Diagnostic> Check(Value container, int depth, ValuePath path)
    {
        var value = container[Attributes[depth]];
        var here = path.Attribute(Attributes[depth]);
        if (depth < Attributes.Length - 1)
        {
            return value is ListValue
                ? value.Items.SelectMany((e, index) => Check(e, depth + 1, here.Index(index)))
                : Check(value, depth + 1, here);
        }

        var scalars = value is ListValue ? value.Items : [value];
        return scalars
            .Select(Fault)
            .OfType<string>()
            .Select(fault => new Diagnostic($"Invalid value for {here}", fault, here));
    }

    private string? Fault(Value value)
    {
        var text = value.AsText ?? (value as NumberValue)?.Digits;
        return text is null ? null : OneOf(text) ?? Range(text) ?? Length(text) ?? Pattern(text) ?? Cidr(text);
    }

    private string? OneOf(string text) =>
        rule.TryGetProperty("oneOf", out var allowed) && !allowed.EnumerateArray().Any(a => Same(a, text))
            ? $"\"{text}\" is not accepted here; expected one of {string.Join(", ", allowed.EnumerateArray())}."
            : null;

    private string? Range(string text)
    {
        if (!rule.TryGetProperty("range", out var range) || !TryNumber(text, out var number))
        {
            return null;
        }

        var (from, to) = (range[0].GetDecimal(), range[1].GetDecimal());
        return number < from || number > to ? $"{text} lies outside the range from {from} to {to}." : null;
    }

    private string? Length(string text)
    {
        if (!rule.TryGetProperty("length", out var length))
        {
            return null;
        }

        var (from, to) = (length[0].GetInt32(), length[1].GetInt32());
        return text.Length < from || text.Length > to
            ? $"\"{text}\" has {text.Length} characters; from {from} to {to} are allowed."
            : null;
    }

    private string? Pattern(string text)
    {
        if (!rule.TryGetProperty("pattern", out var pattern) || Regex.IsMatch(text, pattern.GetString() ?? ""))
        {
            return null;
        }

        return rule.TryGetProperty("says", out var says)
            ? $"\"{text}\" is not accepted here: {says.GetString()}."
            : $"\"{text}\" does not match {pattern.GetString()}.";
    }

    private string? Cidr(string text)
    {
        if (!rule.TryGetProperty("cidr", out var cidr))
        {
            return null;
        }

        // Clouds refuse an address with bits set beyond its prefix; the runtime would clear them.
        if (
            !IPNetwork.TryParse(text, out var network)
            || !IPAddress.TryParse(text.Split('/')[0], out var address)
            || !network.BaseAddress.Equals(address)
        )
        {
            return $"\"{text}\" is not a CIDR block; it has to be the first address of the range, such as 10.0.0.0/16.";
        }

        var (from, to) = (cidr[0].GetInt32(), cidr[1].GetInt32());
        return network.PrefixLength < from || network.PrefixLength > to
            ? $"\"{text}\" has a prefix of {network.PrefixLength} bits; from {from} to {to} are allowed."
            : null;
    }

    private static bool Same(JsonElement allowed, string text) =>
        allowed.ValueKind is JsonValueKind.String ? allowed.ValueEquals(text) : allowed.GetRawText() == text;

    private static bool TryNumber(string text, out decimal number) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);
}
