using System.Security.Cryptography;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Parts.Files;
using Infrar.Platform.Parts.Secrets;
using Infrar.Platform.Projects;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.Runs;

/// <summary>What is kept of a run.</summary>
internal enum RunFileKind
{
    /// <summary>The configuration's files, as a zip archive.</summary>
    Configuration,

    /// <summary>The engine's plan.</summary>
    Plan,

    /// <summary>The plan as JSON, with the values that it would not show.</summary>
    PlanJson,

    /// <summary>Which providers the plan was made with: <c>.terraform.lock.hcl</c>.</summary>
    Lock,

    /// <summary>What the plan changes, costs and finds, as <c>docs/diff.schema.json</c> says.</summary>
    Difference,

    /// <summary>What is not as the state has it, resource by resource.</summary>
    Drift,

    /// <summary>What the engine said while it planned.</summary>
    PlanLog,

    /// <summary>What the engine said while it applied.</summary>
    ApplyLog,
}

/// <summary>A file of a run in the store: sealed under a key of its own, which lies sealed here.</summary>
internal sealed class RunFile
{
    public Id<Run> RunId { get; private init; }

    public RunFileKind Kind { get; private init; }

    public Id<Project> ProjectId { get; private init; }

    public string Key { get; private set; } = "";

    /// <summary>What the content is sealed for, and its key.</summary>
    public string Name { get; private set; } = "";

    public long Size { get; private set; }

    /// <summary>SHA-256 of the content, in lower-case hex.</summary>
    public string Sha256 { get; private set; } = "";

    public byte[] SealedKey { get; private set; } = [];

    public static RunFile Of(Run run, RunFileKind kind, WrittenFile written, string name, byte[] sealedKey) =>
        new()
        {
            RunId = run.Id,
            Kind = kind,
            ProjectId = run.ProjectId,
            Key = written.Key.Value,
            Name = name,
            Size = written.Size,
            Sha256 = written.Sha256,
            SealedKey = sealedKey,
        };

    /// <summary>Gives way to a newer file of its kind.</summary>
    public void Become(RunFile newer) =>
        (Key, Name, Size, Sha256, SealedKey) = (newer.Key, newer.Name, newer.Size, newer.Sha256, newer.SealedKey);
}

/// <summary>Keeps the files of runs. A plan holds every value that it was made with, so all are sealed; logs come masked.</summary>
internal sealed class RunFiles(PlatformContext records, FileStores stores, Sealing sealing)
{
    /// <summary>Stores a file's content; nothing finds it before <see cref="KeepAsync"/>.</summary>
    public async Task<RunFile> StoreAsync(
        Run run,
        RunFileKind kind,
        Stream content,
        CancellationToken cancellationToken
    )
    {
        // Each storing is a file of its own: what is stored again, or too late, spoils nothing that counts already.
        var once = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6));
        var name = $"run/{run.Id}/{kind}/{once}";
        var file = FileKey.Of($"{run.ProjectId}/runs/{run.Id}/{kind}-{once}");
        var key = SealedContent.NewKey();
        try
        {
            var hashed = new HashedReading(content);
            await using (hashed)
            await using (var closed = SealedContent.Seal(hashed, key, name))
            {
                await Store(kind).WriteAsync(file, closed, cancellationToken);
            }

            var sealedKey = await sealing.SealAsync(run.ProjectId.Value, name, key, cancellationToken);
            return RunFile.Of(run, kind, new(file, hashed.Size, hashed.Sha256), name, sealedKey);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>Has files count, each in the place of the one of its kind that was there, once the caller saves.</summary>
    /// <remarks>So what an executor stores whose run was taken over takes nobody's place.</remarks>
    public async Task KeepAsync(IReadOnlyCollection<RunFile> files, CancellationToken cancellationToken)
    {
        foreach (var file in files)
        {
            var there = await records
                .Set<RunFile>()
                .FirstOrDefaultAsync(f => f.RunId == file.RunId && f.Kind == file.Kind, cancellationToken);
            if (there is null)
            {
                records.Add(file);
            }
            else
            {
                there.Become(file);
            }
        }
    }

    /// <summary>What is known of a file; null when there is none.</summary>
    public Task<RunFile?> FindAsync(Id<Run> run, RunFileKind kind, CancellationToken cancellationToken) =>
        records
            .Set<RunFile>()
            .AsNoTracking()
            .FirstOrDefaultAsync(f => f.RunId == run && f.Kind == kind, cancellationToken);

    /// <summary>Opens a file; the caller disposes of it. Null when it is not there, or no longer.</summary>
    public async Task<Stream?> OpenAsync(Id<Run> run, RunFileKind kind, CancellationToken cancellationToken)
    {
        if (await FindAsync(run, kind, cancellationToken) is not { } file)
        {
            return null;
        }

        if (await Store(kind).OpenAsync(FileKey.Of(file.Key), 0, null, cancellationToken) is not { } source)
        {
            return null;
        }

        if (file.Size is 0)
        {
            await source.DisposeAsync();
            return Stream.Null;
        }

        var key = await sealing.OpenAsync(file.ProjectId.Value, file.Name, file.SealedKey, cancellationToken);
        var opened = SealedContent.Open(source, key, file.Name, file.Size);
        CryptographicOperations.ZeroMemory(key);
        return opened;
    }

    private IFileStore Store(RunFileKind kind) =>
        kind is RunFileKind.PlanLog or RunFileKind.ApplyLog ? stores.Logs : stores.Artifacts;
}

/// <summary>Counts and hashes what is read through it.</summary>
internal sealed class HashedReading(Stream inner) : Stream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Bytes read.</summary>
    public long Size { get; private set; }

    /// <summary>Of what was read, in lower-case hex; there once it is disposed of.</summary>
    public string Sha256 { get; private set; } = "";

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken);
        Size += read;
        _hash.AppendData(buffer.Span[..read]);
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("Read it asynchronously.");

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && Sha256 is "")
        {
            Sha256 = Convert.ToHexStringLower(_hash.GetHashAndReset());
            _hash.Dispose();
        }

        base.Dispose(disposing);
    }
}
