using System.Collections.Concurrent;
using System.Net.Sockets;

namespace Infrar.Platform.Parts.Net;

/// <summary>Serves every connection to a listening socket, so many at once and no more, until it is disposed of.</summary>
internal sealed class SocketServer : IAsyncDisposable
{
    private const int MostAtOnce = 256;
    private readonly Socket _listener;
    private readonly Func<NetworkStream, CancellationToken, Task> _serve;
    private readonly CancellationTokenSource _end = new();
    private readonly SemaphoreSlim _room = new(MostAtOnce);
    private readonly ConcurrentDictionary<Task, byte> _atWork = [];
    private readonly Task _accepting;

    private SocketServer(Socket listener, Func<NetworkStream, CancellationToken, Task> serve)
    {
        (_listener, _serve) = (listener, serve);
        _accepting = AcceptAsync();
    }

    /// <summary>Starts one; the listener is its own then.</summary>
    /// <param name="listener">A socket that listens.</param>
    /// <param name="serve">Serves a connection; one that breaks is nobody's fault.</param>
    public static SocketServer Start(Socket listener, Func<NetworkStream, CancellationToken, Task> serve) =>
        new(listener, serve);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        await _accepting;
        await Task.WhenAll(_atWork.Keys);
        _room.Dispose();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                await _room.WaitAsync(_end.Token);
                var socket = await _listener.AcceptAsync(_end.Token);
                var task = ServeAsync(socket);
                _atWork[task] = 0;
                _ = task.ContinueWith(done => _atWork.TryRemove(done, out _), TaskScheduler.Default);
            }
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // It serves no more.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using var client = new NetworkStream(socket, ownsSocket: true);
        try
        {
            await _serve(client, _end.Token);
        }
        catch (Exception fault) when (fault is IOException or SocketException or OperationCanceledException)
        {
            // A broken connection shows on the client's side.
        }
        finally
        {
            _ = _room.Release();
        }
    }
}
