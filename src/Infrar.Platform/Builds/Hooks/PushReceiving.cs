using System.Security.Cryptography;
using Infrar.Core;
using Infrar.Platform.Access;
using Infrar.Platform.Account;
using Infrar.Platform.Audit;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Parts.Secrets;
using Infrar.Platform.Projects;
using Infrar.Platform.Teams;
using Infrar.Platform.Uploads;
using Infrar.Platform.Uploads.Git;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.Builds.Hooks;

/// <summary>Has a push built, once however often it is sent.</summary>
/// <remarks>
/// 1. The signature, before anything of the body is read. 2. Whether it is a push that the hook takes. 3. Whether it came before: what is
/// signed counts, since a sender's own name for it is not. 4. Upload, build and delivery, all or none. 5. The fetching.
/// </remarks>
internal sealed class PushReceiving(
    PlatformContext records,
    ISecretVault vault,
    UploadChanges uploads,
    GitImports imports,
    BuildChanges builds,
    TimeProvider time
)
{
    private static readonly Secret _noSecret = new(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)));

    /// <summary>Receives what was sent to a hook's address.</summary>
    /// <returns>What became of it; <c>BLD025</c>, <c>BLD026</c>, or a problem of the upload or the build.</returns>
    public async Task<Result<PushAnswer>> ReceiveAsync(
        string address,
        IHeaderDictionary headers,
        byte[] body,
        AuditOrigin sender,
        CancellationToken cancellationToken
    )
    {
        // 1. An address that leads to no hook is answered as a wrong signature is.
        var hook = Id<PushHook>.TryParse(address, null, out var id)
            ? await records.Set<PushHook>().AsNoTracking().FirstOrDefaultAsync(h => h.Id == id, cancellationToken)
            : null;
        var secret = hook is null ? null : await vault.FindAsync(hook.SecretPath, cancellationToken);
        if (!PushSignature.Holds(headers, body, secret ?? _noSecret) || hook is null || secret is null)
        {
            return HookProblems.NotSigned();
        }

        // 2.
        if (Push.Read(headers, body, out var why) is not { } push)
        {
            return new PushAnswer(null, why);
        }

        if (!hook.Takes(push.Branch))
        {
            return new PushAnswer(null, $"Pushes to {push.Branch} are not built; those to {hook.Branch} are.");
        }

        // 3., 4.
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(body));
        var origin = sender with { Actor = hook.CreatedBy, Via = hook.Id.Value };
        try
        {
            var made = await BuildAsync(hook, push, sha256, origin, cancellationToken);
            if (!made.Succeeded(out var answer, out var problem))
            {
                await RefuseAsync(hook, push, sha256, problem, cancellationToken);
                return problem;
            }

            return answer;
        }
        catch (DbUpdateException)
        {
            records.ChangeTracker.Clear();
            // The same came at the same time, and was faster.
            return await FindAsync(hook, sha256, cancellationToken) is { BuildId: { } build }
                ? Again(build)
                : throw new InvalidOperationException("The delivery could not be kept.");
        }
    }

    private async Task<Result<PushAnswer>> BuildAsync(
        PushHook hook,
        Push push,
        string sha256,
        AuditOrigin origin,
        CancellationToken cancellationToken
    )
    {
        if (!imports.HasRoom)
        {
            return GitProblems.Busy();
        }

        if (await AccessAsync(hook, cancellationToken) is not { } access)
        {
            return HookProblems.MayNot();
        }

        var token = hook.Username is null ? null : await vault.FindAsync(hook.TokenPath, cancellationToken);
        var git = new GitSource(hook.Url, push.Commit);
        var asker = new UploadAsker(access, new(hook.CreatedBy, null, null, []), origin);
        Upload? upload;
        Id<Build> build;
        await using (var transaction = await records.Database.BeginTransactionAsync(cancellationToken))
        {
            var delivery = await FindAsync(hook, sha256, cancellationToken);
            if (delivery?.BuildId is { } before)
            {
                return Again(before);
            }

            if (delivery is null)
            {
                records.Add(delivery = PushDelivery.Of(hook.Id, sha256, push, time.GetUtcNow()));
                await records.SaveChangesAsync(cancellationToken);
            }

            if (
                !(await uploads.FetchAsync(git, asker, cancellationToken)).Succeeded(out upload, out var problem)
                || !(
                    await builds.CreateAsync(
                        upload.Id,
                        new(
                            push.Message is "" ? $"{push.Branch} at {push.Commit[..12]}" : push.Message,
                            hook.Orders,
                            hook.ReleaseTo
                        ),
                        access,
                        new(hook.CreatedBy),
                        origin,
                        cancellationToken
                    )
                ).Succeeded(out var made, out problem)
            )
            {
                return problem;
            }

            build = made.Id;
            delivery.Become(build, time.GetUtcNow());
            await records.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        // 5.
        if (!imports.TryAdd(upload.Id, git, hook.Username ?? "", token))
        {
            // The build says that its source was given up; the push may be sent again as another one.
            await uploads.AbortAsync(upload, asker, cancellationToken);
        }

        return new PushAnswer(build, "");
    }

    private async Task RefuseAsync(
        PushHook hook,
        Push push,
        string sha256,
        Problem problem,
        CancellationToken cancellationToken
    )
    {
        records.ChangeTracker.Clear();
        var delivery = await FindAsync(hook, sha256, cancellationToken);
        if (delivery is null)
        {
            records.Add(delivery = PushDelivery.Of(hook.Id, sha256, push, time.GetUtcNow()));
        }

        delivery.Refuse($"{problem.Code} {problem.Title}. {problem.Detail}", time.GetUtcNow());
        await records.SaveChangesAsync(cancellationToken);
    }

    // Who made the hook, for as long as that person may do what the hook does.
    private async Task<ProjectAccess?> AccessAsync(PushHook hook, CancellationToken cancellationToken) =>
        await (
            from project in records.Set<Project>()
            join member in records.Set<Member>() on project.TeamId equals member.TeamId
            join user in records.Set<User>() on member.UserId equals user.Id
            where project.Id == hook.ProjectId && user.Id == hook.CreatedBy
            // Roles are kept by name, which have no order.
            where member.Role == Role.Operator || member.Role == Role.Owner
            where user.SuspendedAt == null
            select new ProjectAccess(project.Id, project.TeamId, project.Slug, member.Role)
        ).FirstOrDefaultAsync(cancellationToken);

    private Task<PushDelivery?> FindAsync(PushHook hook, string sha256, CancellationToken cancellationToken) =>
        records
            .Set<PushDelivery>()
            .FirstOrDefaultAsync(d => d.HookId == hook.Id && d.Body == sha256, cancellationToken);

    private static PushAnswer Again(Id<Build> build) => new(build, "It came before; nothing is built anew.");
}
