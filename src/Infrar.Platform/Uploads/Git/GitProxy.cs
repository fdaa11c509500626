using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Infrar.Platform.Parts.Net;

namespace Infrar.Platform.Uploads.Git;

/// <summary>The one way out of a git process: tunnels to hosts whose every address is allowed, and no more bytes than are allowed.</summary>
/// <remarks>
/// A name is resolved here and connected to by the address that was checked, so one that resolves anew to somewhere private gains
/// nothing; nor does a redirect, which comes through here too. It listens on loopback and takes only who has its secret.
/// </remarks>
internal sealed class GitProxy : IAsyncDisposable
{
    private const int LongestHead = 16 * 1024;
    private static readonly TimeSpan ConnectTime = TimeSpan.FromSeconds(15);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly string _secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
    private readonly Func<string, bool> _mayBePrivate;
    private readonly long _most;
    private readonly Task _accepting;
    private long _received;

    private GitProxy(Func<string, bool> mayBePrivate, long most)
    {
        (_mayBePrivate, _most) = (mayBePrivate, most);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>What git is told as <c>http.proxy</c>.</summary>
    public string Address => $"http://git:{_secret}@127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>Whether a connection was refused because of where it led.</summary>
    public bool WasForbidden { get; private set; }

    /// <summary>Whether more came than is allowed.</summary>
    public bool WasTooMuch => Interlocked.Read(ref _received) > _most;

    /// <summary>Starts one.</summary>
    /// <param name="mayBePrivate">Whether a host may lead into private networks.</param>
    /// <param name="most">Bytes from servers, all together.</param>
    public static GitProxy Start(Func<string, bool> mayBePrivate, long most) => new(mayBePrivate, most);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        var tunnels = new List<Task>();
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync(_end.Token);
                tunnels.Add(TunnelAsync(socket));
            }
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(tunnels);
        }
    }

    private async Task TunnelAsync(Socket socket)
    {
        using var client = new NetworkStream(socket, ownsSocket: true);
        try
        {
            if (await ReadTargetAsync(client) is not { } target)
            {
                await AnswerAsync(client, "405 Method Not Allowed");
                return;
            }

            using var server = await ConnectAsync(target);
            await AnswerAsync(client, "200 OK");
            var (up, down) = (client.CopyToAsync(server, _end.Token), ReceiveAsync(server, client));
            await await Task.WhenAny(up, down);
        }
        catch (ForbiddenAddressException)
        {
            WasForbidden = true;
            await TryAnswerAsync(client, "403 Forbidden");
        }
        catch (Exception fault) when (fault is IOException or SocketException or OperationCanceledException)
        {
            // A broken tunnel shows on git's side.
        }
    }

    private async Task<NetworkStream> ConnectAsync(DnsEndPoint target)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
        patience.CancelAfter(ConnectTime);
        return await OutsideConnection.OpenAsync(target, _mayBePrivate(target.Host), patience.Token);
    }

    private async Task ReceiveAsync(NetworkStream from, NetworkStream to)
    {
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = await from.ReadAsync(buffer, _end.Token)) > 0)
        {
            if (Interlocked.Add(ref _received, read) > _most)
            {
                return;
            }

            await to.WriteAsync(buffer.AsMemory(0, read), _end.Token);
        }
    }

    /// <summary>Where a <c>CONNECT</c> with the secret wants to; null for anything else.</summary>
    private async Task<DnsEndPoint?> ReadTargetAsync(NetworkStream client)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!Ends(head))
        {
            if (head.Length > LongestHead || await client.ReadAsync(one, _end.Token) is 0)
            {
                return null;
            }

            head.Append((char)one[0]);
        }

        var lines = head.ToString().Split("\r\n");
        var expected = $"Basic {Convert.ToBase64String(Encoding.ASCII.GetBytes($"git:{_secret}"))}";
        var isOurs = lines.Any(line =>
            line.Equals($"Proxy-Authorization: {expected}", StringComparison.OrdinalIgnoreCase)
        );
        return
            isOurs
            && lines[0].Split(' ') is ["CONNECT", var authority, _]
            && Uri.TryCreate($"https://{authority}/", UriKind.Absolute, out var url)
            ? new DnsEndPoint(url.IdnHost.Trim('[', ']'), url.Port)
            : null;
    }

    private static bool Ends(StringBuilder head) =>
        head.Length >= 4 && head[^4] is '\r' && head[^3] is '\n' && head[^2] is '\r' && head[^1] is '\n';

    private Task AnswerAsync(NetworkStream client, string status) =>
        client.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\n\r\n"), _end.Token).AsTask();

    private async Task TryAnswerAsync(NetworkStream client, string status)
    {
        try
        {
            await AnswerAsync(client, status);
        }
        catch (Exception fault) when (fault is IOException or OperationCanceledException)
        {
            // Nobody waits for it.
        }
    }
}
