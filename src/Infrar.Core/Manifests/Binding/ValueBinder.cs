using Infrar.Core.Manifests.Language;
using Infrar.Core.Manifests.Yaml;
using Infrar.Core.Resources;

namespace Infrar.Core.Manifests.Binding;

/// <summary>Makes the values that offerings and providers read their own options and settings from.</summary>
/// <remarks>
/// A shape decides what a scalar is, so that <c>version: 15</c> is text where text is asked for. A quantity stays the
/// text that was stated, for <see cref="QuantityText"/>. Where a single value stands for a list, it becomes one.
/// </remarks>
internal static class ValueBinder
{
    internal static Value Bind(YamlNode node, Shape shape) =>
        (shape, node) switch
        {
            (OverrideShape part, _) => Bind(node, part.Of),
            (EitherShape either, _) => Bind(node, node is YamlScalar ? either.Scalar : either.Structure),
            (ListShape list, YamlSequence items) => new Value.ListOf([.. items.Items.Select(i => Bind(i, list.Item))]),
            (ListShape list, _) => new Value.ListOf([Bind(node, list.Item)]),
            (MapShape map, YamlMap entries) => Map(entries, _ => map.Value),
            (ObjectShape fields, YamlMap entries) => Map(entries, name => fields.Find(name)?.Shape ?? Anything),
            (TaggedShape tagged, YamlMap entries) => Bind(entries, CaseOf(tagged, entries)),
            (NumberShape, YamlScalar scalar) => ShapeChecker.NumberOf(scalar) is { } number
                ? new Value.Number(number)
                : new Value.Text(scalar.Text),
            (FlagShape, YamlScalar scalar) => new Value.Flag(scalar.Text is "true"),
            (AnyShape, _) => AsStated(node),
            (_, YamlScalar scalar) => new Value.Text(scalar.Text),
            _ => AsStated(node),
        };

    private static AnyShape Anything { get; } = new();

    private static Value.MapOf Map(YamlMap map, Func<string, Shape> shapeOf) =>
        new([.. map.Entries.Select(e => KeyValuePair.Create(e.Key, Bind(e.Value, shapeOf(e.Key))))]);

    private static Shape CaseOf(TaggedShape shape, YamlMap map)
    {
        var word = new StatedFields(map).Text(shape.Tag);
        return shape.Cases.FirstOrDefault(c => c.Word == word).Shape ?? (Shape)Anything;
    }

    private static Value AsStated(YamlNode node) =>
        node switch
        {
            { IsNull: true } => Value.None,
            YamlMap map => Map(map, _ => Anything),
            YamlSequence list => new Value.ListOf([.. list.Items.Select(AsStated)]),
            YamlScalar { IsQuoted: false, Text: "true" or "false" } flag => new Value.Flag(flag.Text is "true"),
            YamlScalar scalar when ShapeChecker.NumberOf(scalar) is { } number => new Value.Number(number),
            YamlScalar scalar => new Value.Text(scalar.Text),
            _ => Value.None,
        };
}
