using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Infrar.Providers.Feeds;

/// <summary>The fields of one row after the other, each row gone through once; not thread-safe.</summary>
/// <param name="names">The fields that are asked for; others are passed over.</param>
internal sealed class JsonRow(params IReadOnlyList<string> names)
{
    private const int NotAsked = -1;
    private const int MostPassedOver = 256;
    private readonly byte[][] _names = [.. names.Select(Encoding.UTF8.GetBytes)];
    private readonly Dictionary<string, int> _places = names.Index().ToDictionary(n => n.Item, n => n.Index);
    private readonly JsonElement[] _values = new JsonElement[names.Count];

    // Rows state their fields in the same order, so what stood at a place before most likely stands there again.
    private readonly List<(byte[] Name, int Place)> _order = [];

    /// <summary>Goes to a row.</summary>
    internal void Read(JsonElement row)
    {
        Array.Clear(_values);
        if (row.ValueKind is not JsonValueKind.Object)
        {
            return;
        }

        var next = 0;
        foreach (var field in row.EnumerateObject())
        {
            var at = Find(field, next);
            if (at is NotAsked)
            {
                continue;
            }

            next = at + 1;
            if (_order[at].Place is not NotAsked and var place)
            {
                _values[place] = field.Value;
            }
        }
    }

    // Where a field stands in the usual order, looked for from where it most likely is.
    private int Find(JsonProperty field, int from)
    {
        for (var tried = 0; tried < _order.Count; tried++)
        {
            var at = (from + tried) % _order.Count;
            if (field.NameEquals(_order[at].Name))
            {
                return at;
            }
        }

        var name = Encoding.UTF8.GetBytes(field.Name);
        var place = Array.FindIndex(_names, n => n.AsSpan().SequenceEqual(name));
        if (place is NotAsked && _order.Count >= MostPassedOver)
        {
            return NotAsked;
        }

        _order.Insert(from, (name, place));
        return from;
    }

    /// <summary>A field; undefined when the row has none of the name.</summary>
    internal JsonElement this[string name] => _values[_places[name]];

    /// <summary>A field's text; empty when it is not there.</summary>
    internal string Text(string name) => this[name].Text();

    /// <summary>The same, where equal texts come again and again.</summary>
    internal string Text(string name, FeedText texts) => texts.Read(this[name]);

    /// <summary>A number, with all its digits; null when it is not there or is none.</summary>
    internal decimal? Number(string name) =>
        this[name] is { ValueKind: JsonValueKind.Number } number
            ? FeedText.TryNumber(JsonMarshal.GetRawUtf8Value(number), out var exact)
                ? exact
                : null
            : FeedText.TryNumber(Text(name), out var said)
                ? said
                : null;
}
