using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Infrar.Platform.Parts.Secrets;

/// <summary>The forms that a secret takes on its way through programs.</summary>
internal static class SecretForms
{
    /// <summary>Fewest bytes of a form that is worth looking for.</summary>
    public const int Shortest = 4;

    /// <summary>The value itself, in base64 at each alignment, in an address and in JSON.</summary>
    public static IEnumerable<byte[]> Of(string value)
    {
        var plain = Encoding.UTF8.GetBytes(value);
        if (plain.Length < Shortest)
        {
            return [];
        }

        var escaped = Uri.EscapeDataString(value);
        var json = JsonEncodedText.Encode(value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString();
        string[] texts =
        [
            value,
            escaped,
            LowerHex(escaped),
            escaped.Replace("%20", "+", StringComparison.Ordinal),
            LowerHex(escaped).Replace("%20", "+", StringComparison.Ordinal),
            JsonEncodedText.Encode(value).ToString(),
            json,
            json.Replace("/", "\\/", StringComparison.Ordinal),
            .. Enumerable.Range(0, 3).Select(before => Base64(plain, before)),
            .. Enumerable.Range(0, 3).Select(before => Base64(plain, before).Replace('+', '-').Replace('/', '_')),
        ];
        return texts.Distinct(StringComparer.Ordinal).Select(Encoding.UTF8.GetBytes);
    }

    // Only the characters that depend on no byte before or after the value.
    private static string Base64(byte[] plain, int before)
    {
        var first = ((before * 8) + 5) / 6;
        var end = (before + plain.Length) * 8 / 6;
        return Convert.ToBase64String([.. new byte[before], .. plain])[first..end];
    }

    private static string LowerHex(string escaped)
    {
        var text = escaped.ToCharArray();
        for (var place = 0; place + 2 < text.Length; place++)
        {
            if (text[place] is '%')
            {
                text[place + 1] = char.ToLowerInvariant(text[place + 1]);
                text[place + 2] = char.ToLowerInvariant(text[place + 2]);
            }
        }

        return new(text);
    }
}
