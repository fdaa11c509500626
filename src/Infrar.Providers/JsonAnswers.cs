using System.Text.Json;

namespace Infrar.Providers;

/// <summary>Picks values out of providers' answers, which may be anything.</summary>
internal static class JsonAnswers
{
    /// <summary>The text at a path of names; null when there is none.</summary>
    public static string? Text(string json, params ReadOnlySpan<string> path)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var at = document.RootElement;
            foreach (var name in path)
            {
                if (at.ValueKind is not JsonValueKind.Object || !at.TryGetProperty(name, out at))
                {
                    return null;
                }
            }

            return at.ValueKind is JsonValueKind.String ? at.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
