using System.Text.Json;
using System.Text.Json.Serialization;

namespace Infrar.Platform.Http;

/// <summary>How every JSON of the API is written and read.</summary>
internal static class JsonShape
{
    /// <summary>The shape, for what is written outside of an endpoint's result.</summary>
    public static JsonSerializerOptions Options { get; } = Apply(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    /// <summary>Sets it.</summary>
    public static JsonSerializerOptions Apply(JsonSerializerOptions options)
    {
        // A name that an endpoint does not know is a mistake or an attempt to set what is not the caller's to set.
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.AllowDuplicateProperties = false;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.MaxDepth = 32;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        options.Converters.Add(new IdJson());
        return options;
    }
}
