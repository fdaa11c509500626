using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Infrar.Testing.Servers;

/// <summary>A certificate for the loopback address, and the authority that signed it, made anew for one server.</summary>
public static class ServerCertificate
{
    /// <summary>Writes <c>ca.crt</c>, <c>server.crt</c> and <c>server.key</c>.</summary>
    public static async Task WriteAsync(string folder, CancellationToken cancellationToken)
    {
        var from = TimeProvider.System.GetUtcNow().AddHours(-1);
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authorityRequest = new CertificateRequest("CN=Tests", authorityKey, HashAlgorithmName.SHA256);
        authorityRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var authority = authorityRequest.CreateSelfSigned(from, from.AddDays(2));
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.Create(authority, from, from.AddDays(1), RandomNumberGenerator.GetBytes(8));
        await WriteAsync(folder, "ca.crt", authority.ExportCertificatePem(), cancellationToken);
        await WriteAsync(folder, "server.crt", certificate.ExportCertificatePem(), cancellationToken);
        await WriteAsync(folder, "server.key", key.ExportPkcs8PrivateKeyPem(), cancellationToken);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Path.Combine(folder, "server.key"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    private static Task WriteAsync(string folder, string name, string text, CancellationToken cancellationToken) =>
        File.WriteAllTextAsync(Path.Combine(folder, name), text, cancellationToken);
}
