using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Infrar.Platform.Parts.Secrets;

/// <summary>A value that must not be seen; it prints, serializes and shows in a debugger as <c>***</c>.</summary>
/// <param name="value">The value itself.</param>
[DebuggerDisplay("***")]
[JsonConverter(typeof(SecretJson))]
internal sealed class Secret(string value)
{
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly string _value = value;

    /// <summary>The value, for the one place that needs it.</summary>
    public string Reveal() => _value;

    /// <inheritdoc/>
    public override string ToString() => "***";
}

/// <summary>Reads secrets from requests; writes none.</summary>
internal sealed class SecretJson : JsonConverter<Secret>
{
    public override Secret Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(reader.GetString()!);

    public override void Write(Utf8JsonWriter writer, Secret value, JsonSerializerOptions options) =>
        writer.WriteStringValue("***");
}
