using Infrar.Core.Diagnostics;

namespace Infrar.Core.Manifests.Yaml;

/// <summary>The text that is read: turns places into locations that certainly lie in it.</summary>
internal sealed class SourceText
{
    private readonly string _text;
    private readonly string _file;
    private readonly List<int> _starts = [0];
    private readonly int _lastLine;

    internal SourceText(string text, string file)
    {
        (_text, _file) = (text, file);
        for (var at = text.IndexOf('\n'); at >= 0; at = text.IndexOf('\n', at + 1))
        {
            _starts.Add(at + 1);
        }

        _lastLine = _starts.Count;
        while (_lastLine > 1 && Line(_lastLine).IsWhiteSpace())
        {
            _lastLine--;
        }
    }

    /// <summary>The location nearest to a place; a fault at the end of the file is told on its last line that says something.</summary>
    internal SourceLocation At(long line, long column)
    {
        var inside = (int)Math.Clamp(line, 1, _lastLine);
        var end = Line(inside).Length + 1;
        return new(_file, inside, line > _lastLine ? end : (int)Math.Clamp(column, 1, end));
    }

    /// <summary>Column of the tab that indents a line; 0 when none does.</summary>
    internal int FirstTab(int line)
    {
        var text = Line(Math.Clamp(line, 1, _lastLine));
        var start = text.IndexOfAnyExcept(' ');
        return start >= 0 && text[start] == '\t' && !text.IsWhiteSpace() ? start + 1 : 0;
    }

    /// <summary>A line without its end, counted from 1.</summary>
    private ReadOnlySpan<char> Line(int line)
    {
        var start = _starts[line - 1];
        var end = line < _starts.Count ? _starts[line] - 1 : _text.Length;
        return _text.AsSpan(start, end - start).TrimEnd('\r');
    }
}
