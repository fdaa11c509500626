using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Amazon.Runtime;

namespace Infrar.Platform.Parts.Secrets;

/// <summary>Signs requests as AWS's Signature Version 4 has it.</summary>
/// <remarks>For requests whose path is plain and that have no query, as those of AWS's JSON protocol.</remarks>
internal static class AwsSignature
{
    private const string Algorithm = "AWS4-HMAC-SHA256";

    /// <summary>Adds the headers of the signature.</summary>
    public static void Sign(
        HttpRequestMessage request,
        byte[] body,
        string service,
        string region,
        ImmutableCredentials credentials,
        DateTimeOffset now
    )
    {
        var time = now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var scope = $"{time[..8]}/{region}/{service}/aws4_request";
        request.Headers.TryAddWithoutValidation("X-Amz-Date", time);
        if (credentials.UseToken)
        {
            request.Headers.TryAddWithoutValidation("X-Amz-Security-Token", credentials.Token);
        }

        var headers = Headers(request);
        var names = string.Join(';', headers.Keys);
        var canonical = string.Join(
            '\n',
            request.Method.Method,
            request.RequestUri!.AbsolutePath,
            "",
            string.Concat(headers.Select(h => $"{h.Key}:{h.Value}\n")),
            names,
            Convert.ToHexStringLower(SHA256.HashData(body))
        );
        var toSign = string.Join('\n', Algorithm, time, scope, Hex(canonical));
        var key = Mac(Encoding.UTF8.GetBytes("AWS4" + credentials.SecretKey), time[..8]);
        key = Mac(Mac(Mac(key, region), service), "aws4_request");
        request.Headers.TryAddWithoutValidation(
            "Authorization",
            $"{Algorithm} Credential={credentials.AccessKey}/{scope}, SignedHeaders={names}, Signature={Convert.ToHexStringLower(Mac(key, toSign))}"
        );
    }

    private static SortedDictionary<string, string> Headers(HttpRequestMessage request)
    {
        var headers = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["host"] = request.RequestUri!.Authority,
        };
        foreach (var (name, values) in request.Headers.Concat(request.Content!.Headers))
        {
            if (name.StartsWith("X-Amz-", StringComparison.OrdinalIgnoreCase) || name is "Content-Type")
            {
                headers[name.ToLowerInvariant()] = string.Join(',', values).Trim();
            }
        }

        return headers;
    }

    private static string Hex(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static byte[] Mac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));
}
