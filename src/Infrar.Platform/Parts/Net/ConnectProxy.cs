using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Infrar.Platform.Parts.Net;

/// <summary>A proxy that only makes tunnels (<c>CONNECT</c>), each to where its rule lets it, and no more bytes than are allowed.</summary>
/// <remarks>
/// A name is resolved by the rule and connected to by the address that was checked, so one that resolves anew to somewhere private
/// gains nothing; nor does a redirect, which comes through here too.
/// </remarks>
internal sealed class ConnectProxy : IAsyncDisposable
{
    private static readonly TimeSpan ConnectTime = TimeSpan.FromSeconds(15);
    private readonly Func<DnsEndPoint, CancellationToken, Task<NetworkStream>> _open;
    private readonly string? _authorization;
    private readonly long _most;
    private readonly SocketServer _server;
    private long _received;

    private ConnectProxy(
        Socket listener,
        Func<DnsEndPoint, CancellationToken, Task<NetworkStream>> open,
        string? authorization,
        long most
    )
    {
        (_open, _authorization, _most) = (open, authorization, most);
        _server = SocketServer.Start(listener, TunnelAsync);
    }

    /// <summary>Whether a connection was refused because of where it led.</summary>
    public bool WasForbidden { get; private set; }

    /// <summary>Whether more came than is allowed.</summary>
    public bool WasTooMuch => Interlocked.Read(ref _received) > _most;

    /// <summary>Starts one; the listener is its own then.</summary>
    /// <param name="listener">A socket that listens.</param>
    /// <param name="open">Connects to a host, or throws <see cref="ForbiddenAddressException"/>.</param>
    /// <param name="authorization">What <c>Proxy-Authorization</c> must say; null where whoever reaches the socket may use it.</param>
    /// <param name="most">Bytes from servers, all together.</param>
    public static ConnectProxy Start(
        Socket listener,
        Func<DnsEndPoint, CancellationToken, Task<NetworkStream>> open,
        string? authorization = null,
        long most = long.MaxValue
    ) => new(listener, open, authorization, most);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task TunnelAsync(NetworkStream client, CancellationToken end)
    {
        if (await ReadTargetAsync(client, end) is not { } target)
        {
            await AnswerAsync(client, "405 Method Not Allowed", end);
            return;
        }

        try
        {
            using var server = await ConnectAsync(target, end);
            await AnswerAsync(client, "200 OK", end);
            var (up, down) = (client.CopyToAsync(server, end), ReceiveAsync(server, client, end));
            await await Task.WhenAny(up, down);
        }
        catch (ForbiddenAddressException)
        {
            WasForbidden = true;
            await AnswerAsync(client, "403 Forbidden", end);
        }
    }

    private async Task<NetworkStream> ConnectAsync(DnsEndPoint target, CancellationToken end)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(end);
        patience.CancelAfter(ConnectTime);
        return await _open(target, patience.Token);
    }

    private async Task ReceiveAsync(NetworkStream from, NetworkStream to, CancellationToken end)
    {
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = await from.ReadAsync(buffer, end)) > 0)
        {
            if (Interlocked.Add(ref _received, read) > _most)
            {
                return;
            }

            await to.WriteAsync(buffer.AsMemory(0, read), end);
        }
    }

    /// <summary>Where a <c>CONNECT</c> of somebody who may wants to; null for anything else.</summary>
    private async Task<DnsEndPoint?> ReadTargetAsync(NetworkStream client, CancellationToken end)
    {
        var head = await RequestHead.ReadAsync(client, end);
        var isOurs =
            _authorization is null
            || string.Equals(head?["Proxy-Authorization"], _authorization, StringComparison.Ordinal);
        return
            isOurs
            && head is { Method: "CONNECT" }
            && Uri.TryCreate($"https://{head.Target}/", UriKind.Absolute, out var url)
            ? new DnsEndPoint(url.IdnHost.Trim('[', ']'), url.Port)
            : null;
    }

    private static Task AnswerAsync(NetworkStream client, string status, CancellationToken end) =>
        client.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\n\r\n"), end).AsTask();
}
