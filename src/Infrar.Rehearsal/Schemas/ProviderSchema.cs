using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.IO.Compression;
using System.Text.Json;

namespace Infrar.Rehearsal.Schemas;

/// <summary>Everything one provider declares. The file is indexed at once; a type is parsed when first asked for.</summary>
/// <remarks>Thread-safe. The largest provider has 2,211 types and a configuration uses a few dozen.</remarks>
internal sealed class ProviderSchema
{
    private readonly ReadOnlyMemory<byte> _json;
    private readonly FrozenDictionary<string, Range> _resources;
    private readonly FrozenDictionary<string, Range> _dataSources;
    private readonly ConcurrentDictionary<(bool IsData, string Type), BlockSchema> _parsed = new();
    private readonly Range _provider;

    private ProviderSchema(string name, ReadOnlyMemory<byte> json)
    {
        Name = name;
        _json = json;
        var index = new SchemaIndex(json.Span);
        _provider = index.Provider;
        _resources = index.Resources.ToFrozenDictionary(StringComparer.Ordinal);
        _dataSources = index.DataSources.ToFrozenDictionary(StringComparer.Ordinal);
        Configuration = Parse(_provider);
    }

    /// <summary>The provider's type, such as <c>aws</c>.</summary>
    public string Name { get; }

    /// <summary>What a <c>provider</c> block may say.</summary>
    public BlockSchema Configuration { get; }

    public IEnumerable<string> ResourceTypes => _resources.Keys;

    public static ProviderSchema Load(string name)
    {
        using var packed =
            typeof(ProviderSchema).Assembly.GetManifestResourceStream($"schemas/{name}.json.gz")
            ?? throw new ArgumentException($"There is no schema for a provider named '{name}'.", nameof(name));
        using var gzip = new GZipStream(packed, CompressionMode.Decompress);
        using var buffer = new MemoryStream((int)packed.Length * 24);
        gzip.CopyTo(buffer);
        return new ProviderSchema(name, buffer.GetBuffer().AsMemory(0, (int)buffer.Length));
    }

    /// <summary>Schema of a resource type; null when the provider has no such type.</summary>
    public BlockSchema? Resource(string type) => Find(_resources, isData: false, type);

    /// <summary>Schema of a data source; null when the provider has no such data source.</summary>
    public BlockSchema? DataSource(string type) => Find(_dataSources, isData: true, type);

    /// <summary>The provider block, each resource type and each data source as messages of the plugin protocol.</summary>
    public SchemaMessages ToMessages() =>
        new(
            SchemaTranscoder.Transcode(_json.Span[_provider]),
            [.. _resources.Select(r => KeyValuePair.Create(r.Key, SchemaTranscoder.Transcode(_json.Span[r.Value])))],
            [.. _dataSources.Select(d => KeyValuePair.Create(d.Key, SchemaTranscoder.Transcode(_json.Span[d.Value])))]
        );

    private BlockSchema? Find(FrozenDictionary<string, Range> types, bool isData, string type) =>
        types.TryGetValue(type, out var range) ? _parsed.GetOrAdd((isData, type), _ => Parse(range)) : null;

    private BlockSchema Parse(Range range)
    {
        using var document = JsonDocument.Parse(_json[range]);
        return document.RootElement.TryGetProperty("block", out var block)
            ? BlockSchema.Parse(block)
            : BlockSchema.Empty;
    }
}

/// <summary>Schemas in their protobuf form, ready to be sent.</summary>
internal sealed record SchemaMessages(
    byte[] Provider,
    IReadOnlyList<KeyValuePair<string, byte[]>> Resources,
    IReadOnlyList<KeyValuePair<string, byte[]>> DataSources
);
