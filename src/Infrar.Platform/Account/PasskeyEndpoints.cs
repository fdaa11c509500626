using System.Collections.Immutable;
using System.Text.Json;
using Infrar.Platform.Access;
using Infrar.Platform.Audit;
using Infrar.Platform.Http;
using Infrar.Platform.Mail;
using Infrar.Platform.Parts.Database;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.Account;

/// <summary>A person's own passkeys.</summary>
internal static class PasskeyEndpoints
{
    public static void MapPasskeys(this IEndpointRouteBuilder routes)
    {
        var passkeys = routes.MapGroup("/api/v1/account/passkeys").WithTags("Passkeys");
        passkeys
            .MapPost("/options", BeginAsync)
            .Allow(AccessRule.Account())
            .WithName("BeginPasskey")
            .WithSummary("Begins a passkey: what navigator.credentials.create takes.")
            .WithDescription("The challenge in it is good for five minutes, once. Asks for the password again.");
        passkeys
            .MapPost("", CreateAsync)
            .Allow(AccessRule.Account())
            .WithName("CreatePasskey")
            .WithSummary("Keeps the passkey that navigator.credentials.create made.")
            .WithDescription("Send PublicKeyCredential.toJSON() as 'credential'. A security notice goes out by mail.");
        passkeys
            .MapGet("", ListAsync)
            .Allow(AccessRule.Account(Scope.AccountRead))
            .WithName("ListPasskeys")
            .WithSummary("Lists your passkeys, oldest first.")
            .WithDescription("At most 20, so the list has one page.");
        passkeys
            .MapPatch("/{passkey}", RenameAsync)
            .Allow(AccessRule.Account())
            .WithName("RenamePasskey")
            .WithSummary("Renames a passkey.")
            .WithDescription("The name is for you alone.");
        passkeys
            .MapDelete("/{passkey}", DeleteAsync)
            .Allow(AccessRule.Account())
            .WithName("DeletePasskey")
            .WithSummary("Deletes a passkey; the last way to sign in stays.")
            .WithDescription("The device still shows it; delete it there too.");
    }

    private static async Task<Results<Ok<PasskeyOptions>, ProblemHttpResult>> BeginAsync(
        PasswordRequest request,
        Caller caller,
        PlatformContext records,
        Passkeys passkeys,
        FreshProof proof,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var user = await records.Users.FirstAsync(u => u.Id == caller.UserId, cancellationToken);
        if (await proof.RefusalAsync(user, request.Password, caller, cancellationToken) is { } problem)
        {
            return problem.ToHttp();
        }

        if (await records.Set<Passkey>().CountAsync(p => p.UserId == user.Id, cancellationToken) >= Passkey.Most)
        {
            return AccountProblems.NotRight($"An account has at most {Passkey.Most} passkeys. Delete one.").ToHttp();
        }

        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new PasskeyOptions(await passkeys.BeginMakingAsync(user, cancellationToken)));
    }

    private static async Task<Results<Created<PasskeyResponse>, ProblemHttpResult>> CreateAsync(
        CreatePasskeyRequest request,
        Caller caller,
        PlatformContext records,
        Passkeys passkeys,
        Outbox outbox,
        AuditLog audit,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        if (DisplayNames.Fault(request.Name) is { } fault)
        {
            return AccountProblems.NotRight(fault).ToHttp();
        }

        var user = await records.Users.FirstAsync(u => u.Id == caller.UserId, cancellationToken);
        var made = await passkeys.MakeAsync(user, request.Name.Trim(), request.Credential, cancellationToken);
        if (!made.Succeeded(out var passkey, out var problem))
        {
            return problem.ToHttp();
        }

        records.Add(passkey);
        await outbox.AddAsync(user.Email, MailTexts.NewPasskey(passkey.Name), cancellationToken);
        try
        {
            await audit.SaveAsync(
                caller.Origin(http),
                new("passkey.create", passkey.Id.Value) { Detail = passkey.Name },
                cancellationToken
            );
        }
        catch (DbUpdateException)
        {
            // The same passkey, kept by a request that ran at the same time.
            return AccountProblems.NewPasskeyRefused().ToHttp();
        }

        return TypedResults.Created("/api/v1/account/passkeys", PasskeyResponse.Of(passkey));
    }

    private static async Task<Ok<ImmutableArray<PasskeyResponse>>> ListAsync(
        Caller caller,
        PlatformContext records,
        CancellationToken cancellationToken
    )
    {
        var rows = await records
            .Set<Passkey>()
            .AsNoTracking()
            .Where(p => p.UserId == caller.UserId)
            .OrderBy(p => p.Id)
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(rows.Select(PasskeyResponse.Of).ToImmutableArray());
    }

    private static async Task<Results<Ok<PasskeyResponse>, ProblemHttpResult>> RenameAsync(
        Id<Passkey> passkey,
        RenamePasskeyRequest request,
        Caller caller,
        PlatformContext records,
        AuditLog audit,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        if (DisplayNames.Fault(request.Name) is { } fault)
        {
            return AccountProblems.NotRight(fault).ToHttp();
        }

        if (await FindAsync(passkey, caller, records, cancellationToken) is not { } found)
        {
            return AccountProblems.NoSuchPasskey().ToHttp();
        }

        found.Rename(request.Name.Trim());
        await audit.SaveAsync(
            caller.Origin(http),
            new("passkey.rename", passkey.Value) { Detail = found.Name },
            cancellationToken
        );
        return TypedResults.Ok(PasskeyResponse.Of(found));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        Id<Passkey> passkey,
        Caller caller,
        PlatformContext records,
        WaysIn ways,
        AuditLog audit,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        await using var transaction = await ways.BeginAsync(caller.UserId, cancellationToken);
        if (await FindAsync(passkey, caller, records, cancellationToken) is not { } found)
        {
            return AccountProblems.NoSuchPasskey().ToHttp();
        }

        if (await ways.RefusalWithoutAsync(caller.UserId, found, cancellationToken) is { } problem)
        {
            return problem.ToHttp();
        }

        records.Remove(found);
        await audit.SaveAsync(
            caller.Origin(http),
            new("passkey.delete", passkey.Value) { Detail = found.Name },
            cancellationToken
        );
        await transaction.CommitAsync(cancellationToken);
        return TypedResults.NoContent();
    }

    private static Task<Passkey?> FindAsync(
        Id<Passkey> id,
        Caller caller,
        PlatformContext records,
        CancellationToken cancellationToken
    ) => records.Set<Passkey>().FirstOrDefaultAsync(p => p.Id == id && p.UserId == caller.UserId, cancellationToken);
}

/// <summary>What the browser is asked.</summary>
/// <param name="PublicKey">Goes as <c>publicKey</c> into <c>navigator.credentials</c>, read by <c>parse…OptionsFromJSON</c>.</param>
[ApiExample(
    """
        {"publicKey": {"challenge": "o1dDgWb0b2Qm3tq6Yk6Zq2v9F0m7f8o3Yc5w1r4T7uE", "rpId": "infrar.example.com", "timeout": 300000, "userVerification": "required"}}
        """
)]
internal sealed record PasskeyOptions(JsonElement PublicKey);

/// <summary>Keeps a passkey.</summary>
/// <param name="Name">What you call it, 1 to 100 characters.</param>
/// <param name="Credential"><c>PublicKeyCredential.toJSON()</c>.</param>
[ApiExample(
    """
        {"name": "Ada's phone", "credential": {"id": "AWVhc3Rlci1lZ2c", "rawId": "AWVhc3Rlci1lZ2c", "type": "public-key", "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uY3JlYXRlIn0", "attestationObject": "o2NmbXRkbm9uZQ"}, "clientExtensionResults": {}}}
        """
)]
internal sealed record CreatePasskeyRequest(string Name, JsonElement Credential);

/// <summary>Renames a passkey.</summary>
/// <param name="Name">1 to 100 characters.</param>
[ApiExample(
    """
        {"name": "Ada's old phone"}
        """
)]
internal sealed record RenamePasskeyRequest(string Name);

/// <summary>A passkey of one's own.</summary>
[ApiExample(
    """
        {"id": "pky-01kb2m9x7q3v8c5d1e6f", "name": "Ada's phone", "isBackedUp": true, "createdAt": "2026-11-27T09:30:00+00:00", "lastUsedAt": null}
        """
)]
internal sealed record PasskeyResponse(
    Id<Passkey> Id,
    string Name,
    bool IsBackedUp,
    DateTimeOffset CreatedAt,
    DateTimeOffset? LastUsedAt
)
{
    public static PasskeyResponse Of(Passkey passkey) =>
        new(passkey.Id, passkey.Name, passkey.IsBackedUp, passkey.CreatedAt, passkey.LastUsedAt);
}
