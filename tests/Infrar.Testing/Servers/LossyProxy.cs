using System.Net;
using System.Net.Sockets;

namespace Infrar.Testing.Servers;

/// <summary>A TCP relay that breaks connections off, as bad networks do.</summary>
public sealed class LossyProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly int _target;
    private readonly Func<int, long?> _allowance;
    private readonly Task _accepting;
    private int _connections;

    /// <summary>Begins to relay.</summary>
    /// <param name="target">The port behind it.</param>
    /// <param name="allowance">By the number of a connection, from 1: how many bytes of answers pass before it breaks; null for all.</param>
    public LossyProxy(int target, Func<int, long?> allowance)
    {
        (_target, _allowance) = (target, allowance);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Where it is reached.</summary>
    public string Address => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>How many connections came.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_end.Token);
                _ = RelayAsync(client, _allowance(Interlocked.Increment(ref _connections)));
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // It is over.
        }
    }

    private async Task RelayAsync(TcpClient client, long? allowance)
    {
        using var near = client;
        using var far = new TcpClient();
        try
        {
            await far.ConnectAsync(IPAddress.Loopback, _target, _end.Token);
            var asking = near.GetStream().CopyToAsync(far.GetStream(), _end.Token);
            await AnswerAsync(far.GetStream(), near.GetStream(), allowance);
            // A reset, as of a cable that is pulled, and no polite end.
            near.Client.LingerState = new LingerOption(true, 0);
            near.Close();
            far.Close();
            await asking;
        }
        catch (Exception lost)
            when (lost is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Either side went away, which is what this is for.
        }
    }

    private async Task AnswerAsync(NetworkStream from, NetworkStream to, long? allowance)
    {
        var buffer = new byte[4096];
        var left = allowance ?? long.MaxValue;
        while (left > 0)
        {
            var count = await from.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, left)), _end.Token);
            if (count is 0)
            {
                return;
            }

            await to.WriteAsync(buffer.AsMemory(0, count), _end.Token);
            left -= count;
        }
    }
}
