using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Infrar.Core.Diagnostics;
using Infrar.Core.Manifests.Yaml;

namespace Infrar.Core.Manifests.Language;

/// <summary>Holds values against their shapes and gathers every fault.</summary>
/// <remarks>
/// What was found sound or faulty once is not looked at again: overrides share the values that they do not change,
/// so that each combination of environment and strategy costs only its differences. Not thread-safe.
/// </remarks>
internal sealed class ShapeChecker(Action<Diagnostic> report)
{
    private static readonly ConcurrentDictionary<string, Regex> Patterns = new(StringComparer.Ordinal);

    private readonly HashSet<(YamlNode, Shape)> _seen = new(ByReference.Instance);

    /// <summary>Checks a value that is complete.</summary>
    internal void Check(YamlNode node, Shape shape, NodePath path)
    {
        if (_seen.Add((node, shape)))
        {
            Check(node, shape, path, isPartial: false);
        }
    }

    private void Check(YamlNode node, Shape shape, NodePath path, bool isPartial)
    {
        switch (shape)
        {
            case OverrideShape part:
                if (!node.IsNull)
                {
                    Check(node, part.Of, path, isPartial: true);
                }

                break;
            case AnyShape:
            case var _ when isPartial && node.IsNull:
                break;
            case EitherShape either:
                Check(node, node is YamlScalar ? either.Scalar : either.Structure, path, isPartial);
                break;
            case ListShape list:
                CheckList(node, list, path, isPartial);
                break;
            case MapShape map:
                CheckMap(node, map, path, isPartial);
                break;
            case ObjectShape fields:
                CheckObject(node, fields, path, isPartial);
                break;
            case TaggedShape tagged:
                CheckTagged(node, tagged, path, isPartial);
                break;
            default:
                CheckScalar(node, shape, path);
                break;
        }
    }

    private void CheckList(YamlNode node, ListShape shape, NodePath path, bool isPartial)
    {
        if (node is not YamlSequence list)
        {
            if (shape.OrSingle && !node.IsNull)
            {
                Check(node, shape.Item, path, isPartial);
            }
            else
            {
                report(ShapeFaults.WrongType(path, node, ShapeWords.Expected(shape)));
            }

            return;
        }

        if (list.Items.Length > shape.MaxItems)
        {
            report(ShapeFaults.TooMuch(path, "items", shape.MaxItems, list.Items[shape.MaxItems].Location));
        }

        for (var i = 0; i < list.Items.Length; i++)
        {
            // A list is stated whole, also in an override, so that its items are complete.
            Check(list.Items[i], shape.Item, path.Item(i), isPartial: false);
        }
    }

    private void CheckMap(YamlNode node, MapShape shape, NodePath path, bool isPartial)
    {
        if (node is not YamlMap map)
        {
            report(ShapeFaults.WrongType(path, node, ShapeWords.Expected(shape)));
            return;
        }

        foreach (var entry in map.Entries)
        {
            CheckText(entry.Key, shape.Key, path.Key(entry.Key), entry.KeyLocation);
            Check(entry.Value, shape.Value, path.Key(entry.Key), isPartial);
        }
    }

    private void CheckObject(YamlNode node, ObjectShape shape, NodePath path, bool isPartial)
    {
        if (node is not YamlMap map)
        {
            report(ShapeFaults.WrongType(path, node, ShapeWords.Expected(shape)));
            return;
        }

        foreach (var entry in map.Entries)
        {
            if (shape.Find(entry.Key) is { } field)
            {
                Check(entry.Value, field.Shape, path.Key(entry.Key), isPartial);
            }
            else
            {
                ReportUnknown(entry);
            }
        }

        foreach (var entry in map.Removed.Where(r => shape.Find(r.Key) is null))
        {
            ReportUnknown(entry);
        }

        foreach (var field in shape.Fields.Where(f => f.Required && !isPartial && map[f.Name] is null))
        {
            var at = map.Removed.LastOrDefault(r => r.Key == field.Name)?.KeyLocation ?? map.Location;
            report(ShapeFaults.Missing(path, field.Name, field.Shape, at));
        }

        void ReportUnknown(YamlEntry entry) =>
            report(ShapeFaults.UnknownField(path, entry.Key, shape.Fields.Select(f => f.Name), entry.KeyLocation));
    }

    private void CheckTagged(YamlNode node, TaggedShape shape, NodePath path, bool isPartial)
    {
        if (node is not YamlMap map)
        {
            report(ShapeFaults.WrongType(path, node, ShapeWords.Expected(shape)));
            return;
        }

        var words = shape.Cases.Select(c => c.Word).ToList();
        switch (map[shape.Tag])
        {
            case null when isPartial:
                CheckFieldNames(map, shape, path);
                break;
            case null:
                var removed = map.Removed.LastOrDefault(r => r.Key == shape.Tag)?.KeyLocation;
                report(ShapeFaults.Missing(path, shape.Tag, new ChoiceShape([.. words]), removed ?? map.Location));
                break;
            case YamlScalar { IsNull: false } tag:
                var found = shape.Cases.FirstOrDefault(c => c.Word == tag.Text);
                if (found.Shape is null)
                {
                    report(ShapeFaults.UnknownWord(path.Key(shape.Tag), tag.Text, words, tag.Location));
                }
                else
                {
                    Check(node, found.Shape, path, isPartial);
                }

                break;
            case var other:
                report(
                    ShapeFaults.WrongType(path.Key(shape.Tag), other, ShapeWords.Expected(new ChoiceShape([.. words])))
                );
                break;
        }
    }

    /// <summary>Of a part whose sort is stated elsewhere, only the names can be judged: any sort may have them.</summary>
    private void CheckFieldNames(YamlMap map, TaggedShape shape, NodePath path)
    {
        foreach (var entry in map.Entries.Where(e => shape.Cases.All(c => c.Shape.Find(e.Key) is null)))
        {
            var known = shape
                .Cases.SelectMany(c => c.Shape.Fields)
                .Select(f => f.Name)
                .Distinct(StringComparer.Ordinal);
            report(ShapeFaults.UnknownField(path, entry.Key, known, entry.KeyLocation));
        }
    }

    private void CheckScalar(YamlNode node, Shape shape, NodePath path)
    {
        if (node is not YamlScalar { IsNull: false } scalar)
        {
            report(ShapeFaults.WrongType(path, node, ShapeWords.Expected(shape)));
            return;
        }

        switch (shape)
        {
            case TextShape text:
                CheckText(scalar.Text, text, path, scalar.Location);
                break;
            case ChoiceShape choice when !choice.Words.Contains(scalar.Text):
                report(ShapeFaults.UnknownWord(path, scalar.Text, choice.Words, scalar.Location));
                break;
            case NumberShape number:
                CheckNumber(scalar, number, path);
                break;
            case FlagShape when scalar.IsQuoted || scalar.Text is not ("true" or "false"):
                report(ShapeFaults.WrongType(path, scalar, ShapeWords.Expected(shape)));
                break;
            case QuantityShape quantity:
                CheckQuantity(scalar, quantity, path);
                break;
        }
    }

    private void CheckText(string text, TextShape shape, NodePath path, SourceLocation at)
    {
        if (text.Length > shape.MaxLength)
        {
            report(ShapeFaults.TooMuch(path, "characters", shape.MaxLength, at));
        }
        else if (shape.Pattern.Length > 0 && !Matches(text, shape.Pattern))
        {
            report(ShapeFaults.PatternMismatch(path, text, shape, at));
        }
    }

    private void CheckNumber(YamlScalar scalar, NumberShape shape, NodePath path)
    {
        if (NumberOf(scalar) is not { } number)
        {
            report(ShapeFaults.WrongType(path, scalar, ShapeWords.Expected(shape)));
        }
        else if (number < shape.Min || number > shape.Max || (shape.Whole && number != decimal.Truncate(number)))
        {
            report(ShapeFaults.OutOfRange(path, scalar.Text, ShapeWords.Expected(shape), scalar.Location));
        }
    }

    private void CheckQuantity(YamlScalar scalar, QuantityShape shape, NodePath path)
    {
        if (QuantityText.Parse(scalar.Text, shape.Dimension) is not { } value)
        {
            report(ShapeFaults.BadUnit(path, scalar.Text, shape.Dimension, scalar.Location));
        }
        else if (value < shape.Min || value > shape.Max)
        {
            report(ShapeFaults.OutOfRange(path, scalar.Text, ShapeWords.Bounds(shape), scalar.Location));
        }
        else if (shape.Step > 0 && value % shape.Step != 0)
        {
            var nearest = decimal.Ceiling(value / shape.Step) * shape.Step;
            report(
                ShapeFaults.NotWhole(path, scalar.Text, ShapeWords.WithUnit(nearest, shape.Dimension), scalar.Location)
            );
        }
    }

    /// <summary>The number that a plain scalar states, or null: digits with at most one point, no exponents or separators.</summary>
    internal static decimal? NumberOf(YamlScalar scalar) =>
        !scalar.IsQuoted
        && scalar.Text.Length <= 28
        && decimal.TryParse(
            scalar.Text,
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : null;

    private static bool Matches(string text, string pattern) =>
        Patterns
            .GetOrAdd(
                pattern,
                p => new Regex($"\\A(?:{p})\\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)
            )
            .IsMatch(text);

    /// <summary>Values and shapes are the same when they are the same object; comparing contents would walk them whole.</summary>
    private sealed class ByReference : IEqualityComparer<(YamlNode Node, Shape Shape)>
    {
        internal static readonly ByReference Instance = new();

        public bool Equals((YamlNode Node, Shape Shape) x, (YamlNode Node, Shape Shape) y) =>
            ReferenceEquals(x.Node, y.Node) && ReferenceEquals(x.Shape, y.Shape);

        public int GetHashCode((YamlNode Node, Shape Shape) pair) =>
            HashCode.Combine(RuntimeHelpers.GetHashCode(pair.Node), RuntimeHelpers.GetHashCode(pair.Shape));
    }
}
