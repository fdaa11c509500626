using System.Globalization;
using Infrar.Core.Diagnostics;
using Infrar.Core.Manifests.Yaml;

namespace Infrar.Core.Manifests.Language;

/// <summary>How a value can fail its shape.</summary>
internal static class ShapeFaults
{
    internal static Diagnostic EmptyFile(SourceLocation at) =>
        Error("MAN010", "The file holds no manifest.", at, "Begin with 'infrar: 1', 'system: …' and 'components:'.");

    internal static Diagnostic UnknownField(NodePath map, string name, IEnumerable<string> known, SourceLocation at)
    {
        var names = known.ToList();
        var where = map.Parent is null ? "A manifest" : $"'{map}'";
        return Error(
            "MAN020",
            $"{where} has no field '{Short(name)}'.",
            at,
            Nearest.To(name, names) is { } near ? $"Write '{near}'."
                : names.Count is 0 ? "Delete it; nothing can be stated here."
                : $"Use one of: {string.Join(", ", names)}."
        );
    }

    internal static Diagnostic WrongType(NodePath path, YamlNode found, string expected) =>
        Error(
            "MAN021",
            $"'{path}' is {Describe(found)}; it takes {expected}.",
            found.Location,
            found.IsNull ? $"State {expected}, or delete the field." : $"Write {expected}."
        );

    internal static Diagnostic Missing(NodePath path, string field, Shape shape, SourceLocation at) =>
        Error("MAN022", $"'{path}' lacks '{field}'.", at, $"Add '{field}', {ShapeWords.Expected(shape)}.");

    internal static Diagnostic OutOfRange(NodePath path, string text, string bounds, SourceLocation at) =>
        Error("MAN023", $"'{path}' is {Short(text)}, outside what is allowed.", at, $"Write {bounds}.");

    internal static Diagnostic BadUnit(NodePath path, string text, Dimension dimension, SourceLocation at) =>
        Error(
            "MAN024",
            $"'{path}' is '{Short(text)}', which has no unit that is known here.",
            at,
            $"Write {QuantityText.Examples(dimension)}."
        );

    internal static Diagnostic NotWhole(NodePath path, string text, string nearest, SourceLocation at) =>
        Error(
            "MAN028",
            $"'{path}' is {Short(text)}, which is not a whole number of the units that it is counted in.",
            at,
            $"Write {nearest}."
        );

    internal static Diagnostic PatternMismatch(NodePath path, string text, TextShape shape, SourceLocation at) =>
        Error(
            "MAN025",
            $"'{path}' cannot be '{Short(text)}'.",
            at,
            shape.Hint.Length > 0 ? $"Write {shape.Hint}." : $"Write text that matches {shape.Pattern}."
        );

    internal static Diagnostic UnknownWord(
        NodePath path,
        string text,
        IReadOnlyCollection<string> words,
        SourceLocation at
    ) =>
        Error(
            "MAN026",
            $"'{path}' cannot be '{Short(text)}'.",
            at,
            Nearest.To(text, words) is { } near ? $"Write '{near}'."
                : words.Count is 0 ? "Delete it; nothing can be chosen here."
                : $"Choose one of: {string.Join(", ", OfSameProvider(text, words))}."
        );

    // Offerings are many; who named the provider right wants those of that provider.
    private static IEnumerable<string> OfSameProvider(string text, IReadOnlyCollection<string> words)
    {
        var provider = text[..(text.IndexOf('/', StringComparison.Ordinal) + 1)];
        var near = words.Where(w => w.StartsWith(provider, StringComparison.Ordinal)).ToList();
        return near.Count is 0 ? words : near;
    }

    internal static Diagnostic TooMuch(NodePath path, string what, int most, SourceLocation at) =>
        Error("MAN027", string.Create(null, $"'{path}' has more than {most:N0} {what}."), at, "Shorten it.");

    /// <summary>A text as it may stand in a message: its first line, at most 60 characters.</summary>
    internal static string Short(string text)
    {
        var line = text.AsSpan().IndexOfAny('\r', '\n') is >= 0 and var end ? text[..end] + "…" : text;
        return line.Length <= 60 ? line : string.Concat(line.AsSpan(0, 60), "…");
    }

    private static string Describe(YamlNode node) =>
        node switch
        {
            { IsNull: true } => "empty",
            YamlScalar scalar => $"'{Short(scalar.Text)}'",
            YamlSequence => "a list",
            _ => "a map",
        };

    private static Diagnostic Error(string code, string message, SourceLocation at, string mend) =>
        new(code, DiagnosticSeverity.Error, message, at, mend);
}

/// <summary>Shapes in words, for messages and reference.</summary>
internal static class ShapeWords
{
    /// <summary>What a right value is, with its article: <c>a whole number from 1 to 100</c>.</summary>
    internal static string Expected(Shape shape) =>
        shape switch
        {
            TextShape { Hint: not "" } text => $"text: {text.Hint}",
            TextShape => "text",
            ChoiceShape { Words: [var only] } => $"'{only}'",
            ChoiceShape { Words.Length: <= 12 } choice => $"one of {string.Join(", ", choice.Words)}",
            ChoiceShape => "one of a few words",
            NumberShape number => $"{(number.Whole ? "a whole number" : "a number")} {Bounds(number.Min, number.Max)}",
            FlagShape => "true or false",
            QuantityShape quantity => QuantityText.Examples(quantity.Dimension),
            ListShape { OrSingle: true } => "a value or a list",
            ListShape => "a list, each item on a line of its own after '- '",
            MapShape or ObjectShape or TaggedShape => "a map, each field on a line of its own as 'name: value'",
            EitherShape either => $"{Expected(either.Scalar)}, or {Expected(either.Structure)}",
            OverrideShape part => Expected(part.Of),
            AnyShape => "any value",
            _ => throw new InvalidOperationException($"A shape of sort {shape.GetType().Name} has no words."),
        };

    /// <summary><c>from 1 to 100</c>.</summary>
    internal static string Bounds(decimal min, decimal max) => $"from {Plain(min)} to {Plain(max)}";

    /// <summary>Bounds of a quantity in its largest whole unit.</summary>
    internal static string Bounds(QuantityShape shape) =>
        $"{WithUnit(shape.Min, shape.Dimension)} to {WithUnit(shape.Max, shape.Dimension)}";

    /// <summary>A quantity in its largest whole unit: <c>2 GiB</c>, <c>90d</c>.</summary>
    internal static string WithUnit(decimal value, Dimension dimension)
    {
        (decimal Size, string Unit)[] units = dimension switch
        {
            Dimension.Duration => [(86_400, "d"), (3600, "h"), (60, "m"), (1, "s")],
            Dimension.Bytes => [(1024 * 1024, " TiB"), (1024, " GiB"), (1, " MiB")],
            Dimension.Throughput => [(1, " MiB/s")],
        };
        var (size, unit) = units.First(u => value != 0 && value % u.Size == 0 || u == units[^1]);
        return Plain(value / size) + unit;
    }

    internal static string Plain(decimal number) => number.ToString("0.############", CultureInfo.InvariantCulture);
}
