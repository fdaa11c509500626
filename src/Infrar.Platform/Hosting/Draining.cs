using System.Runtime.InteropServices;
using Microsoft.Extensions.Options;

namespace Infrar.Platform.Hosting;

/// <summary>Ends the platform so that no request is lost.</summary>
/// <remarks>
/// Told to end (SIGTERM): 1. <c>/ready</c> answers 503, so that load balancers send no more, and every answer asks its client to open a
/// new connection next time. 2. After <see cref="ServerOptions.DrainSeconds"/> nobody is let in any more; requests and jobs that run come
/// to their end within <see cref="ServerOptions.ShutdownSeconds"/>. Ctrl-C, or a second signal, begins with 2.
/// </remarks>
internal sealed class Draining(IHostApplicationLifetime lifetime, IOptions<ServerOptions> options, TimeProvider time)
    : IHostLifetime,
        IDisposable
{
    private readonly List<PosixSignalRegistration> _signals = [];
    private volatile bool _isDraining;

    /// <summary>Whether this node takes leave of its clients.</summary>
    public bool IsDraining => _isDraining;

    /// <summary>Asks clients to go elsewhere next time, once the node drains.</summary>
    public static Task InvokeAsync(HttpContext http, RequestDelegate next, Draining draining)
    {
        http.Response.OnStarting(() =>
        {
            if (draining._isDraining)
            {
                http.Response.Headers.Connection = "close";
            }

            return Task.CompletedTask;
        });
        return next(http);
    }

    /// <inheritdoc/>
    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        foreach (var signal in (PosixSignal[])[PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGQUIT])
        {
            _signals.Add(PosixSignalRegistration.Create(signal, End));
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose() => _signals.ForEach(s => s.Dispose());

    private void End(PosixSignalContext context)
    {
        context.Cancel = true;
        if (context.Signal is PosixSignal.SIGTERM && !_isDraining)
        {
            _isDraining = true;
            _ = StopLaterAsync();
        }
        else
        {
            lifetime.StopApplication();
        }
    }

    private async Task StopLaterAsync()
    {
        await Task.Delay(TimeSpan.FromSeconds(options.Value.DrainSeconds), time, CancellationToken.None);
        lifetime.StopApplication();
    }
}
