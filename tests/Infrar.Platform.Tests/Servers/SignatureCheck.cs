using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Infrar.Platform.Tests.Servers;

/// <summary>Verifies AWS's Signature Version 4 from the receiving side, for requests to <c>/</c> without a query.</summary>
internal static class SignatureCheck
{
    public static bool Holds(HttpRequest request, byte[] body, string accessKey, string secretKey, string service)
    {
        var authorization = request.Headers.Authorization.ToString();
        if (!authorization.StartsWith("AWS4-HMAC-SHA256 ", StringComparison.Ordinal))
        {
            return false;
        }

        var parts = authorization[17..]
            .Split(',', StringSplitOptions.TrimEntries)
            .Select(p => p.Split('=', 2))
            .ToDictionary(p => p[0], p => p[1]);
        var credential = parts["Credential"].Split('/');
        var signed = parts["SignedHeaders"].Split(';');
        if (credential[0] != accessKey || credential[3] != service || !signed.Contains("host"))
        {
            return false;
        }

        var canonical = new StringBuilder($"{request.Method}\n{request.Path}\n{request.QueryString.Value}\n");
        foreach (var name in signed)
        {
            canonical.Append($"{name}:{request.Headers[name].ToString().Trim()}\n");
        }

        canonical.Append($"\n{parts["SignedHeaders"]}\n{Convert.ToHexStringLower(SHA256.HashData(body))}");
        var key = Encoding.UTF8.GetBytes("AWS4" + secretKey);
        foreach (var part in credential.Skip(1))
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical.ToString())));
        var text = $"AWS4-HMAC-SHA256\n{request.Headers["X-Amz-Date"]}\n{string.Join('/', credential.Skip(1))}\n{hash}";
        return parts["Signature"] == Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
    }
}
