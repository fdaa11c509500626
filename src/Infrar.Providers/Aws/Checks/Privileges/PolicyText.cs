using System.Text.Json;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Checks.Privileges;

/// <summary>Structures that a resource takes as JSON text, whichever way they are given.</summary>
internal static class PolicyText
{
    /// <summary>The structure; <see cref="Value.None"/> where it is not known or no JSON.</summary>
    public static Value StructureOf(Value value) =>
        value switch
        {
            Value.Json json => json.Content,
            Value.Text { Content: [.., '}' or ']' or '\n' or ' '] text } => Parse(text),
            _ => Value.None,
        };

    private static Value Parse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return From(document.RootElement);
        }
        catch (JsonException)
        {
            return Value.None;
        }
    }

    private static Value From(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Object => new Value.MapOf([
                .. element.EnumerateObject().Select(p => KeyValuePair.Create(p.Name, From(p.Value))),
            ]),
            JsonValueKind.Array => new Value.ListOf([.. element.EnumerateArray().Select(From)]),
            JsonValueKind.String => element.GetString() ?? "",
            JsonValueKind.Number => element.TryGetDecimal(out var number) ? number : element.GetRawText(),
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => Value.None,
        };
}
