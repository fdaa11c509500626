namespace Infrar.Platform.State;

/// <summary>Finds what can be left out of long texts in JSON, so that a reader holds none of them whole.</summary>
internal sealed class LongTexts
{
    private const int Kept = 4096;

    private bool _inText;
    private int _length;
    private int _escaped;
    private bool _isEscapedNext;

    /// <summary>How many of the next bytes to take, and how many to leave out after them; together at least one.</summary>
    public (int Take, int Skip) Next(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (at < bytes.Length)
        {
            if (!_inText)
            {
                var quote = bytes[at..].IndexOf((byte)'"');
                if (quote < 0)
                {
                    return (bytes.Length, 0);
                }

                at += quote + 1;
                (_inText, _length, _escaped) = (true, 0, 0);
            }
            else if (_length < Kept || _escaped > 0)
            {
                Step(bytes[at++]);
            }
            else if (Skip(bytes[at..]) is > 0 and var skip)
            {
                return (at, skip);
            }
            else
            {
                // The quote that ends the text.
                _inText = false;
                at++;
            }
        }

        return (bytes.Length, 0);
    }

    private void Step(byte letter)
    {
        _length++;
        if (_escaped > 0)
        {
            // After a backslash comes one letter, and after u four more.
            _escaped = _escaped is 5 ? (letter is (byte)'u' ? 4 : 0) : _escaped - 1;
        }
        else if (letter is (byte)'\\')
        {
            _escaped = 5;
        }
        else if (letter is (byte)'"')
        {
            _inText = false;
        }
    }

    // Up to the quote that ends the text, or to the end of what there is.
    private int Skip(ReadOnlySpan<byte> bytes)
    {
        var at = _isEscapedNext ? 1 : 0;
        _isEscapedNext = false;
        while (at < bytes.Length)
        {
            var next = bytes[at..].IndexOfAny((byte)'"', (byte)'\\');
            if (next < 0)
            {
                return bytes.Length;
            }

            at += next;
            if (bytes[at] is (byte)'"')
            {
                return at;
            }

            at++;
            _isEscapedNext = at == bytes.Length;
            at++;
        }

        return bytes.Length;
    }
}
