using System.Text.Json;
using Infrar.Core.Resources;

namespace Infrar.Providers.Checks;

/// <summary>A structure that a setting holds as JSON: written out by a placement, as text in a plan.</summary>
internal static class JsonText
{
    /// <summary>The structure; null where it is unknown or not JSON.</summary>
    public static Value? Structure(this Value value)
    {
        if (value is Value.Json json)
        {
            return json.Content;
        }

        if (value is not Value.Text { Content: var text })
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(text);
            return Of(document.RootElement);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Value Of(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Object => new Value.MapOf([
                .. element.EnumerateObject().Select(p => KeyValuePair.Create(p.Name, Of(p.Value))),
            ]),
            JsonValueKind.Array => new Value.ListOf([.. element.EnumerateArray().Select(Of)]),
            JsonValueKind.String => new Value.Text(element.GetString() ?? ""),
            JsonValueKind.Number when element.TryGetDecimal(out var number) => new Value.Number(number),
            JsonValueKind.True => new Value.Flag(true),
            JsonValueKind.False => new Value.Flag(false),
            _ => Value.None,
        };
}
