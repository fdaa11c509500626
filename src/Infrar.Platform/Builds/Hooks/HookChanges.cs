using System.Collections.Immutable;
using System.Security.Cryptography;
using Infrar.Core;
using Infrar.Platform.Access;
using Infrar.Platform.Audit;
using Infrar.Platform.Hosting;
using Infrar.Platform.Http;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Parts.Secrets;
using Infrar.Platform.Uploads.Git;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Infrar.Platform.Builds.Hooks;

/// <summary>Makes and deletes hooks.</summary>
internal sealed class HookChanges(
    PlatformContext records,
    ISecretVault vault,
    AuditLog audit,
    IOptions<ServerOptions> server,
    TimeProvider time
)
{
    private const int Most = 20;

    /// <summary>Makes one.</summary>
    /// <remarks>1. The vault, under a name that no row has. 2. Row and audit event, together.</remarks>
    /// <returns>It, with its secret; <c>BLD023</c> with the faults of fields, <c>BLD024</c>, or <c>UPL050</c>.</returns>
    public async Task<(Result<CreatedHookResponse> Made, ImmutableArray<ProblemError> Faults)> CreateAsync(
        CreateHookRequest request,
        ProjectAccess access,
        AuditOrigin origin,
        CancellationToken cancellationToken
    )
    {
        if (request.Faults() is { IsEmpty: false } faults)
        {
            return (HookProblems.NotRight(), faults);
        }

        if (
            !GitAddress
                .Read(new(request.Url, null, request.Token, request.Username))
                .Succeeded(out var git, out var problem)
        )
        {
            return (problem, []);
        }

        if (await records.Set<PushHook>().CountAsync(h => h.ProjectId == access.Id, cancellationToken) >= Most)
        {
            return (HookProblems.TooMany(Most), []);
        }

        var hook = PushHook.Of(Id<PushHook>.New(time), access.Id, request, git, origin.Actor, time.GetUtcNow());
        // 1.
        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        await vault.PutAsync(hook.SecretPath, new(secret), cancellationToken);
        if (request.Token is { } token)
        {
            await vault.PutAsync(hook.TokenPath, token, cancellationToken);
        }

        // 2.
        records.Add(hook);
        await SaveAsync("create", hook, access, origin, cancellationToken);
        return (new CreatedHookResponse(Response(hook, []), secret), []);
    }

    /// <summary>Deletes one: what is sent to its address from now on is refused.</summary>
    public async Task DeleteAsync(
        PushHook hook,
        ProjectAccess access,
        AuditOrigin origin,
        CancellationToken cancellationToken
    )
    {
        records.Remove(hook);
        await SaveAsync("delete", hook, access, origin, cancellationToken);
        await vault.DeleteAsync(hook.SecretPath, cancellationToken);
        await vault.DeleteAsync(hook.TokenPath, cancellationToken);
    }

    /// <summary>A hook as it is shown.</summary>
    public HookResponse Response(PushHook hook, IEnumerable<PushDelivery> deliveries) =>
        HookResponse.Of(hook, new Uri(server.Value.PublicUrl), deliveries);

    private Task SaveAsync(
        string verb,
        PushHook hook,
        ProjectAccess access,
        AuditOrigin origin,
        CancellationToken cancellationToken
    ) =>
        audit.SaveAsync(
            access.TeamId,
            origin,
            new($"hook.{verb}", hook.Id.Value) { ProjectId = access.Id.Value, Detail = $"of {hook.Url}" },
            cancellationToken
        );
}
