using System.Globalization;

namespace Infrar.Core.Resources;

/// <summary>Short ways to build and to read <see cref="Value"/>s; meant for <c>using static</c>.</summary>
public static class Values
{
    /// <summary>A reference to an attribute: <c>Ref("aws_vpc.main", "id")</c>.</summary>
    public static Value.Reference Ref(string address, string path) => new(address, path);

    /// <summary>A reference to an attribute of a resource in the graph.</summary>
    public static Value.Reference Ref(Resource resource, string path) => new(resource.Address, path);

    /// <summary>Values in order.</summary>
    public static Value.ListOf List(params IEnumerable<Value> items) => new([.. items]);

    /// <summary>Texts in order.</summary>
    public static Value.ListOf List(IEnumerable<string> items) => new([.. items.Select(i => (Value)i)]);

    /// <summary>Values by name, in the order given; entries that are <see cref="Value.None"/> are left out.</summary>
    public static Value.MapOf Map(params IEnumerable<(string Name, Value Value)> entries) =>
        new([.. entries.Where(e => e.Value is not Value.Null).Select(e => KeyValuePair.Create(e.Name, e.Value))]);

    /// <summary>One nested block.</summary>
    public static Value.Blocks Block(params IEnumerable<(string Name, Value Value)> entries) => new([Map(entries)]);

    /// <summary>Nested blocks of one type, in order.</summary>
    public static Value.Blocks Blocks(IEnumerable<Value.MapOf> items) => new([.. items]);

    /// <summary>Text with embedded expressions; literal parts are <see cref="Value.Text"/>.</summary>
    public static Value.Template Template(params IEnumerable<Value> parts) => new([.. parts]);

    /// <summary>The text, if the value is known text.</summary>
    public static string? AsText(this Value value) =>
        value switch
        {
            Value.Text t => t.Content,
            Value.Number n => n.Content.ToString(CultureInfo.InvariantCulture),
            Value.Flag f => f.Content ? "true" : "false",
            _ => null,
        };

    /// <summary>The number, if the value is a known number or text that reads as one.</summary>
    public static decimal? AsNumber(this Value value) =>
        value switch
        {
            Value.Number n => n.Content,
            Value.Text t
                when decimal.TryParse(t.Content, NumberStyles.Number, CultureInfo.InvariantCulture, out var n) => n,
            _ => null,
        };

    /// <summary>True or false, if the value is known to be either.</summary>
    public static bool? AsFlag(this Value value) =>
        value switch
        {
            Value.Flag f => f.Content,
            Value.Text { Content: "true" } => true,
            Value.Text { Content: "false" } => false,
            _ => null,
        };

    /// <summary>
    /// The structure in a text that holds JSON, as a plan gives policies and container definitions; of
    /// <see cref="Value.Json"/> its content. Null where there is none, or the text is not JSON, or nests more than 64 levels deep.
    /// </summary>
    public static Value? AsJson(this Value value) =>
        value switch
        {
            Value.Json j => j.Content,
            Value.Text t => JsonValueReader.Parse(t.Content),
            _ => null,
        };

    /// <summary>The items of a list, or the bodies of blocks; empty for anything else.</summary>
    public static IEnumerable<Value> Items(this Value value) =>
        value switch
        {
            Value.ListOf l => l.Items,
            Value.Blocks b => b.Items,
            _ => [],
        };

    /// <summary>
    /// The value at a dotted path. A list or block on the way stands for its first item, so that
    /// <c>At("setting.value")</c> reads a block, a list of one and a map alike; <see cref="Value.None"/> where nothing is.
    /// </summary>
    public static Value At(this Value value, string path)
    {
        var current = value;
        foreach (var name in path.Split('.'))
        {
            current = current switch
            {
                Value.MapOf m => m[name],
                Value.Blocks { Items: [var first, ..] } => first[name],
                Value.ListOf { Items: [Value.MapOf first, ..] } => first[name],
                Value.Json j => j.Content.At(name),
                Value.Unknown => current,
                _ => Value.None,
            };
        }

        return current;
    }

    /// <summary>Every address that the value refers to, in order of appearance, with repeats.</summary>
    public static IEnumerable<string> References(this Value value) =>
        value switch
        {
            Value.Reference r => [r.Address],
            Value.Text { Origin: { } origin } => [origin.Address],
            Value.Expression e => e.Addresses,
            Value.ListOf l => l.Items.SelectMany(References),
            Value.Blocks b => b.Items.SelectMany(References),
            Value.MapOf m => m.Entries.SelectMany(e => e.Value.References()),
            Value.Template t => t.Parts.SelectMany(References),
            Value.Json j => j.Content.References(),
            Value.Null or Value.Text or Value.Number or Value.Flag or Value.Variable or Value.Unknown => [],
            _ => throw new InvalidOperationException($"A value of sort {value.GetType().Name} has no references rule."),
        };
}
