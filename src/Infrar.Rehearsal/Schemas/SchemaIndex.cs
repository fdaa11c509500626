using System.Text.Json;

namespace Infrar.Rehearsal.Schemas;

/// <summary>Where in a schema file each type lies, found in one pass that builds nothing else.</summary>
internal readonly ref struct SchemaIndex
{
    public SchemaIndex(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            // {"format_version": …, "provider_schemas": {SOURCE: {"provider": …, "resource_schemas": …, …}}}
            if (reader.TokenType is not JsonTokenType.PropertyName || reader.CurrentDepth is not 3)
            {
                continue;
            }

            if (reader.ValueTextEquals("provider"u8))
            {
                reader.Read();
                Provider = ValueRange(ref reader);
            }
            else if (reader.ValueTextEquals("resource_schemas"u8))
            {
                ReadMembers(ref reader, Resources);
            }
            else if (reader.ValueTextEquals("data_source_schemas"u8))
            {
                ReadMembers(ref reader, DataSources);
            }
        }
    }

    public Range Provider { get; }

    public Dictionary<string, Range> Resources { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, Range> DataSources { get; } = new(StringComparer.Ordinal);

    private static void ReadMembers(ref Utf8JsonReader reader, Dictionary<string, Range> members)
    {
        reader.Read();
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var name = reader.GetString() ?? "";
            reader.Read();
            members[name] = ValueRange(ref reader);
        }
    }

    private static Range ValueRange(ref Utf8JsonReader reader)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return start..(int)reader.BytesConsumed;
    }
}
