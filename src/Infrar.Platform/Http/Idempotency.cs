using System.Security.Cryptography;
using Infrar.Platform.Access;
using Infrar.Platform.Account;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Parts.Secrets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Infrar.Platform.Http;

/// <summary>The answer to a request that came with an <c>Idempotency-Key</c>; the same request gets it again.</summary>
internal sealed class IdempotentAnswer
{
    /// <summary>SHA-256 of who asked, what for, and the key.</summary>
    public string Key { get; private init; } = "";

    /// <summary>SHA-256 of the body.</summary>
    public string BodyHash { get; private init; } = "";

    public DateTimeOffset BegunAt { get; private init; }

    /// <summary>The status that was answered; 0 while the request runs.</summary>
    public int Status { get; private set; }

    public string ContentType { get; private set; } = "";

    public string? Location { get; private set; }

    public byte[] Body { get; private set; } = [];

    public static IdempotentAnswer Begin(string key, string bodyHash, DateTimeOffset now) =>
        new()
        {
            Key = key,
            BodyHash = bodyHash,
            BegunAt = now,
        };

    public void Keep(int status, string contentType, string? location, byte[] body) =>
        (Status, ContentType, Location, Body) = (status, contentType, location, body);
}

/// <summary>The table of <see cref="IdempotentAnswer"/>.</summary>
internal sealed class IdempotentAnswerConfiguration : IEntityTypeConfiguration<IdempotentAnswer>
{
    public void Configure(EntityTypeBuilder<IdempotentAnswer> builder)
    {
        builder.ToTable("idempotent_answers");
        builder.HasKey(a => a.Key);
        builder.HasIndex(a => a.BegunAt);
        builder.Property(a => a.Body).HasMaxLength(64 * 1024);
    }
}

/// <summary>Makes an endpoint that creates safe to call again after a lost answer.</summary>
/// <remarks>
/// 1. The key is taken in a transaction of its own: of two equal requests at once, one runs. 2. The request runs. 3. Its answer is
/// kept for a day. A node that dies between 2 and 3 leaves a taken key, which nobody can use again for <see cref="Taken"/>; then the
/// request runs anew, and finds by itself what it had made (a slug is taken), rather than making it twice.
/// </remarks>
internal static class Idempotency
{
    private const int LongestKey = 200;
    private static readonly TimeSpan Taken = TimeSpan.FromMinutes(1);

    /// <summary>How long an answer is kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    /// <summary>Lets an endpoint take <c>Idempotency-Key</c>.</summary>
    /// <param name="builder">The endpoint.</param>
    /// <param name="hasSecret">Whether its answer shows a secret, and so is kept sealed.</param>
    public static RouteHandlerBuilder Idempotent(this RouteHandlerBuilder builder, bool hasSecret = false) =>
        builder.WithMetadata(new Mark(hasSecret));

    /// <summary>Whether a piece of metadata says that an endpoint takes the header.</summary>
    public static bool IsMark(object metadata) => metadata is Mark;

    public static async Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        var stated = http.Request.Headers["Idempotency-Key"].ToString();
        if (
            stated is ""
            || http.GetEndpoint()?.Metadata.GetMetadata<Mark>() is not { } mark
            || http.Features.Get<Caller>() is not { } caller
        )
        {
            await next(http);
            return;
        }

        if (stated.Length > LongestKey)
        {
            await ProblemResult.WriteAsync(
                http,
                ApiProblems.NotReadable($"Idempotency-Key has {stated.Length} characters; {LongestKey} are taken.")
            );
            return;
        }

        http.Request.EnableBuffering();
        var bodyHash = Convert.ToHexStringLower(await SHA256.HashDataAsync(http.Request.Body, http.RequestAborted));
        http.Request.Body.Position = 0;
        var key = OpaqueToken.Hash($"{caller.UserId}\n{http.Request.Method} {http.Request.Path}\n{stated}");
        var time = http.RequestServices.GetRequiredService<TimeProvider>();
        var scopes = http.RequestServices.GetRequiredService<IServiceScopeFactory>();
        // 1.
        var earlier = await TakeAsync(scopes, key, bodyHash, time.GetUtcNow(), http.RequestAborted);
        if (earlier is not null)
        {
            await AnswerAsync(http, mark, earlier, bodyHash);
            return;
        }

        // 2., 3.
        await RunAsync(http, next, scopes, new(key, mark));
    }

    private static async Task<IdempotentAnswer?> TakeAsync(
        IServiceScopeFactory scopes,
        string key,
        string bodyHash,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        await using var scope = scopes.CreateAsyncScope();
        var records = scope.ServiceProvider.GetRequiredService<PlatformContext>();
        var answers = records.Set<IdempotentAnswer>();
        var (oldest, stuck) = (now - Kept, now - Taken);
        await answers
            .Where(a => a.Key == key && (a.BegunAt < oldest || (a.Status == 0 && a.BegunAt < stuck)))
            .ExecuteDeleteAsync(cancellationToken);
        if (await answers.AsNoTracking().FirstOrDefaultAsync(a => a.Key == key, cancellationToken) is { } there)
        {
            return there;
        }

        answers.Add(IdempotentAnswer.Begin(key, bodyHash, now));
        try
        {
            await records.SaveChangesAsync(cancellationToken);
            return null;
        }
        catch (DbUpdateException)
        {
            // Another request with the key came between.
            return await answers.AsNoTracking().FirstAsync(a => a.Key == key, cancellationToken);
        }
    }

    private static async Task AnswerAsync(HttpContext http, Mark mark, IdempotentAnswer earlier, string bodyHash)
    {
        if (earlier.BodyHash != bodyHash || earlier.Status is 0)
        {
            await ProblemResult.WriteAsync(
                http,
                earlier.BodyHash != bodyHash ? ApiProblems.KeyReused() : ApiProblems.KeyInUse()
            );
            return;
        }

        http.Response.StatusCode = earlier.Status;
        http.Response.ContentType = earlier.ContentType;
        http.Response.Headers["Idempotency-Replayed"] = "true";
        if (earlier.Location is { } location)
        {
            http.Response.Headers.Location = location;
        }

        var body = mark.HasSecret
            ? await Master(http).UnwrapAsync(earlier.Body, Context(earlier.Key), http.RequestAborted)
            : earlier.Body;
        await http.Response.Body.WriteAsync(body, http.RequestAborted);
    }

    private static async Task RunAsync(
        HttpContext http,
        RequestDelegate next,
        IServiceScopeFactory scopes,
        TakenKey taken
    )
    {
        var outward = http.Response.Body;
        using var body = new MemoryStream();
        http.Response.Body = body;
        var answered = false;
        try
        {
            await next(http);
            answered = http.Response.StatusCode is >= 200 and < 300;
        }
        finally
        {
            http.Response.Body = outward;
            // The bookkeeping is finished also when the caller has hung up.
            using var bounded = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            await KeepAsync(http, scopes, taken, answered ? body.ToArray() : null, bounded.Token);
        }

        await outward.WriteAsync(body.ToArray(), http.RequestAborted);
    }

    private static async Task KeepAsync(
        HttpContext http,
        IServiceScopeFactory scopes,
        TakenKey taken,
        byte[]? body,
        CancellationToken cancellationToken
    )
    {
        await using var scope = scopes.CreateAsyncScope();
        var records = scope.ServiceProvider.GetRequiredService<PlatformContext>();
        var answer = await records.Set<IdempotentAnswer>().FirstAsync(a => a.Key == taken.Key, cancellationToken);
        if (body is not null)
        {
            body = taken.Mark.HasSecret
                ? await Master(http).WrapAsync(body, Context(taken.Key), cancellationToken)
                : body;
            answer.Keep(
                http.Response.StatusCode,
                http.Response.ContentType ?? "",
                http.Response.Headers.Location,
                body
            );
        }
        else
        {
            // A refusal, or a fault, changed nothing, so the mended request may use the key.
            records.Remove(answer);
        }

        await records.SaveChangesAsync(cancellationToken);
    }

    private static IMasterKey Master(HttpContext http) => http.RequestServices.GetRequiredService<IMasterKey>();

    private static string Context(string key) => $"idempotency/{key}";

    private sealed record Mark(bool HasSecret);

    private sealed record TakenKey(string Key, Mark Mark);
}
