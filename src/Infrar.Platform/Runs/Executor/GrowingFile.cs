using System.Text;

namespace Infrar.Platform.Runs.Executor;

/// <summary>Reads the lines of a file that another process still writes.</summary>
/// <remarks>A line counts once its end is there; what comes without an end is a line when the file is read to its last.</remarks>
internal sealed class GrowingFile(string path) : IDisposable
{
    // Longer lines come in pieces: nothing that counts is as long, and a hostile program's is not held whole.
    private const int LongestLine = 256 * 1024;
    private readonly byte[] _buffer = new byte[LongestLine];
    private FileStream? _file;
    private int _count;

    /// <summary>Lines read so far.</summary>
    public int Lines { get; private set; }

    /// <summary>The lines that came since; empty when nothing did.</summary>
    /// <param name="isLast">Whether nothing more comes, so that what has no end is a line too.</param>
    /// <param name="most">At most so many lines.</param>
    public List<(int Number, string Text)> Read(bool isLast, int most)
    {
        var lines = new List<(int, string)>();
        if (_file is null)
        {
            if (!File.Exists(path))
            {
                return lines;
            }

            _file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);
        }

        while (lines.Count < most)
        {
            Take(lines, most);
            if (lines.Count >= most)
            {
                break;
            }

            if (_count == _buffer.Length)
            {
                Add(lines, _count);
                _count = 0;
            }

            var read = _file.Read(_buffer, _count, _buffer.Length - _count);
            if (read is 0)
            {
                if (isLast && _count > 0)
                {
                    Add(lines, _count);
                    _count = 0;
                }

                break;
            }

            _count += read;
        }

        return lines;
    }

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();

    private void Take(List<(int, string)> lines, int most)
    {
        var from = 0;
        int length;
        while (lines.Count < most && (length = _buffer.AsSpan(from, _count - from).IndexOf((byte)'\n')) >= 0)
        {
            Add(lines, from, length);
            from += length + 1;
        }

        _buffer.AsSpan(from, _count - from).CopyTo(_buffer);
        _count -= from;
    }

    private void Add(List<(int, string)> lines, int length) => Add(lines, 0, length);

    private void Add(List<(int, string)> lines, int from, int length) =>
        lines.Add((++Lines, Encoding.UTF8.GetString(_buffer, from, length).TrimEnd('\r')));
}
