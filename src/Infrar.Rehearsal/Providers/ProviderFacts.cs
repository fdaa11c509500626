using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;

namespace Infrar.Rehearsal.Providers;

/// <summary>What is known of one provider beyond its schemas. A provider without a facts file has none.</summary>
internal sealed class ProviderFacts
{
    private static readonly JsonDocumentOptions s_commented = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    private readonly JsonElement _types;
    private readonly JsonElement _data;
    private readonly ConcurrentDictionary<(bool IsData, string Type), TypeFacts> _parsed = new();

    private ProviderFacts(JsonElement json)
    {
        _types = Member(json, "types");
        _data = Member(json, "data");
        Account = Member(json, "account") is { ValueKind: JsonValueKind.String } account ? account.GetString() : null;
        DefaultRegion = Member(json, "defaultRegion") is { ValueKind: JsonValueKind.String } region
            ? region.GetString()
            : null;
        References = Member(json, "references") is { ValueKind: JsonValueKind.Object } references
            ? references.EnumerateObject().ToFrozenDictionary(p => p.Name, p => p.Value.GetString() ?? "")
            : FrozenDictionary<string, string>.Empty;
        MadeByItself = Member(json, "madeByItself") is { ValueKind: JsonValueKind.Array } marks
            ? [.. marks.EnumerateArray().Select(m => m.GetString() ?? "")]
            : [];
    }

    /// <summary>The account everything is made in; null where the provider knows no accounts.</summary>
    public string? Account { get; }

    /// <summary>The region when the configuration names none; null where the provider knows no regions.</summary>
    public string? DefaultRegion { get; }

    /// <summary>Attributes that refer to another resource, in whatever type they occur, and the type they refer to.</summary>
    public FrozenDictionary<string, string> References { get; }

    /// <summary>Parts of names that mark what the cloud made by itself beside a resource; no configuration has it.</summary>
    public ImmutableArray<string> MadeByItself { get; }

    public IEnumerable<string> ResourceTypes =>
        _types.ValueKind is JsonValueKind.Object ? _types.EnumerateObject().Select(p => p.Name) : [];

    public static ProviderFacts Load(string provider)
    {
        using var stream = typeof(ProviderFacts).Assembly.GetManifestResourceStream($"facts/{provider}.facts.json");
        if (stream is null)
        {
            return new ProviderFacts(default);
        }

        using var document = JsonDocument.Parse(stream, s_commented);
        return new ProviderFacts(document.RootElement.Clone());
    }

    public IEnumerable<string> DataSources =>
        _data.ValueKind is JsonValueKind.Object ? _data.EnumerateObject().Select(p => p.Name) : [];

    public TypeFacts OfResource(string type) => Find(_types, isData: false, type);

    public TypeFacts OfDataSource(string type) => Find(_data, isData: true, type);

    private TypeFacts Find(JsonElement types, bool isData, string type) =>
        Member(types, type) is { ValueKind: JsonValueKind.Object } json
            ? _parsed.GetOrAdd((isData, type), _ => new TypeFacts(json))
            : TypeFacts.None;

    private static JsonElement Member(JsonElement json, string name) =>
        json.ValueKind is JsonValueKind.Object && json.TryGetProperty(name, out var member) ? member : default;
}
