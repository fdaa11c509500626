using System.Globalization;
using System.Text.Json;
using Infrar.Core;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Projects;
using Infrar.Platform.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.State;

/// <summary>Finds versions of a state, and looks into them.</summary>
internal sealed class StateReads(PlatformContext records, StateFiles files)
{
    // A state that is looked into lies in memory whole, so not many at once.
    private static readonly SemaphoreSlim _room = new(2);

    /// <summary>A version by its number or id, never a removal.</summary>
    /// <returns>The version; <c>WSP001</c>, <c>STT009</c>.</returns>
    public async Task<Result<StateVersion>> FindAsync(
        Id<Project> project,
        string environment,
        string version,
        CancellationToken cancellationToken
    )
    {
        var found = await OfAsync(project, environment, cancellationToken);
        if (!found.Succeeded(out var workspace, out var problem))
        {
            return problem;
        }

        var versions = records
            .Set<StateVersion>()
            .AsNoTracking()
            .Where(v => v.WorkspaceId == workspace.Id && !v.IsRemoval);
        var one =
            int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? await versions.FirstOrDefaultAsync(v => v.Number == number, cancellationToken)
            : Id<StateVersion>.TryParse(version, null, out var id)
                ? await versions.FirstOrDefaultAsync(v => v.Id == id, cancellationToken)
            : null;
        return one is null ? StateProblems.NoSuchVersion() : one;
    }

    /// <summary>The state as it stands.</summary>
    /// <returns>The version; <c>WSP001</c>, <c>STT011</c>.</returns>
    public async Task<Result<StateVersion>> CurrentAsync(
        Id<Project> project,
        string environment,
        CancellationToken cancellationToken
    )
    {
        var found = await OfAsync(project, environment, cancellationToken);
        if (!found.Succeeded(out var workspace, out var problem))
        {
            return problem;
        }

        var newest = await records
            .Set<StateVersion>()
            .AsNoTracking()
            .Where(v => v.WorkspaceId == workspace.Id)
            .OrderByDescending(v => v.Number)
            .FirstOrDefaultAsync(cancellationToken);
        return newest is { IsRemoval: false } ? newest : StateProblems.NoState();
    }

    /// <summary>The newest version before another.</summary>
    /// <returns>The version; <c>STT009</c> when it was the first.</returns>
    public async Task<Result<StateVersion>> BeforeAsync(StateVersion version, CancellationToken cancellationToken) =>
        await records
            .Set<StateVersion>()
            .AsNoTracking()
            .Where(v => v.WorkspaceId == version.WorkspaceId && !v.IsRemoval && v.Number < version.Number)
            .OrderByDescending(v => v.Number)
            .FirstOrDefaultAsync(cancellationToken)
            is { } before
            ? before
            : StateProblems.NoSuchVersion();

    /// <summary>Looks into states.</summary>
    /// <returns>What was seen; <c>STT010</c> when one is encrypted.</returns>
    public async Task<Result<T>> LookAsync<T>(
        StateVersion one,
        StateVersion other,
        Func<JsonElement, JsonElement, T> see,
        CancellationToken cancellationToken
    )
        where T : notnull
    {
        if (one.Encrypted || other.Encrypted)
        {
            return StateProblems.IsEncrypted();
        }

        await _room.WaitAsync(cancellationToken);
        try
        {
            using var first = await ParseAsync(one, cancellationToken);
            using var second = one.Id == other.Id ? null : await ParseAsync(other, cancellationToken);
            return see(first.RootElement, (second ?? first).RootElement);
        }
        finally
        {
            _room.Release();
        }
    }

    /// <summary>What a stored state says of itself.</summary>
    public async Task<StateHead> HeadAsync(StateVersion version, CancellationToken cancellationToken)
    {
        await using var content = await files.OpenAsync(version, cancellationToken);
        await using var intake = new StateIntake(content, long.MaxValue);
        await intake.CopyToAsync(Stream.Null, 64 * 1024, cancellationToken);
        return intake.End(null).Succeeded(out var came, out var problem)
            ? came.Head
            : throw new InvalidDataException($"State {version.Id} was taken and cannot be read: {problem.Detail}");
    }

    private async Task<Result<Workspace>> OfAsync(
        Id<Project> project,
        string environment,
        CancellationToken cancellationToken
    ) =>
        await records
            .Set<Workspace>()
            .AsNoTracking()
            .FirstOrDefaultAsync(w => w.ProjectId == project && w.Environment == environment, cancellationToken)
            is { } found
            ? found
            : WorkspaceProblems.NoSuch(environment);

    private async Task<JsonDocument> ParseAsync(StateVersion version, CancellationToken cancellationToken)
    {
        await using var content = await files.OpenAsync(version, cancellationToken);
        return await JsonDocument.ParseAsync(content, new JsonDocumentOptions { MaxDepth = 1024 }, cancellationToken);
    }
}
