using Infrar.Platform.Access;
using Infrar.Platform.Audit;
using Infrar.Platform.Http;
using Infrar.Platform.Parts.Cache;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Parts.Secrets;
using Infrar.Platform.Projects;
using Infrar.Platform.Runs;
using Infrar.Platform.State;
using Infrar.Platform.Teams;
using Infrar.Platform.Workspaces;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Infrar.Platform.Credentials;

/// <summary>Seals a project's secrets under a new data key, while they are read and written as before.</summary>
internal sealed class DataKeys(
    PlatformContext records,
    ISecretVault vault,
    StateKeys states,
    VariableKeys variables,
    RunKeys runs,
    Sealing sealing,
    ISharedState state,
    AuditLog audit,
    TimeProvider time
)
{
    /// <summary>What nodes tell each other, so that none goes on with a key of before.</summary>
    public const string Topic = "data-keys";

    /// <summary>Rotates the key of one project.</summary>
    /// <returns>How many secrets were sealed anew, states, variables and files of runs aside; 0 where the vault's provider seals them itself.</returns>
    public async Task<int> RotateAsync(
        Id<Project> project,
        Id<Team> team,
        AuditOrigin origin,
        CancellationToken cancellationToken
    )
    {
        await state.SignalAsync(Topic, cancellationToken);
        sealing.ForgetKeys();
        var secrets = await vault.ResealAsync($"users/{project}", cancellationToken);
        var sealedStates = await states.ResealAsync(project, cancellationToken);
        var sealedValues = await variables.ResealAsync(project, cancellationToken);
        var sealedFiles = await runs.ResealAsync(project, cancellationToken);
        var key = await records.Set<ProjectKey>().FirstOrDefaultAsync(k => k.ProjectId == project, cancellationToken);
        if (key is null)
        {
            key = ProjectKey.Of(project);
            records.Add(key);
        }

        key.Rotate(time.GetUtcNow());
        await audit.SaveAsync(
            team,
            origin,
            new("data-key.rotate", project.Value)
            {
                ProjectId = project.Value,
                Detail =
                    $"{secrets} secrets, {sealedStates} states, {sealedValues} variables, {sealedFiles} files of runs",
            },
            cancellationToken
        );
        return secrets;
    }
}

/// <summary>Has this node forget its data keys when another one rotates some.</summary>
internal sealed class DataKeySignals(ISharedState state, Sealing sealing) : IHostedService
{
    private IAsyncDisposable? _listening;

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken) =>
        _listening = await state.ListenAsync(DataKeys.Topic, sealing.ForgetKeys, cancellationToken);

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_listening is not null)
        {
            await _listening.DisposeAsync();
        }
    }
}

/// <summary>A project's data key over the API.</summary>
internal static class DataKeyEndpoints
{
    public static void MapDataKeys(this IEndpointRouteBuilder routes)
    {
        var key = routes.MapGroup("/api/v1/projects/{project}/data-key").WithTags("Credentials");
        key.MapGet("", ReadAsync)
            .Allow(AccessRule.Project(Role.Viewer, Scope.CredentialsRead))
            .WithName("ReadDataKey")
            .WithSummary("When the project's data key was rotated, and when it will be.")
            .WithDescription("It is rotated by the clock; nobody needs to do anything.");
        key.MapPost("/rotation", RotateAsync)
            .Allow(AccessRule.Project(Role.Owner, Scope.CredentialsWrite))
            .WithName("RotateDataKey")
            .WithSummary("Seals the project's secrets under a new data key, now.")
            .WithDescription("Credentials can be used and stored meanwhile.");
    }

    private static async Task<Ok<DataKeyResponse>> ReadAsync(
        ProjectAccess access,
        PlatformContext records,
        IOptions<CredentialsOptions> options,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await ResponseAsync(access, records, options.Value, cancellationToken));

    private static async Task<Ok<DataKeyResponse>> RotateAsync(
        Caller caller,
        ProjectAccess access,
        DataKeys keys,
        PlatformContext records,
        IOptions<CredentialsOptions> options,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        await keys.RotateAsync(access.Id, access.TeamId, caller.Origin(http), cancellationToken);
        return TypedResults.Ok(await ResponseAsync(access, records, options.Value, cancellationToken));
    }

    private static async Task<DataKeyResponse> ResponseAsync(
        ProjectAccess access,
        PlatformContext records,
        CredentialsOptions options,
        CancellationToken cancellationToken
    )
    {
        var rotated = await records
            .Set<ProjectKey>()
            .Where(k => k.ProjectId == access.Id)
            .Select(k => (DateTimeOffset?)k.RotatedAt)
            .FirstOrDefaultAsync(cancellationToken);
        var created = await records
            .Set<Project>()
            .Where(p => p.Id == access.Id)
            .Select(p => p.CreatedAt)
            .FirstAsync(cancellationToken);
        return new(rotated, (rotated ?? created).AddDays(options.DataKeyDays));
    }
}

/// <summary>A project's data key.</summary>
/// <param name="RotatedAt">When it was last rotated; null when never.</param>
/// <param name="RotationDueAt">When the clock rotates it next, at night.</param>
[ApiExample(
    """
        {"rotatedAt": "2026-11-27T03:45:00+00:00", "rotationDueAt": "2027-02-25T03:45:00+00:00"}
        """
)]
internal sealed record DataKeyResponse(DateTimeOffset? RotatedAt, DateTimeOffset RotationDueAt);
