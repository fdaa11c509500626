using System.Buffers;
using System.Text.Json;

namespace Infrar.Providers.Feeds;

/// <summary>Is told the tokens of a JSON text one after the other.</summary>
internal abstract class JsonTokenReader
{
    /// <summary>Takes the token that <paramref name="json"/> stands at; must not read on.</summary>
    internal abstract void Take(ref Utf8JsonReader json);
}

/// <summary>Reads a JSON text of any size through a buffer that holds its longest token.</summary>
internal static class JsonTokens
{
    private const int Usual = 256 * 1024;

    // No text of a feed is longer; what is, is not one.
    private const int Longest = 16 * 1024 * 1024;

    /// <summary>Reads to the end.</summary>
    /// <exception cref="FeedFormatException">It is no JSON, ends too early, or holds a text of more than 16 MiB.</exception>
    internal static async Task ReadAsync(Stream stream, JsonTokenReader reader, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Usual);
        var held = 0;
        var state = new JsonReaderState();
        try
        {
            while (true)
            {
                var read = await stream.ReadAsync(buffer.AsMemory(held), cancellationToken);
                held += read;
                var used = Read(buffer.AsSpan(0, held), read is 0, ref state, reader);
                if (read is 0)
                {
                    return;
                }

                buffer.AsSpan(used, held - used).CopyTo(buffer);
                held -= used;
                if (held == buffer.Length)
                {
                    buffer = Grow(buffer);
                }
            }
        }
        catch (JsonException fault)
        {
            throw new FeedFormatException($"It is no JSON, or ends too early: {fault.Message}");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static int Read(ReadOnlySpan<byte> text, bool isLast, ref JsonReaderState state, JsonTokenReader reader)
    {
        var json = new Utf8JsonReader(text, isLast, state);
        while (json.Read())
        {
            reader.Take(ref json);
        }

        state = json.CurrentState;
        return (int)json.BytesConsumed;
    }

    private static byte[] Grow(byte[] buffer)
    {
        if (buffer.Length >= Longest)
        {
            throw new FeedFormatException($"It holds a text of more than {Longest} bytes.");
        }

        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }
}
