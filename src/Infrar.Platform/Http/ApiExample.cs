using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json.Nodes;

namespace Infrar.Platform.Http;

/// <summary>What a body of this shape looks like, for the OpenAPI document; a test reads every one of them as that shape.</summary>
/// <param name="json">The body.</param>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class ApiExampleAttribute(string json) : Attribute
{
    /// <summary>The body.</summary>
    public string Json { get; } = json;
}

/// <summary>Finds examples.</summary>
internal static class ApiExamples
{
    /// <summary>The example of a shape, of a page of one, or of a list of one; null where there is none.</summary>
    public static JsonNode? Of(Type? type)
    {
        if (type is null)
        {
            return null;
        }

        if (type.GetCustomAttribute<ApiExampleAttribute>() is { } example)
        {
            return JsonNode.Parse(example.Json);
        }

        if (!type.IsGenericType || Of(type.GetGenericArguments()[0]) is not { } item)
        {
            return null;
        }

        var generic = type.GetGenericTypeDefinition();
        return generic == typeof(Page<>) ? new JsonObject { ["items"] = new JsonArray(item), ["next"] = null }
            : generic == typeof(ImmutableArray<>) ? new JsonArray(item)
            : null;
    }
}
