using System.Text;
using Infrar.Core.Placements;

namespace Infrar.Core.Manifests.Language;

/// <summary>Writes the reference of the language as Markdown: an introduction, then every field from its shape.</summary>
public static class ManifestReferenceWriter
{
    /// <summary>The page, with a catalog's offerings and settings, ending in a line feed.</summary>
    public static string Write(Catalog catalog)
    {
        var root = ManifestLanguage.For(catalog);
        var page = new StringBuilder(ManifestIntroduction.Text);
        page.Append("\n## The whole file\n\n| field | takes | meaning |\n|---|---|---|\n");
        foreach (var field in root.Fields)
        {
            AppendRow(page, field, field.Name);
        }

        page.Append("\n## Components\n\n").Append(ComponentShapes.Any.Description).Append('\n');
        foreach (var (word, shape) in ComponentShapes.Any.Cases)
        {
            page.Append($"\n### `{word}`\n\n{shape.Description}\n\n");
            AppendFields(page, shape);
        }

        foreach (
            var name in new[] { "network", "dns", "monitoring", "requirements", "usage", "environments", "strategies" }
        )
        {
            AppendSection(page, root, name);
        }

        AppendCatalog(page, catalog);
        return page.ToString();
    }

    private static void AppendSection(StringBuilder page, ObjectShape root, string name)
    {
        if (root.Find(name) is not { } section)
        {
            return;
        }

        page.Append($"\n## `{name}`\n\n{section.Shape.Description}\n\n");
        var fields = section.Shape is MapShape { Value: ObjectShape entry } ? entry : section.Shape as ObjectShape;
        AppendFields(page, fields ?? ObjectShape.Empty);
    }

    private static void AppendCatalog(StringBuilder page, Catalog catalog)
    {
        page.Append("\n## Offerings and providers\n\nWhat `place` and `providers` of a strategy may name.\n");
        foreach (var provider in catalog.Hosts)
        {
            page.Append($"\n### {provider.Title} (`{provider.Id}`)\n\n");
            if (!provider.Regions.IsEmpty)
            {
                page.Append($"Regions: {string.Join(", ", provider.Regions.Keys.Select(r => $"`{r}`"))}.\n\n");
            }

            if (!provider.Offerings.IsEmpty)
            {
                page.Append("| offering | name | kinds |\n|---|---|---|\n");
            }

            foreach (var offering in provider.Offerings)
            {
                var kinds = string.Join(", ", offering.Kinds.Select(k => k.Word()));
                page.Append($"| `{offering.Id}` | {offering.Title} | {kinds} |\n");
            }

            var settings = StrategyShapes.Settings(provider);
            if (!settings.Fields.IsEmpty)
            {
                page.Append($"\nSettings under `providers: {provider.Id}:`\n\n");
                AppendFields(page, settings);
            }

            foreach (var offering in provider.Offerings.Where(o => !o.Options.Fields.IsEmpty))
            {
                page.Append($"\nOptions of `{offering.Id}`\n\n");
                AppendFields(page, offering.Options);
            }
        }
    }

    private static void AppendFields(StringBuilder page, ObjectShape shape)
    {
        page.Append("| field | takes | meaning |\n|---|---|---|\n");
        AppendRows(page, shape, "");
    }

    private static void AppendRows(StringBuilder page, ObjectShape shape, string prefix)
    {
        foreach (var field in shape.Fields)
        {
            var name = prefix + field.Name;
            AppendRow(page, field, name);
            if (Nested(field.Shape) is { } nested)
            {
                AppendRows(page, nested.Fields, $"{name}{nested.Step}");
            }
        }
    }

    private static void AppendRow(StringBuilder page, Field field, string name)
    {
        var required = field.Required ? " **required**" : "";
        page.Append($"| `{name}` | {Cell(Takes(field.Shape))}{required} | {Cell(field.Shape.Description)} |\n");
    }

    /// <summary>Fields that are told in the same table, with the step that leads to them; null where another section tells them.</summary>
    private static (ObjectShape Fields, string Step)? Nested(Shape shape) =>
        shape switch
        {
            ObjectShape { Fields.Length: > 0 } fields => (fields, "."),
            ListShape { Item: ObjectShape item } => (item, "[]."),
            MapShape { Value: ObjectShape { Fields.Length: > 0 } value }
                when value.Find("strategies") is null
                    && value.Find("place") is null
                    && value.Find("components") is null => (value, ".*."),
            _ => null,
        };

    private static string Takes(Shape shape) =>
        shape switch
        {
            TextShape { Hint: not "" } text => $"text: {text.Hint}",
            TextShape => "text",
            ChoiceShape { Words.Length: <= 12 } choice => string.Join(", ", choice.Words.Select(w => $"`{w}`")),
            ChoiceShape => "a word of the catalog",
            NumberShape number when number.Min == number.Max => ShapeWords.Plain(number.Min),
            NumberShape number =>
                $"{(number.Whole ? "whole number" : "number")}, {ShapeWords.Plain(number.Min)} to {ShapeWords.Plain(number.Max)}",
            FlagShape => "`true`, `false`",
            QuantityShape { Dimension: Dimension.Bytes } quantity => $"size, {ShapeWords.Bounds(quantity)}",
            QuantityShape { Dimension: Dimension.Duration } quantity => $"time, {ShapeWords.Bounds(quantity)}",
            QuantityShape quantity => $"rate, {ShapeWords.Bounds(quantity)}",
            ListShape { OrSingle: true } list => $"one or a list of: {Takes(list.Item)}",
            ListShape list => $"list of: {Takes(list.Item)}",
            MapShape map => $"map by name of: {Takes(map.Value)}",
            ObjectShape => "map",
            TaggedShape tagged => $"map, by its `{tagged.Tag}`",
            EitherShape either => $"{Takes(either.Scalar)}; or {Takes(either.Structure)}",
            OverrideShape part => $"part of: {Takes(part.Of)}",
            AnyShape => "anything",
            _ => throw new InvalidOperationException($"A shape of sort {shape.GetType().Name} has no words."),
        };

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
