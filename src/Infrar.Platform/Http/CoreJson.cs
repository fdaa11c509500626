using System.Buffers;
using System.Text.Json;

namespace Infrar.Platform.Http;

/// <summary>Core's own JSON in answers: one shape for the command line, the API and the web.</summary>
internal static class CoreJson
{
    /// <summary>As a part of an answer.</summary>
    public static JsonElement Element(Action<Utf8JsonWriter> write) => JsonElement.Parse(Bytes(write));

    /// <summary>As the bytes of a whole answer.</summary>
    public static byte[] Bytes(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(16 * 1024);
        using (var json = new Utf8JsonWriter(buffer))
        {
            write(json);
        }

        return buffer.WrittenSpan.ToArray();
    }
}
