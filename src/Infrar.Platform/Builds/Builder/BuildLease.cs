namespace Infrar.Platform.Builds.Builder;

/// <summary>Says all the while that a builder lives and works at a build, and ends its work when somebody wants that or the build is lost.</summary>
internal sealed partial class BuildLease : IAsyncDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);
    private readonly CancellationTokenSource _end = new();
    private readonly CancellationTokenSource _stop;
    private readonly Task _renewing;

    private BuildLease(BuildReport report, TimeSpan lease, ILogger log, string build, CancellationToken stop)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(stop);
        _renewing = RenewAsync(report, lease / 4 < Longest ? lease / 4 : Longest, log, build);
    }

    /// <summary>Ends when the build is to come to an end, for whatever reason.</summary>
    public CancellationToken Stop => _stop.Token;

    /// <summary>Whether somebody canceled the build.</summary>
    public bool IsCanceled { get; private set; }

    /// <summary>Whether the build was taken from this builder.</summary>
    public bool IsLost { get; private set; }

    /// <summary>Whether it took longer than it may.</summary>
    public bool IsLate { get; private set; }

    /// <summary>Keeps a build's lease until it is disposed of.</summary>
    public static BuildLease Keep(
        BuildReport report,
        BuilderOptions options,
        ILogger log,
        Build build,
        CancellationToken stop
    )
    {
        var lease = new BuildLease(report, options.Lease, log, build.Id.Value, stop);
        _ = lease.LimitAsync(TimeSpan.FromMinutes(options.Minutes));
        return lease;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _renewing;
        _end.Dispose();
        _stop.Dispose();
    }

    private async Task LimitAsync(TimeSpan most)
    {
        await Task.Delay(most, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!_end.IsCancellationRequested)
        {
            IsLate = true;
            await _stop.CancelAsync();
        }
    }

    private async Task RenewAsync(BuildReport report, TimeSpan every, ILogger log, string build)
    {
        while (!IsLost)
        {
            await Task.Delay(every, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_end.IsCancellationRequested)
            {
                return;
            }

            try
            {
                if (await report.RenewAsync(CancellationToken.None))
                {
                    IsCanceled = true;
                    await _stop.CancelAsync();
                }
            }
            catch (LostBuildException)
            {
                IsLost = true;
                await _stop.CancelAsync();
            }
            catch (Exception fault)
            {
                Log.NotRenewed(log, fault, build);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The lease of {Build} could not be renewed; it is tried again")]
        public static partial void NotRenewed(ILogger log, Exception fault, string build);
    }
}
