using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Infrar.Testing.Servers;

namespace Infrar.Platform.Tests.Remote;

/// <summary>Ends TLS before a platform, as a load balancer does; with an authority of its own.</summary>
internal sealed class TlsFront : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly string _folder = Directory.CreateTempSubdirectory("infrar-tls-").FullName;
    private X509Certificate2? _certificate;

    private TlsFront() { }

    /// <summary>Host and port, as a <c>cloud</c> block names them.</summary>
    public string Host => $"localhost:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>The authority's certificate.</summary>
    public string AuthorityFile => Path.Combine(_folder, "ca.crt");

    /// <summary>Listens; nothing is passed on before <see cref="PassTo"/>.</summary>
    public static async Task<TlsFront> StartAsync(CancellationToken cancellationToken)
    {
        var front = new TlsFront();
        await ServerCertificate.WriteAsync(front._folder, cancellationToken);
        front._certificate = X509Certificate2.CreateFromPemFile(
            Path.Combine(front._folder, "server.crt"),
            Path.Combine(front._folder, "server.key")
        );
        front._listener.Start();
        return front;
    }

    /// <summary>Trusts this authority and no other.</summary>
    public X509ChainPolicy Trusted() =>
        new()
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            CustomTrustStore = { X509CertificateLoader.LoadCertificateFromFile(AuthorityFile) },
            RevocationMode = X509RevocationMode.NoCheck,
        };

    /// <summary>Passes everything on to a server.</summary>
    public void PassTo(Uri server) => _ = AcceptAsync(server);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        _certificate?.Dispose();
        _stop.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task AcceptAsync(Uri server)
    {
        try
        {
            while (true)
            {
                _ = PassAsync(await _listener.AcceptTcpClientAsync(_stop.Token), server);
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // It was stopped.
        }
    }

    private async Task PassAsync(TcpClient client, Uri server)
    {
        using (client)
        using (var to = new TcpClient())
        {
            try
            {
                await using var outer = new SslStream(client.GetStream());
                await outer.AuthenticateAsServerAsync(_certificate!);
                await to.ConnectAsync(server.Host, server.Port);
                await using var inner = to.GetStream();
                await Task.WhenAny(outer.CopyToAsync(inner), inner.CopyToAsync(outer));
            }
            catch (Exception fault) when (fault is IOException or SocketException or InvalidOperationException)
            {
                // One side went.
            }
        }
    }
}
