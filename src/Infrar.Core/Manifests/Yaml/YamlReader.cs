using System.Collections.Immutable;
using Infrar.Core.Diagnostics;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Infrar.Core.Manifests.Yaml;

/// <summary>Reads YAML that nobody vouches for: bounded in size, depth and expansion, every fault a diagnostic.</summary>
/// <remarks>
/// Works on parser events alone, so that nothing is created by name or by reflection. Refused besides malformed text:
/// duplicate keys, tags, merge keys, and more than one document. Aliases share the value they stand for.
/// </remarks>
public sealed class YamlReader
{
    /// <summary>Most characters in a file: 1 Mi.</summary>
    public const int MaxLength = 1 << 20;

    /// <summary>Most levels of maps and lists, aliases counted as written out.</summary>
    public const int MaxDepth = 64;

    /// <summary>Most values in a file, aliases counted as written out.</summary>
    public const int MaxNodes = 100_000;

    /// <summary>Most faults that are told; a file with more is no manifest, and nobody reads on.</summary>
    public const int MaxFaults = 1000;

    private readonly SourceText _source;
    private readonly Scanner _scanner;
    private readonly Parser _parser;
    private readonly List<Diagnostic> _diagnostics = [];
    private readonly Dictionary<string, Measured> _anchors = new(StringComparer.Ordinal);
    private int _nodes;

    private readonly bool _isCompose;

    private YamlReader(string text, SourceText source, bool isCompose)
    {
        (_source, _isCompose) = (source, isCompose);
        _scanner = new Scanner(new StringReader(text), skipComments: true);
        _parser = new Parser(_scanner);
    }

    /// <summary>Reads a file.</summary>
    /// <param name="text">Its text; treated as hostile.</param>
    /// <param name="file">Path to name in locations.</param>
    /// <param name="isCompose">Whether Compose's words apply: merge keys stay as entries named <c>&lt;&lt;</c>, tags are passed over.</param>
    public static YamlReading Read(string text, string file, bool isCompose = false)
    {
        if (text.Length > MaxLength)
        {
            return new(null, [YamlFaults.TooLarge(text.Length, new(file, 1, 1))]);
        }

        var plain = text.StartsWith('\uFEFF') ? text[1..] : text;
        var source = new SourceText(plain, file);
        return ControlCharacter(plain, source) is { } fault
            ? new(null, [fault])
            : new YamlReader(plain, source, isCompose).ReadStream();
    }

    /// <summary>Looks for what the scanner would take as the end of the file, or let through into names.</summary>
    private static Diagnostic? ControlCharacter(string text, SourceText source)
    {
        var (line, start) = (1, 0);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '\n')
            {
                (line, start) = (line + 1, i + 1);
            }
            else if (char.IsControl(text[i]) && text[i] is not '\t' and not '\r')
            {
                return YamlFaults.ControlCharacter(text[i], source.At(line, i - start + 1));
            }
        }

        return null;
    }

    private YamlReading ReadStream()
    {
        YamlNode? root = null;
        try
        {
            Advance();
            Advance();
            if (_parser.Current is DocumentStart)
            {
                Advance();
                root = ReadNode(1).Node;
                Advance();
                if (_parser.Current is DocumentStart second)
                {
                    _diagnostics.Add(YamlFaults.SecondDocument(At(second.Start)));
                }
            }
        }
        catch (YamlException fault)
        {
            root = null;
            _diagnostics.Add(Explain(fault));
        }
        catch (LimitReachedException)
        {
            root = null;
        }

        return new(root, [.. _diagnostics.OrderBy(d => d.Location.Line).ThenBy(d => d.Location.Column)])
        {
            Nodes = _nodes,
        };
    }

    private Diagnostic Explain(YamlException fault)
    {
        var at = At(fault.End.Line >= fault.Start.Line ? fault.End : fault.Start);
        for (var line = at.Line; line >= Math.Max(1, at.Line - 1); line--)
        {
            if (_source.FirstTab(line) is > 0 and var column)
            {
                return YamlFaults.Tab(_source.At(line, column));
            }
        }

        return YamlFaults.Malformed(fault, at);
    }

    /// <summary>Moves the parser to its next event.</summary>
    private void Advance()
    {
        try
        {
            _parser.MoveNext();
        }
        catch (Exception fault)
            when (fault is InvalidOperationException or ArgumentException or FormatException or OverflowException)
        {
            // The scanner meets some malformed texts, such as a reserved character inside a flow map, with an
            // exception of its own bookkeeping in place of a YamlException.
            throw new YamlException(
                _scanner.CurrentPosition,
                _scanner.CurrentPosition,
                "a value cannot be told from what surrounds it"
            );
        }
    }

    /// <summary>Reads the value that the parser stands on, and moves behind it.</summary>
    private Measured ReadNode(int depth)
    {
        var at = At(_parser.Current?.Start ?? Mark.Empty);
        if (depth > MaxDepth)
        {
            throw Refused(YamlFaults.TooDeep(at));
        }

        Count(1, at);
        if (!_isCompose && _parser.Current is NodeEvent { Tag.IsEmpty: false } tagged)
        {
            Report(YamlFaults.Tag(tagged.Tag.ToString(), at));
        }

        return _parser.Current switch
        {
            Scalar scalar => ReadScalar(scalar),
            SequenceStart sequence => ReadSequence(sequence, depth),
            MappingStart mapping => ReadMap(mapping, depth),
            AnchorAlias alias => ReadAlias(alias, depth),
            var other => throw new YamlException(At(other), At(other), "a value was expected"),
        };
    }

    private Measured ReadScalar(Scalar scalar)
    {
        var node = new YamlScalar(
            scalar.Value,
            scalar.Style is not ScalarStyle.Plain,
            At(scalar.Start),
            At(scalar.End)
        );
        Advance();
        return Anchored(scalar, new(node, 1, 1));
    }

    private Measured ReadSequence(SequenceStart start, int depth)
    {
        var items = ImmutableArray.CreateBuilder<YamlNode>();
        var (weight, height) = (1, 1);
        Advance();
        while (_parser.Current is not SequenceEnd)
        {
            var item = ReadNode(depth + 1);
            items.Add(item.Node);
            (weight, height) = (weight + item.Weight, Math.Max(height, item.Height + 1));
        }

        var node = new YamlSequence(items.ToImmutable(), At(start.Start), EndAt(start.Style is SequenceStyle.Flow));
        Advance();
        return Anchored(start, new(node, weight, height));
    }

    private Measured ReadMap(MappingStart start, int depth)
    {
        var entries = new Dictionary<string, YamlEntry>(StringComparer.Ordinal);
        var order = ImmutableArray.CreateBuilder<YamlEntry>();
        var (weight, height) = (1, 1);
        Advance();
        while (_parser.Current is not MappingEnd)
        {
            var (key, keyAt) = ReadKey(depth);
            var value = ReadNode(depth + 1);
            (weight, height) = (weight + value.Weight, Math.Max(height, value.Height + 1));
            if (key is null)
            {
                continue;
            }

            var entry = new YamlEntry(key, keyAt, value.Node);
            if (entries.TryAdd(key, entry))
            {
                order.Add(entry);
            }
            else
            {
                Report(YamlFaults.DuplicateKey(key, entries[key].KeyLocation, keyAt));
            }
        }

        var node = new YamlMap(order.ToImmutable(), At(start.Start), EndAt(start.Style is MappingStyle.Flow));
        Advance();
        return Anchored(start, new(node, weight, height));
    }

    /// <summary>Reads a key; null, with a diagnostic, for one that is no text.</summary>
    private (string? Key, SourceLocation At) ReadKey(int depth)
    {
        var at = At(_parser.Current?.Start ?? Mark.Empty);
        if (ReadNode(depth + 1).Node is not YamlScalar { Text: not "" } key)
        {
            Report(YamlFaults.KeyIsNoText(at));
            return (null, at);
        }

        if (!_isCompose && key is { Text: "<<", IsQuoted: false })
        {
            Report(YamlFaults.MergeKey(at));
            return (null, at);
        }

        return (key.Text, at);
    }

    private Measured ReadAlias(AnchorAlias alias, int depth)
    {
        var at = At(alias.Start);
        Advance();
        if (!_anchors.TryGetValue(alias.Value.Value, out var target))
        {
            throw Refused(YamlFaults.UnknownAlias(alias.Value.Value, at));
        }

        Count(target.Weight - 1, at);
        return depth + target.Height - 1 <= MaxDepth ? target : throw Refused(YamlFaults.TooDeep(at));
    }

    private Measured Anchored(NodeEvent start, Measured node)
    {
        if (!start.Anchor.IsEmpty)
        {
            _anchors[start.Anchor.Value] = node;
        }

        return node;
    }

    private void Count(int nodes, SourceLocation at)
    {
        _nodes += nodes;
        if (_nodes > MaxNodes)
        {
            throw Refused(YamlFaults.TooManyValues(at));
        }
    }

    private void Report(Diagnostic fault)
    {
        _diagnostics.Add(fault);
        if (_diagnostics.Count >= MaxFaults)
        {
            throw new LimitReachedException();
        }
    }

    private LimitReachedException Refused(Diagnostic fault)
    {
        _diagnostics.Add(fault);
        return new LimitReachedException();
    }

    /// <summary>Where the map or list ends that the parser stands at the end of; it counts no closing bracket.</summary>
    private SourceLocation EndAt(bool isBracketed)
    {
        var end = _parser.Current?.End ?? Mark.Empty;
        return _source.At((long)end.Line, (long)end.Column + (isBracketed ? 1 : 0));
    }

    private SourceLocation At(Mark mark) => _source.At((long)mark.Line, (long)mark.Column);

    private static Mark At(ParsingEvent? current) => current?.Start ?? Mark.Empty;

    /// <summary>A value with its number of values and levels, aliases counted as written out.</summary>
    private sealed record Measured(YamlNode Node, int Weight, int Height);

    /// <summary>Ends the reading; its reason stands among the diagnostics already.</summary>
    private sealed class LimitReachedException : Exception;
}
