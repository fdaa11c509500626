using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Infrar.Platform.Telemetry;

/// <summary>Who may read the metrics without an account: nobody, unless the configuration says so.</summary>
internal sealed class MetricsAccess(IOptions<TelemetryOptions> options)
{
    /// <summary>Whether the request comes from whom the configuration lets in.</summary>
    public bool Allows(HttpContext http) => IsFromHere(http) || ShowsToken(http);

    // A proxy on this machine asks from here for everybody; it says so in a header.
    private bool IsFromHere(HttpContext http) =>
        options.Value.MetricsOnLoopback
        && http.Connection.RemoteIpAddress is { } address
        && IPAddress.IsLoopback(address)
        && !http.Request.Headers.ContainsKey("X-Forwarded-For")
        && !http.Request.Headers.ContainsKey("Forwarded")
        && !http.Request.Headers.ContainsKey("Via");

    private bool ShowsToken(HttpContext http)
    {
        if (options.Value.MetricsTokenFile is not { } file || !File.Exists(file))
        {
            return false;
        }

        var token = (File.ReadLines(file).FirstOrDefault() ?? "").Trim();
        return token.Length >= TelemetryOptionsValidation.ShortestToken
            && CryptographicOperations.FixedTimeEquals(
                SHA256.HashData(Encoding.UTF8.GetBytes($"Bearer {token}")),
                SHA256.HashData(Encoding.UTF8.GetBytes(http.Request.Headers.Authorization.ToString()))
            );
    }
}
