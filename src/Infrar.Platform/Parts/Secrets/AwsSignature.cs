using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Amazon.Runtime;

namespace Infrar.Platform.Parts.Secrets;

/// <summary>Signs requests as AWS's Signature Version 4 has it.</summary>
/// <remarks>For requests whose path is plain, as those of AWS's JSON protocol; signed headers go with requests that have no query.</remarks>
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
        request.Headers.TryAddWithoutValidation(
            "Authorization",
            $"{Algorithm} Credential={credentials.AccessKey}/{scope}, SignedHeaders={names}, Signature={Signature(credentials, time, region, service, toSign)}"
        );
    }

    /// <summary>The query of a signed address, which stands for its signer until it lapses: how RDS takes a password.</summary>
    /// <param name="address">The address, with the parameters that it is asked with.</param>
    /// <param name="service">The service, such as <c>rds-db</c>.</param>
    /// <param name="region">Its region.</param>
    /// <param name="credentials">Who signs.</param>
    /// <param name="lifetime">For how long it holds; RDS takes up to 15 minutes.</param>
    /// <param name="now">From when.</param>
    public static string Presign(
        Uri address,
        string service,
        string region,
        ImmutableCredentials credentials,
        TimeSpan lifetime,
        DateTimeOffset now
    )
    {
        var time = now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var scope = $"{time[..8]}/{region}/{service}/aws4_request";
        var parameters = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["X-Amz-Algorithm"] = Algorithm,
            ["X-Amz-Credential"] = $"{credentials.AccessKey}/{scope}",
            ["X-Amz-Date"] = time,
            ["X-Amz-Expires"] = ((int)lifetime.TotalSeconds).ToString(CultureInfo.InvariantCulture),
            ["X-Amz-SignedHeaders"] = "host",
        };
        if (credentials.UseToken)
        {
            parameters["X-Amz-Security-Token"] = credentials.Token;
        }

        foreach (var pair in address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = (pair.Split('=')[0], pair[(pair.IndexOf('=') + 1)..]);
            parameters[Uri.UnescapeDataString(name)] = Uri.UnescapeDataString(value);
        }

        var query = string.Join(
            '&',
            parameters.Select(p => $"{Uri.EscapeDataString(p.Key)}={Uri.EscapeDataString(p.Value)}")
        );
        var canonical = $"GET\n{address.AbsolutePath}\n{query}\nhost:{address.Authority}\n\nhost\n{Hex("")}";
        var signature = Signature(
            credentials,
            time,
            region,
            service,
            $"{Algorithm}\n{time}\n{scope}\n{Hex(canonical)}"
        );
        return $"{query}&X-Amz-Signature={signature}";
    }

    private static string Signature(
        ImmutableCredentials credentials,
        string time,
        string region,
        string service,
        string toSign
    )
    {
        var key = Mac(Encoding.UTF8.GetBytes("AWS4" + credentials.SecretKey), time[..8]);
        key = Mac(Mac(Mac(key, region), service), "aws4_request");
        return Convert.ToHexStringLower(Mac(key, toSign));
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
