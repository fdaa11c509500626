using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Infrar.Cli.Reports;

namespace Infrar.Cli.Remote;

/// <summary>A column over items of JSON.</summary>
/// <param name="Title">Its head.</param>
/// <param name="Cell">What an item has in it.</param>
/// <param name="Kind">What its cells hold.</param>
/// <param name="DropOrder">Where a terminal is too narrow, columns of a lower number go first; 0 stays.</param>
internal sealed record JsonColumn(
    string Title,
    Func<JsonElement, string> Cell,
    ColumnKind Kind = ColumnKind.Text,
    int DropOrder = 0
)
{
    /// <summary>A column of one field.</summary>
    public static JsonColumn Of(string title, string field, ColumnKind kind = ColumnKind.Text, int dropOrder = 0) =>
        new(title, item => item.Text(field), kind, dropOrder);

    /// <summary>A column of one time.</summary>
    public static JsonColumn Time(string title, string field, int dropOrder = 0) =>
        new(title, item => item.Time(field), ColumnKind.Code, dropOrder);
}

/// <summary>Items of JSON as a table.</summary>
internal static class JsonTable
{
    /// <summary>The table with its count, or what to do while there is no item.</summary>
    public static Report Report(
        string noun,
        string empty,
        IReadOnlyList<JsonElement> items,
        ImmutableArray<JsonColumn> columns
    ) => items.Count is 0 ? new("", empty) : new("", $"{Words.Count(items.Count, noun)}.", Table(items, columns));

    /// <summary>The table alone.</summary>
    public static TableSection Table(
        IEnumerable<JsonElement> items,
        ImmutableArray<JsonColumn> columns,
        string foot = ""
    ) =>
        new(
            "",
            [.. columns.Select(c => new Column(c.Title, c.Kind, c.DropOrder))],
            [.. items.Select(i => Row.Of([.. columns.Select(c => new Cell(c.Cell(i)))]))],
            foot
        );

    /// <summary>Names and values, those that have one.</summary>
    public static FactsSection Facts(params ImmutableArray<(string Name, string Value)> facts) =>
        new("", [.. facts.Where(f => f.Value is not "").Select(f => new Fact(f.Name, f.Value))]);

    /// <summary>A field as text: empty where it is missing or null, lists with commas, never a control character.</summary>
    public static string Text(this JsonElement item, string field)
    {
        if (item.ValueKind is not JsonValueKind.Object || !item.TryGetProperty(field, out var value))
        {
            return "";
        }

        var text = value.ValueKind switch
        {
            JsonValueKind.Null => "",
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.True => "yes",
            JsonValueKind.False => "no",
            JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(v => v.ToString())),
            _ => value.GetRawText(),
        };
        // A name that somebody else chose must not steer the terminal.
        return string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
    }

    /// <summary>A time to the minute, in UTC; empty where it is missing.</summary>
    public static string Time(this JsonElement item, string field) =>
        item.ValueKind is JsonValueKind.Object
        && item.TryGetProperty(field, out var value)
        && value.ValueKind is JsonValueKind.String
        && value.TryGetDateTimeOffset(out var time)
            ? time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)
            : "";

    /// <summary>Items of a field that is a list.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement item, string field) =>
        item.TryGetProperty(field, out var list) && list.ValueKind is JsonValueKind.Array ? list.EnumerateArray() : [];
}
