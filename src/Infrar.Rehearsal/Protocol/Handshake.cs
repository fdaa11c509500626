using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Infrar.Rehearsal.Protocol;

/// <summary>How an engine that started this process as a plugin and the plugin agree on where and how to talk.</summary>
internal static class Handshake
{
    public const int ProtocolVersion = 6;
    private const int CoreVersion = 1;
    private const string CookieVariable = "TF_PLUGIN_MAGIC_COOKIE";
    private const string Cookie = "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2";
    private const string ClientCertificateVariable = "PLUGIN_CLIENT_CERT";

    /// <summary>Whether an engine started this process, not a person.</summary>
    public static bool IsExpected => Environment.GetEnvironmentVariable(CookieVariable) == Cookie;

    /// <summary>Certificates for this process; null when the engine wants no encryption.</summary>
    public static PluginCertificates? CreateCertificates(DateTimeOffset now)
    {
        var pem = Environment.GetEnvironmentVariable(ClientCertificateVariable);
        return string.IsNullOrEmpty(pem) ? null : new(SelfSigned(now), X509Certificate2.CreateFromPem(pem));
    }

    /// <summary>The one line a plugin prints.</summary>
    public static string Line(string socketPath, PluginCertificates? certificates)
    {
        // go-plugin reads base64 without padding.
        var certificate = certificates is null ? "" : Convert.ToBase64String(certificates.Server.RawData).TrimEnd('=');
        return $"{CoreVersion}|{ProtocolVersion}|unix|{socketPath}|grpc|{certificate}";
    }

    private static X509Certificate2 SelfSigned(DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyCertSign, true)
        );
        request.CertificateExtensions.Add(
            new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1"), new Oid("1.3.6.1.5.5.7.3.2")], false)
        );
        return request.CreateSelfSigned(now.AddHours(-1), now.AddDays(1));
    }
}
