using Infrar.Platform.Runs.Executor;
using Microsoft.Extensions.Options;

namespace Infrar.Platform.Runs.Isolation;

/// <summary>Says at the start when no run can be carried out here, and not only when the first one is refused.</summary>
internal sealed partial class SandboxCheck(
    ISandbox sandbox,
    IOptions<ExecutorOptions> options,
    ILogger<SandboxCheck> log
) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Off the path of the start: it takes a sandbox to know.
        await Task.Yield();
        if (options.Value.Slots > 0 && sandbox.Missing is { } missing)
        {
            Log.Missing(log, missing);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "No run is carried out here: there is no sandbox. {Missing}")]
        public static partial void Missing(ILogger log, string missing);
    }
}
