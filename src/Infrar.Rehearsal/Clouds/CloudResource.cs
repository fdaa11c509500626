using System.Text.Json;

namespace Infrar.Rehearsal.Clouds;

/// <summary>One thing that exists in the rehearsed cloud.</summary>
/// <remarks>
/// The id is unique among resources of one type in one region; the region is empty for providers, and things, without
/// regions. Attributes are as in a state, but with sensitive values masked.
/// </remarks>
internal sealed record CloudResource(string Type, string Id, string Region, JsonElement Attributes)
{
    /// <summary>What identifies it; also what a provider hands the engine as private data.</summary>
    public CloudKey Key => new(Type, Region, Id);

    /// <summary>An attribute's text, or the digits of its number; null when it has neither.</summary>
    public string? Text(string attribute) =>
        Attributes.ValueKind is JsonValueKind.Object && Attributes.TryGetProperty(attribute, out var value)
            ? Scalar(value)
            : null;

    /// <summary>The text of an attribute, or the texts of a list of them.</summary>
    public IEnumerable<string> Texts(string attribute)
    {
        if (Attributes.ValueKind is not JsonValueKind.Object || !Attributes.TryGetProperty(attribute, out var value))
        {
            return [];
        }

        return value.ValueKind is JsonValueKind.Array ? value.EnumerateArray().Select(Scalar).OfType<string>()
            : Scalar(value) is { } text ? [text]
            : [];
    }

    private static string? Scalar(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        };
}

/// <summary>Identity of a thing in the cloud; ordered by type, region, id.</summary>
internal readonly record struct CloudKey(string Type, string Region, string Id) : IComparable<CloudKey>
{
    private const char Separator = '\n';

    public int CompareTo(CloudKey other) =>
        (string.CompareOrdinal(Type, other.Type), string.CompareOrdinal(Region, other.Region)) switch
        {
            (0, 0) => string.CompareOrdinal(Id, other.Id),
            (0, var byRegion) => byRegion,
            (var byType, _) => byType,
        };

    public override string ToString() => string.Join(Separator, Type, Region, Id);

    public static CloudKey? Parse(string text) =>
        text.Split(Separator) is [var type, var region, var id] ? new CloudKey(type, region, id) : null;
}
