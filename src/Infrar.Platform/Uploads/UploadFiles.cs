using Infrar.Platform.Parts.Files;
using Infrar.Platform.Projects;

namespace Infrar.Platform.Uploads;

/// <summary>Where uploads lie in the file store.</summary>
internal sealed partial class UploadFiles(FileStores stores, ILogger<UploadFiles> log)
{
    /// <summary>The store.</summary>
    public IFileStore Store => stores.Uploads;

    /// <summary>The file of an upload.</summary>
    public static FileKey Key(Id<Project> project, Id<Upload> upload) => FileKey.Of($"{project}/{upload}/source");

    /// <summary>The file of an upload.</summary>
    public static FileKey Key(Upload upload) => Key(upload.ProjectId, upload.Id);

    /// <summary>Removes what is stored of an upload, whole or in parts; what fails is left to the retention.</summary>
    public async Task RemoveAsync(Upload upload, CancellationToken cancellationToken)
    {
        try
        {
            if (upload.PartsId is not "")
            {
                await Store.AbortAsync(Key(upload), upload.PartsId, cancellationToken);
            }

            await Store.DeleteAsync(Key(upload), cancellationToken);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Log.NotRemoved(log, fault, upload.Id.Value);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Files of {Subject} could not be removed; the retention will")]
        public static partial void NotRemoved(ILogger log, Exception fault, string subject);
    }
}
