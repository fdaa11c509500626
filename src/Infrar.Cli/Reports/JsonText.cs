using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Infrar.Cli.Reports;

/// <summary>JSON as text: indented, <c>\n</c>, no escapes but the necessary ones.</summary>
internal static class JsonText
{
    // The output is a file or a terminal, never part of a web page, so only what JSON itself demands is escaped.
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>What <paramref name="write"/> writes, without a line end after it.</summary>
    public static string Of(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            write(json);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Writes an exact amount as the text that JSON clients keep exact.</summary>
    public static void WriteMoney(this Utf8JsonWriter json, string name, decimal amount) =>
        json.WriteString(name, amount.ToString("0.############################", CultureInfo.InvariantCulture));

    /// <summary>Writes texts as an array.</summary>
    public static void WriteStrings(this Utf8JsonWriter json, string name, IEnumerable<string> items)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStringValue(item);
        }

        json.WriteEndArray();
    }
}
