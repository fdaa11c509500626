using Microsoft.Extensions.Options;

namespace Infrar.Platform.Parts.Files;

/// <summary>At start: has the stores keep files as long as they should by themselves.</summary>
internal sealed partial class FileRetentionStart(
    FileStores files,
    IOptions<FilesOptions> options,
    ILogger<FileRetentionStart> log
)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Does it; a store that does not answer, or may not be told, does not hold the start up.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (!options.Value.WriteLifecycle)
        {
            return;
        }

        foreach (var (name, store) in files.Named())
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(Patience);
            try
            {
                await store.ApplyRetentionAsync(patience.Token);
            }
            catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
            {
                Log.NotApplied(log, name, fault.Message);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            LogLevel.Warning,
            "The retention of {Store} could not be written into its bucket: {Why}. Grant s3:GetLifecycleConfiguration and s3:PutLifecycleConfiguration, or set Files:WriteLifecycle to false and write the rules yourself."
        )]
        public static partial void NotApplied(ILogger log, string store, string why);
    }
}
