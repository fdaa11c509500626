using System.Collections.Immutable;
using System.Text.Json;

namespace Infrar.Rehearsal.Providers;

/// <summary>What is known of one type beyond its schema; read from the provider's <c>.facts.json</c>.</summary>
internal sealed class TypeFacts
{
    public static readonly TypeFacts None = new(JsonElement.Parse("{}"));

    private const string Everything = "*";

    private readonly JsonElement _json;

    public TypeFacts(JsonElement json)
    {
        _json = json;
        Id = json.TryGetProperty("id", out var id) ? id.GetString() : null;
        Key = json.TryGetProperty("key", out var key) ? key.GetString() : null;
        Set = json.TryGetProperty("set", out var set)
            ? set.EnumerateObject().ToImmutableSortedDictionary(p => p.Name, p => p.Value, StringComparer.Ordinal)
            : ImmutableSortedDictionary<string, JsonElement>.Empty;
        Replace = Texts("replace");
        Unique = [.. Texts("unique").Select(UniqueRule.Parse)];
        HeldBy = Texts("heldBy");
        Changes = Texts("changes");
        Checks = json.TryGetProperty("checks", out var checks)
            ? [.. checks.EnumerateObject().Select(c => new ValueCheck(c.Name, c.Value))]
            : [];
    }

    /// <summary>Template of the id; null for a made-up one.</summary>
    public string? Id { get; }

    /// <summary>The attribute that identifies it where ids are not unique; null for the id.</summary>
    public string? Key { get; }

    /// <summary>Values of computed attributes: templates, literals, or objects <c>{"$by": attribute, value: …}</c>.</summary>
    public ImmutableSortedDictionary<string, JsonElement> Set { get; }

    /// <summary>Attributes that cannot change in place; <c>*</c> for all, and <c>-name</c> for an exception to it.</summary>
    public ImmutableArray<string> Replace { get; }

    /// <summary>What no two of them may share.</summary>
    public ImmutableArray<UniqueRule> Unique { get; }

    /// <summary>Types whose references keep this from being destroyed.</summary>
    public ImmutableArray<string> HeldBy { get; }

    /// <summary>Computed attributes that any update changes.</summary>
    public ImmutableArray<string> Changes { get; }

    public ImmutableArray<ValueCheck> Checks { get; }

    /// <summary>Whether a change of <paramref name="attribute"/> replaces the resource.</summary>
    public bool ForcesReplacement(string attribute) =>
        Replace.Contains(attribute, StringComparer.Ordinal)
        || (
            Replace.Contains(Everything, StringComparer.Ordinal)
            && attribute is not ("tags" or "tags_all" or "timeouts")
            && !Replace.Contains("-" + attribute, StringComparer.Ordinal)
        );

    /// <summary>Every attribute these facts name, for the test that holds them against the schema.</summary>
    public IEnumerable<string> NamedAttributes =>
        [
            .. Set.Keys,
            .. Replace.Where(r => r is not Everything).Select(r => r.TrimStart('-')),
            .. Unique.SelectMany(u => u.Attributes),
            .. Changes,
            .. Checks.Select(c => c.Attributes[0]),
        ];

    private ImmutableArray<string> Texts(string name) =>
        _json.TryGetProperty(name, out var list) ? [.. list.EnumerateArray().Select(e => e.GetString() ?? "")] : [];
}

/// <summary>A combination of attributes that no two resources of a type may share in a region, or anywhere if global.</summary>
internal sealed record UniqueRule(bool IsGlobal, ImmutableArray<string> Attributes)
{
    private const string Global = "global:";

    /// <summary>Reads <c>name</c>, <c>vpc_id+name</c> or <c>global:bucket</c>.</summary>
    public static UniqueRule Parse(string text) =>
        text.StartsWith(Global, StringComparison.Ordinal)
            ? new(true, [.. text[Global.Length..].Split('+')])
            : new(false, [.. text.Split('+')]);
}
