namespace Infrar.Platform.Runs.Executor;

/// <summary>Says all the while that an executor lives and works at a run, and hears what somebody wants of the run meanwhile.</summary>
internal sealed partial class RunLease : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly Task _renewing;
    private volatile RunWish _wish = new(false, false);
    private volatile bool _isFenced;

    private RunLease(RunReport report, TimeSpan lease, ILogger log, string run) =>
        _renewing = RenewAsync(report, lease / 4, log, run);

    /// <summary>What was wanted when it was last heard.</summary>
    public RunWish Wish => _wish;

    /// <summary>Whether the run was taken from this executor.</summary>
    public bool IsFenced => _isFenced;

    /// <summary>Keeps a run's lease until it is disposed of.</summary>
    public static RunLease Keep(RunReport report, TimeSpan lease, ILogger log, Run run) =>
        new(report, lease, log, run.Id.Value);

    /// <summary>Takes note that a telling was refused.</summary>
    public void Fence() => _isFenced = true;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _renewing;
        _end.Dispose();
    }

    private async Task RenewAsync(RunReport report, TimeSpan every, ILogger log, string run)
    {
        // People who cancel do not wait for a lease's quarter.
        var pause = every < TimeSpan.FromSeconds(2) ? every : TimeSpan.FromSeconds(2);
        while (!_isFenced)
        {
            await Task.Delay(pause, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_end.IsCancellationRequested)
            {
                return;
            }

            try
            {
                _wish = await report.RenewAsync(CancellationToken.None);
            }
            catch (FencedException)
            {
                _isFenced = true;
            }
            catch (Exception fault)
            {
                Log.NotRenewed(log, fault, run);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The lease of {Run} could not be renewed; it is tried again")]
        public static partial void NotRenewed(ILogger log, Exception fault, string run);
    }
}
