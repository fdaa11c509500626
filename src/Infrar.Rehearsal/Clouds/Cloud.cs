using System.Buffers;
using System.Text.Json;

namespace Infrar.Rehearsal.Clouds;

/// <summary>Everything that exists, as read from the cloud file and, inside a change, as it will be written.</summary>
/// <remarks>Not thread-safe: <see cref="CloudFile"/> hands it to one caller at a time.</remarks>
internal sealed class Cloud
{
    private static readonly JsonWriterOptions s_layout = new() { Indented = true, NewLine = "\n" };

    private readonly SortedDictionary<CloudKey, CloudResource> _resources = [];
    private readonly SortedDictionary<string, int> _faults = new(StringComparer.Ordinal);

    /// <summary>In order of type, region and id.</summary>
    public IReadOnlyCollection<CloudResource> Resources => _resources.Values;

    /// <summary>Whether anything was changed since reading.</summary>
    public bool IsChanged { get; private set; }

    public CloudResource? Find(CloudKey key) => _resources.GetValueOrDefault(key);

    public IEnumerable<CloudResource> OfType(string type) => _resources.Values.Where(r => r.Type == type);

    public void Put(CloudResource resource)
    {
        _resources[resource.Key] = resource;
        IsChanged = true;
    }

    public void Remove(CloudKey key) => IsChanged |= _resources.Remove(key);

    /// <summary>Counts one more match of a fault rule.</summary>
    /// <returns>How many there were before.</returns>
    public int CountFault(string rule)
    {
        var before = _faults.GetValueOrDefault(rule);
        _faults[rule] = before + 1;
        IsChanged = true;
        return before;
    }

    public static Cloud Parse(ReadOnlyMemory<byte> json)
    {
        var cloud = new Cloud();
        if (json.IsEmpty)
        {
            return cloud;
        }

        using var document = JsonDocument.Parse(json);
        if (document.RootElement.TryGetProperty("resources", out var resources))
        {
            foreach (var entry in resources.EnumerateArray())
            {
                var resource = ParseResource(entry);
                cloud._resources[resource.Key] = resource;
            }
        }

        if (document.RootElement.TryGetProperty("faults", out var faults))
        {
            foreach (var fault in faults.EnumerateObject())
            {
                cloud._faults[fault.Name] = fault.Value.GetInt32();
            }
        }

        return cloud;
    }

    public ReadOnlyMemory<byte> ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, s_layout))
        {
            writer.WriteStartObject();
            if (_faults.Count > 0)
            {
                writer.WriteStartObject("faults");
                foreach (var (rule, count) in _faults)
                {
                    writer.WriteNumber(rule, count);
                }

                writer.WriteEndObject();
            }

            writer.WriteStartArray("resources");
            foreach (var resource in _resources.Values)
            {
                Write(writer, resource);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return buffer.WrittenMemory;
    }

    private static CloudResource ParseResource(JsonElement json) =>
        new(
            json.GetProperty("type").GetString() ?? "",
            json.GetProperty("id").GetString() ?? "",
            json.TryGetProperty("region", out var region) ? region.GetString() ?? "" : "",
            json.TryGetProperty("attributes", out var attributes) ? attributes.Clone() : default
        );

    private static void Write(Utf8JsonWriter writer, CloudResource resource)
    {
        writer.WriteStartObject();
        if (resource.Attributes.ValueKind is not JsonValueKind.Undefined)
        {
            writer.WritePropertyName("attributes");
            resource.Attributes.WriteTo(writer);
        }

        writer.WriteString("id", resource.Id);
        if (resource.Region is not "")
        {
            writer.WriteString("region", resource.Region);
        }

        writer.WriteString("type", resource.Type);
        writer.WriteEndObject();
    }
}
