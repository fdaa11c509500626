using System.Security.Cryptography;
using Infrar.Core;
using Infrar.Platform.Parts.Files;
using Infrar.Platform.Parts.Secrets;
using Infrar.Platform.Projects;
using Infrar.Platform.Workspaces;

namespace Infrar.Platform.State;

/// <summary>The bytes of states: each in a file of its own, sealed under a key of its own, which lies sealed in its row.</summary>
/// <remarks>So keys are rotated in the rows alone, and a file without its row opens to nobody.</remarks>
internal sealed partial class StateFiles(FileStores stores, Sealing sealing, ILogger<StateFiles> log)
{
    /// <summary>The folder of a project's states in the store.</summary>
    public static string Folder(Id<Project> project) => $"{project}/state/";

    /// <summary>The store; it keeps what lies there for good.</summary>
    public IFileStore Store => stores.Artifacts;

    /// <summary>Writes a state whole.</summary>
    /// <param name="workspace">Whose it is.</param>
    /// <param name="id">The version it will be.</param>
    /// <param name="body">The state.</param>
    /// <param name="md5">What the sender says that its MD5 is, in base64; null where it says nothing.</param>
    /// <param name="most">Most bytes.</param>
    /// <param name="cancellationToken">Ends the writing; nothing is left.</param>
    /// <returns>The bytes, durable; <c>STT005</c>, <c>STT006</c> or <c>STT007</c> when nothing was kept.</returns>
    public async Task<Result<StateBytes>> WriteAsync(
        Workspace workspace,
        Id<StateVersion> id,
        Stream body,
        string? md5,
        long most,
        CancellationToken cancellationToken
    )
    {
        var file = FileKey.Of($"{Folder(workspace.ProjectId)}{workspace.Id}/{id}");
        var key = SealedContent.NewKey();
        try
        {
            var intake = new StateIntake(body, most);
            // It owns what it reads from.
            await using var content = SealedContent.Seal(intake, key, id.Value);
            await Store.WriteAsync(file, content, cancellationToken);
            if (!intake.End(md5).Succeeded(out var came, out var problem))
            {
                await RemoveAsync(file, CancellationToken.None);
                return problem;
            }

            var sealedKey = await sealing.SealAsync(Owner(workspace.ProjectId), Name(id), key, cancellationToken);
            return new StateBytes(came.Head, intake.Size, came.Sha256, came.Md5, file.Value, sealedKey);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>Opens a state; the caller disposes of it.</summary>
    public async Task<Stream> OpenAsync(StateVersion version, CancellationToken cancellationToken)
    {
        var key = await sealing.OpenAsync(
            Owner(version.ProjectId),
            Name(version.Id),
            version.SealedKey,
            cancellationToken
        );
        var source =
            await Store.OpenAsync(FileKey.Of(version.FileKey), 0, null, cancellationToken)
            ?? throw new IOException($"The file of state {version.Id} is gone.");
        var content = SealedContent.Open(source, key, version.Id.Value, version.Size);
        CryptographicOperations.ZeroMemory(key);
        return content;
    }

    /// <summary>Removes bytes that became no version; what fails is left to the sweep.</summary>
    public async Task RemoveAsync(FileKey file, CancellationToken cancellationToken)
    {
        try
        {
            await Store.DeleteAsync(file, cancellationToken);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Log.NotRemoved(log, fault, file.Value);
        }
    }

    /// <summary>Whose data key seals the keys of a project's states.</summary>
    public static string Owner(Id<Project> project) => project.Value;

    /// <summary>What a version's key is called at its owner.</summary>
    public static string Name(Id<StateVersion> id) => $"state/{id}";

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "{File} could not be removed; the sweep will")]
        public static partial void NotRemoved(ILogger log, Exception fault, string file);
    }
}
