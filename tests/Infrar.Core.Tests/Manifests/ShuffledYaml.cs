using System.Text;
using System.Text.Json;
using Infrar.Core.Manifests.Yaml;

namespace Infrar.Core.Tests.Manifests;

/// <summary>Writes a YAML text anew with the fields of every map in another order, aliases written out.</summary>
internal static class ShuffledYaml
{
    internal static string Of(string text, Random random)
    {
        var root = YamlReader.Read(text, "m.yaml").Root!;
        return Write(root, random, new StringBuilder()).ToString();
    }

    private static StringBuilder Write(YamlNode node, Random random, StringBuilder text)
    {
        switch (node)
        {
            case YamlScalar { IsQuoted: true } scalar:
                return text.Append(Quoted(scalar.Text));
            case YamlScalar scalar:
                // Anything that YAML could take for a number, a flag or nothing must stay plain.
                return scalar.IsNull ? text.Append("null")
                    : scalar.Text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-') ? text.Append(scalar.Text)
                    : text.Append(Quoted(scalar.Text));
            case YamlSequence list:
                text.Append('[');
                foreach (var item in list.Items)
                {
                    Write(item, random, text).Append(", ");
                }

                return text.Append(']');
            case YamlMap map:
                var entries = map.Entries.ToArray();
                random.Shuffle(entries);
                text.Append('{');
                foreach (var entry in entries)
                {
                    Write(entry.Value, random, text.Append(Quoted(entry.Key)).Append(": ")).Append(",\n");
                }

                return text.Append('}');
            default:
                throw new InvalidOperationException("Unknown sort of node.");
        }
    }

    private static string Quoted(string text) => JsonSerializer.Serialize(text);
}
