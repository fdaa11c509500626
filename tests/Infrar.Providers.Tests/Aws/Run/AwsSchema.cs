using System.IO.Compression;
using System.Text.Json;
using Infrar.Core.Resources;
using Infrar.Testing;

namespace Infrar.Providers.Tests.Aws.Run;

/// <summary>The published schema of the AWS provider, and what of a resource it would refuse.</summary>
internal sealed class AwsSchema
{
    private readonly JsonElement _resources;
    private readonly JsonElement _data;

    private AwsSchema(JsonElement provider) =>
        (_resources, _data) = (provider.GetProperty("resource_schemas"), provider.GetProperty("data_source_schemas"));

    /// <summary>The schema that the stand-in clouds serve.</summary>
    public static AwsSchema Published { get; } = Read();

    /// <summary>What a resource of that type may hold; null where there is no such type.</summary>
    public JsonElement? BlockOf(string type) =>
        _resources.TryGetProperty(type, out var found) ? found.GetProperty("block") : null;

    /// <summary>Every fault of a resource, each with the path to it.</summary>
    public IEnumerable<string> FaultsOf(Resource resource)
    {
        var types = resource.IsData ? _data : _resources;
        return types.TryGetProperty(resource.Type, out var type)
            ? Block(resource.Address, resource.Attributes, type.GetProperty("block"))
            : [$"{resource.Address}: there is no type {resource.Type}"];
    }

    private static AwsSchema Read()
    {
        var root = Path.Combine(Repository.Root(typeof(AwsSchema).Assembly), "src", "Infrar.Rehearsal");
        var path = Assert.Single(Directory.EnumerateFiles(root, "aws.json.gz", SearchOption.AllDirectories));
        using var file = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        return new(
            JsonDocument.Parse(file).RootElement.GetProperty("provider_schemas").EnumerateObject().First().Value
        );
    }

    private static IEnumerable<string> Block(string path, Value.MapOf written, JsonElement schema)
    {
        foreach (var (name, value) in written.Entries)
        {
            foreach (var fault in Entry($"{path}.{name}", name, value, schema))
            {
                yield return fault;
            }
        }

        foreach (var attribute in Members(schema, "attributes").Where(a => Is(a.Value, "required")))
        {
            if (written[attribute.Name] is Value.Null)
            {
                yield return $"{path}: the attribute {attribute.Name} is required";
            }
        }

        foreach (var block in Members(schema, "block_types"))
        {
            var count = written[block.Name].Items().Count();
            var (least, most) = (Bound(block.Value, "min_items", 0), Bound(block.Value, "max_items", int.MaxValue));
            if (count < least || count > most)
            {
                yield return $"{path}: {count} blocks {block.Name} where {least} to {most} may stand";
            }
        }
    }

    private static IEnumerable<string> Entry(string path, string name, Value value, JsonElement schema)
    {
        if (Member(schema, "block_types", name) is { } block)
        {
            return value is Value.Blocks blocks
                ? blocks.Items.SelectMany(b => Block(path, b, block.GetProperty("block")))
                : [$"{path}: a block is written as an attribute"];
        }

        if (Member(schema, "attributes", name) is not { } attribute)
        {
            return [$"{path}: there is no such attribute"];
        }

        return value is Value.Blocks ? [$"{path}: an attribute is written as a block"]
            : !Is(attribute, "required") && !Is(attribute, "optional") ? [$"{path}: cannot be set"]
            : Typed(path, value, attribute.GetProperty("type"));
    }

    private static IEnumerable<string> Typed(string path, Value value, JsonElement type) =>
        type.ValueKind is JsonValueKind.String ? Scalar(path, value, type.GetString() ?? "")
        : type[0].GetString() is "list" or "set" ? Several(path, value, type[1])
        : type[0].GetString() is "map"
            ? value is Value.MapOf map ? map.Entries.SelectMany(e => Typed($"{path}.{e.Key}", e.Value, type[1]))
                : Expected(path, "map", value)
        : [];

    private static IEnumerable<string> Several(string path, Value value, JsonElement item) =>
        value is Value.ListOf list ? list.Items.SelectMany(i => Typed(path, i, item)) : Expected(path, "list", value);

    private static IEnumerable<string> Scalar(string path, Value value, string type) =>
        (type, value) switch
        {
            (_, Value.Reference or Value.Variable or Value.Expression) => [],
            // OpenTofu turns numbers and flags into text by itself, and some of the provider's flags are text.
            ("string", Value.Text or Value.Template or Value.Json or Value.Number or Value.Flag) => [],
            ("number", Value.Number) => [],
            ("bool", Value.Flag) => [],
            ("dynamic", _) => [],
            _ => Expected(path, type, value),
        };

    private static IEnumerable<string> Expected(string path, string type, Value value) =>
        value is Value.Reference or Value.Expression ? [] : [$"{path}: a {value.GetType().Name} stands for a {type}"];

    private static JsonElement.ObjectEnumerator Members(JsonElement schema, string name) =>
        schema.TryGetProperty(name, out var members) ? members.EnumerateObject() : default;

    private static JsonElement? Member(JsonElement schema, string kind, string name) =>
        schema.TryGetProperty(kind, out var members) && members.TryGetProperty(name, out var member) ? member : null;

    private static bool Is(JsonElement attribute, string flag) =>
        attribute.TryGetProperty(flag, out var value) && value.GetBoolean();

    private static int Bound(JsonElement block, string name, int otherwise) =>
        block.TryGetProperty(name, out var value) ? value.GetInt32() : otherwise;
}
