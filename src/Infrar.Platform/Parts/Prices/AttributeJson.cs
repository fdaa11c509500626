using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace Infrar.Platform.Parts.Prices;

/// <summary>Writes attributes as a JSON object in the order of their names, so that what is alike reads alike; not thread-safe.</summary>
internal sealed class AttributeJson
{
    private readonly ArrayBufferWriter<byte> _text = new(4096);
    private readonly List<(string Name, int Stated, string Value)> _sorted = [];

    /// <summary>Writes some; of one that is stated twice, the last.</summary>
    public string Write(ImmutableArray<KeyValuePair<string, string>> attributes)
    {
        _sorted.Clear();
        for (var i = 0; i < attributes.Length; i++)
        {
            _sorted.Add((attributes[i].Key, i, attributes[i].Value));
        }

        _sorted.Sort(
            static (a, b) => string.CompareOrdinal(a.Name, b.Name) is not 0 and var order ? order : a.Stated - b.Stated
        );
        _text.ResetWrittenCount();
        using var json = new Utf8JsonWriter(_text);
        json.WriteStartObject();
        for (var i = 0; i < _sorted.Count; i++)
        {
            if (i + 1 == _sorted.Count || _sorted[i + 1].Name != _sorted[i].Name)
            {
                json.WriteString(_sorted[i].Name, _sorted[i].Value);
            }
        }

        json.WriteEndObject();
        json.Flush();
        return Encoding.UTF8.GetString(_text.WrittenSpan);
    }
}
