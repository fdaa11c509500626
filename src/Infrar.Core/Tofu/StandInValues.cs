using System.Collections.Immutable;
using System.Text.Json;
using Infrar.Core.Placements;

namespace Infrar.Core.Tofu;

/// <summary>Values for variables that a user must set, of the right type and plausible form; none of them is anybody's.</summary>
public static class StandInValues
{
    private const string Key =
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ4f3YbK2m1wQ0b1m8V7cXnQw0r5s2kq6Jm8mJrehear rehearsal";

    /// <summary>Writes the values as one object.</summary>
    public static void Write(Utf8JsonWriter json, ImmutableArray<TofuVariable> variables)
    {
        json.WriteStartObject();
        foreach (var variable in variables)
        {
            json.WritePropertyName(variable.Name);
            WriteValue(json, variable.Name, variable.Type);
        }

        json.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter json, string name, string type)
    {
        switch (type)
        {
            case "number":
                json.WriteNumberValue(1);
                break;
            case "bool":
                json.WriteBooleanValue(false);
                break;
            case var list
                when list.StartsWith("list", StringComparison.Ordinal)
                    || list.StartsWith("set", StringComparison.Ordinal):
                json.WriteStartArray();
                json.WriteEndArray();
                break;
            case var map
                when map.StartsWith("map", StringComparison.Ordinal)
                    || map.StartsWith("object", StringComparison.Ordinal):
                json.WriteStartObject();
                json.WriteEndObject();
                break;
            default:
                json.WriteStringValue(Text(name));
                break;
        }
    }

    private static string Text(string name) =>
        name switch
        {
            _ when name.Contains("ssh", StringComparison.Ordinal) => Key,
            _ when name.EndsWith("_id", StringComparison.Ordinal) => "0123456789abcdef0123456789abcdef",
            _ when name.Contains("image", StringComparison.Ordinal) => "registry.example.com/rehearsal:1",
            _ => "rehearsal-Value-1",
        };
}
