using Infrar.Core.Diagnostics;

namespace Infrar.Core.Manifests.Yaml;

/// <summary>The text that is read: turns places into locations that certainly lie in it.</summary>
internal sealed class SourceText
{
    private readonly string _file;
    private readonly string[] _lines;

    internal SourceText(string text, string file)
    {
        _file = file;
        _lines = text.Split('\n');
    }

    /// <summary>The location nearest to a place; a fault at the end of the file is told on its last line that says something.</summary>
    internal SourceLocation At(long line, long column)
    {
        var last = _lines.Length;
        while (last > 1 && string.IsNullOrWhiteSpace(_lines[last - 1]))
        {
            last--;
        }

        var safeLine = (int)Math.Clamp(line, 1, last);
        var end = _lines[safeLine - 1].TrimEnd('\r').Length + 1;
        return new(_file, safeLine, line > last ? end : (int)Math.Clamp(column, 1, end));
    }

    /// <summary>Whether the first character of a line that is no space is a tab.</summary>
    internal bool IsIndentedByTab(int line) => FirstTab(line) > 0;

    /// <summary>Column of the tab that indents a line; 0 when none does.</summary>
    internal int FirstTab(int line)
    {
        var text = _lines[Math.Clamp(line, 1, _lines.Length) - 1];
        var start = text.AsSpan().IndexOfAnyExcept(' ');
        return start >= 0 && text[start] == '\t' && !string.IsNullOrWhiteSpace(text) ? start + 1 : 0;
    }
}
