using System.Net;
using Infrar.Platform.Access;
using Infrar.Platform.Audit;
using Infrar.Platform.Http;
using Infrar.Platform.Mail;
using Infrar.Platform.Parts.Database;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.Account;

/// <summary>A person's own account.</summary>
internal static class AccountEndpoints
{
    public static void MapAccounts(this IEndpointRouteBuilder routes)
    {
        var accounts = routes.MapGroup("/api/v1").WithTags("Account");
        accounts
            .MapPost("/accounts", RegisterAsync)
            .Allow(AccessRule.Everyone)
            .WithName("Register")
            .WithSummary(
                "Makes an account: the first by the set-up secret, later ones by invitation or, where configured, freely."
            );
        accounts
            .MapGet("/account", ReadAsync)
            .Allow(AccessRule.Account(Scope.AccountRead))
            .WithName("ReadAccount")
            .WithSummary("Your account.");
        accounts
            .MapPatch("/account", RenameAsync)
            .Allow(AccessRule.Account())
            .WithName("RenameAccount")
            .WithSummary("Changes the name that others see.");
        accounts
            .MapPut("/account/password", ChangePasswordAsync)
            .Allow(AccessRule.Account())
            .WithName("ChangePassword")
            .WithSummary("Changes the password and ends every other session.");
        accounts
            .MapPost("/account/second-factor", BeginSecondFactorAsync)
            .Allow(AccessRule.Account())
            .WithName("BeginSecondFactor")
            .WithSummary("Makes a key for an authenticator; it counts once a code of it was confirmed.");
        accounts
            .MapPost("/account/second-factor/confirm", ConfirmSecondFactorAsync)
            .Allow(AccessRule.Account())
            .WithName("ConfirmSecondFactor")
            .WithSummary("Turns the second factor on and shows the recovery codes, once.");
        accounts
            .MapPost("/account/second-factor/passkeys", EnablePasskeyAsync)
            .Allow(AccessRule.Account())
            .WithName("EnablePasskeyAsSecondFactor")
            .WithSummary("Has one of your passkeys asked for after the password; shows recovery codes, once.")
            .WithDescription("Needs a passkey. An authenticator that is on already goes on too; either suffices.");
        accounts
            .MapPost("/account/second-factor/disable", DisableSecondFactorAsync)
            .Allow(AccessRule.Account())
            .WithName("DisableSecondFactor")
            .WithSummary("Turns the second factor off; asks for the password again.");
    }

    private static async Task<Results<Created<AccountResponse>, ProblemHttpResult>> RegisterAsync(
        RegisterRequest request,
        Registrations registrations,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var result = await registrations.RegisterAsync(request, http.Anonymous(), cancellationToken);
        return result.Succeeded(out var user, out var problem)
            ? TypedResults.Created("/api/v1/account", Response(user))
            : problem.ToHttp();
    }

    private static async Task<Ok<AccountResponse>> ReadAsync(
        Caller caller,
        PlatformContext records,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(Response(await OwnAsync(caller, records, cancellationToken)));

    private static async Task<Results<Ok<AccountResponse>, ProblemHttpResult>> RenameAsync(
        RenameAccountRequest request,
        Caller caller,
        PlatformContext records,
        AuditLog audit,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        if (DisplayNames.Fault(request.DisplayName) is { } fault)
        {
            return AccountProblems.NotRight(fault).ToHttp();
        }

        var user = await OwnAsync(caller, records, cancellationToken);
        user.Rename(request.DisplayName.Trim());
        await audit.SaveAsync(caller.Origin(http), new("account.rename", user.Id), cancellationToken);
        return TypedResults.Ok(Response(user));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> ChangePasswordAsync(
        ChangePasswordRequest request,
        Caller caller,
        PlatformContext records,
        Passwords passwords,
        FreshProof proof,
        SessionEnds ends,
        Outbox outbox,
        AuditLog audit,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var user = await OwnAsync(caller, records, cancellationToken);
        if (await proof.RefusalAsync(user, request.Password, caller, cancellationToken) is { } problem)
        {
            return problem.ToHttp();
        }

        if (PasswordRules.Fault(request.NewPassword, user.Email) is { } fault)
        {
            return AccountProblems.NotRight(fault).ToHttp();
        }

        user.SetPassword(await passwords.HashAsync(user, request.NewPassword, cancellationToken));
        await outbox.AddAsync(user.Email, MailTexts.PasswordChanged(), cancellationToken);
        await audit.SaveAsync(caller.Origin(http), new("account.change-password", user.Id), cancellationToken);
        await ends.EndAllAsync(user.Id, caller.SessionId, caller.Origin(http), cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<SecondFactorKey>, ProblemHttpResult>> BeginSecondFactorAsync(
        PasswordRequest request,
        Caller caller,
        PlatformContext records,
        FreshProof proof,
        SecondFactor secondFactor,
        AuditLog audit,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var user = await OwnAsync(caller, records, cancellationToken);
        if (await proof.RefusalAsync(user, request.Password, caller, cancellationToken) is { } problem)
        {
            return problem.ToHttp();
        }

        var key = await secondFactor.BeginAsync(user, cancellationToken);
        await audit.SaveAsync(caller.Origin(http), new("second-factor.begin", user.Id), cancellationToken);
        var label = WebUtility.UrlEncode($"Infrar:{user.Email}");
        return TypedResults.Ok(new SecondFactorKey(key, $"otpauth://totp/{label}?secret={key}&issuer=Infrar"));
    }

    private static async Task<Results<Ok<RecoveryCodesResponse>, ProblemHttpResult>> ConfirmSecondFactorAsync(
        SecondFactorCode request,
        Caller caller,
        PlatformContext records,
        SecondFactor secondFactor,
        AuditLog audit,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var user = await OwnAsync(caller, records, cancellationToken);
        var codes = await secondFactor.ConfirmAsync(user, request.Totp, cancellationToken);
        if (codes is null)
        {
            return AccountProblems
                .NotRight("The code is not the one of this moment. Check the clock of the device, and begin again.")
                .ToHttp();
        }

        await audit.SaveAsync(caller.Origin(http), new("second-factor.enable", user.Id), cancellationToken);
        return TypedResults.Ok(new RecoveryCodesResponse([.. codes]));
    }

    private static async Task<Results<Ok<RecoveryCodesResponse>, ProblemHttpResult>> EnablePasskeyAsync(
        PasswordRequest request,
        Caller caller,
        PlatformContext records,
        FreshProof proof,
        WaysIn ways,
        AuditLog audit,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        // A passkey that is deleted at the same moment waits for this, and is then refused.
        await using var transaction = await ways.BeginAsync(caller.UserId, cancellationToken);
        var user = await OwnAsync(caller, records, cancellationToken);
        if (await proof.RefusalAsync(user, request.Password, caller, cancellationToken) is { } problem)
        {
            return problem.ToHttp();
        }

        if (!await records.Set<Passkey>().AnyAsync(p => p.UserId == user.Id, cancellationToken))
        {
            return AccountProblems.NotRight("The account has no passkey. Add one first.").ToHttp();
        }

        var codes = SecondFactor.EnablePasskey(user);
        await audit.SaveAsync(
            caller.Origin(http),
            new("second-factor.enable", user.Id) { Detail = "passkey" },
            cancellationToken
        );
        await transaction.CommitAsync(cancellationToken);
        return TypedResults.Ok(new RecoveryCodesResponse([.. codes]));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DisableSecondFactorAsync(
        PasswordRequest request,
        Caller caller,
        PlatformContext records,
        FreshProof proof,
        AuditLog audit,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var user = await OwnAsync(caller, records, cancellationToken);
        if (await proof.RefusalAsync(user, request.Password, caller, cancellationToken) is { } problem)
        {
            return problem.ToHttp();
        }

        user.DisableSecondFactor();
        await audit.SaveAsync(caller.Origin(http), new("second-factor.disable", user.Id), cancellationToken);
        return TypedResults.NoContent();
    }

    private static Task<User> OwnAsync(Caller caller, PlatformContext records, CancellationToken cancellationToken) =>
        records.Users.FirstAsync(u => u.Id == caller.UserId, cancellationToken);

    private static AccountResponse Response(User user) =>
        new(
            user.Id,
            user.Email,
            user.DisplayName,
            user.IsAdministrator,
            user.HasSecondFactor,
            user.EmailVerifiedAt,
            user.PasswordHash is not null,
            user.CreatedAt,
            user.ErasureDueAt
        );
}
