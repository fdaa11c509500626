using Infrar.Platform.Access;
using Infrar.Platform.Http;
using Infrar.Platform.Mail;
using Infrar.Platform.Parts.Database;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Infrar.Platform.Account;

/// <summary>What goes by mail: a forgotten password, and the address itself; and what ways to sign in there are.</summary>
internal static class MailProofEndpoints
{
    public static void MapMailProofs(this IEndpointRouteBuilder routes)
    {
        var accounts = routes.MapGroup("/api/v1").WithTags("Account");
        accounts
            .MapGet("/sign-in-methods", MethodsAsync)
            .Allow(AccessRule.Everyone)
            .WithName("ListSignInMethods")
            .WithSummary("How people sign in here, how accounts are made, and whether mail is sent.")
            .WithDescription("The same for everybody; it says nothing of any account.");
        accounts
            .MapPost("/accounts/password-resets", RequestResetAsync)
            .Allow(AccessRule.Everyone)
            .WithName("RequestPasswordReset")
            .WithSummary("Sends a code for a new password by mail.")
            .WithDescription(
                "The answer is the same whether there is such an account. The code is good once, for 30 minutes."
            );
        accounts
            .MapPost("/accounts/password-resets/confirm", ResetAsync)
            .Allow(AccessRule.Everyone)
            .WithName("ResetPassword")
            .WithSummary("Sets a new password by the code that came by mail; every session ends.")
            .WithDescription("A second factor stays on, and is asked for at the next sign-in.");
        accounts
            .MapPost("/account/email/verification", VerifyAsync)
            .Allow(AccessRule.Account())
            .WithName("VerifyEmail")
            .WithSummary("Sends a code to your address, to show that mail reaches you.")
            .WithDescription("Answer with it at /api/v1/account/email/confirm within 30 minutes.");
        accounts
            .MapPut("/account/email", ChangeAsync)
            .Allow(AccessRule.Account())
            .WithName("ChangeEmail")
            .WithSummary("Sends a code to a new address; it is yours once you bring the code.")
            .WithDescription("Asks for the password again. The old address is told when the change is made.");
        accounts
            .MapPost("/account/email/confirm", ConfirmAsync)
            .Allow(AccessRule.Account())
            .WithName("ConfirmEmail")
            .WithSummary("Brings the code that was sent to an address, which is then yours.")
            .WithDescription("The code is good once.");
    }

    private static async Task<Ok<SignInMethodsResponse>> MethodsAsync(
        Outbox outbox,
        IOptions<AccountOptions> account,
        PlatformContext records,
        CancellationToken cancellationToken
    ) =>
        TypedResults.Ok(
            new SignInMethodsResponse(
                Password: true,
                Passkeys: true,
                GitHub: account.Value.GitHub.IsOn,
                account.Value.Registration,
                outbox.IsOn,
                NeedsFirstAccount: !await records.Users.AnyAsync(cancellationToken)
            )
        );

    private static Results<Accepted, ProblemHttpResult> RequestResetAsync(
        EmailRequest request,
        MailProofs proofs,
        Outbox outbox,
        HttpContext http
    )
    {
        if (!outbox.IsOn)
        {
            return AccountProblems.NoMail().ToHttp();
        }

        // Done once the answer is out, so that its time tells nothing of whether there is such an account.
        var origin = http.Anonymous();
        http.Response.OnCompleted(() => proofs.SendResetAsync(request.Email, origin, CancellationToken.None));
        return TypedResults.Accepted((string?)null);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> ResetAsync(
        ResetPasswordRequest request,
        MailProofs proofs,
        HttpContext http,
        CancellationToken cancellationToken
    ) =>
        await proofs.ResetAsync(request.Code, request.NewPassword, http.Anonymous(), cancellationToken) is { } problem
            ? problem.ToHttp()
            : TypedResults.NoContent();

    private static async Task<Results<Accepted, ProblemHttpResult>> VerifyAsync(
        Caller caller,
        PlatformContext records,
        MailProofs proofs,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var email = await records
            .Users.Where(u => u.Id == caller.UserId)
            .Select(u => u.Email)
            .FirstAsync(cancellationToken);
        return await proofs.SendToAsync(caller.UserId, email, caller.Origin(http), cancellationToken) is { } problem
            ? problem.ToHttp()
            : TypedResults.Accepted((string?)null);
    }

    private static async Task<Results<Accepted, ProblemHttpResult>> ChangeAsync(
        ChangeEmailRequest request,
        Caller caller,
        PlatformContext records,
        FreshProof proof,
        MailProofs proofs,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var user = await records.Users.FirstAsync(u => u.Id == caller.UserId, cancellationToken);
        if (await proof.RefusalAsync(user, request.Password, caller, cancellationToken) is { } refusal)
        {
            return refusal.ToHttp();
        }

        if (!EmailAddress.TryParse(request.Email, out var email))
        {
            return AccountProblems.NotRight($"'{request.Email}' is no e-mail address.").ToHttp();
        }

        return await proofs.SendToAsync(user.Id, email, caller.Origin(http), cancellationToken) is { } problem
            ? problem.ToHttp()
            : TypedResults.Accepted((string?)null);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> ConfirmAsync(
        ConfirmEmailRequest request,
        Caller caller,
        MailProofs proofs,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var result = await proofs.ConfirmAsync(caller.UserId, request.Code, caller.Origin(http), cancellationToken);
        return result.Succeeded(out _, out var problem) ? TypedResults.NoContent() : problem.ToHttp();
    }
}

/// <summary>What an installation offers to whoever is not signed in.</summary>
/// <param name="Password">Whether people sign in with a password.</param>
/// <param name="Passkeys">Whether people sign in with passkeys.</param>
/// <param name="GitHub">Whether people sign in with GitHub.</param>
/// <param name="Registration">Who may make an account.</param>
/// <param name="Mail">Whether codes and notices go out by mail; without it passwords cannot be reset.</param>
/// <param name="NeedsFirstAccount">Whether nobody has an account yet: the first is made with the set-up secret.</param>
[ApiExample(
    """
        {"password": true, "passkeys": true, "gitHub": false, "registration": "invited", "mail": true, "needsFirstAccount": false}
        """
)]
internal sealed record SignInMethodsResponse(
    bool Password,
    bool Passkeys,
    bool GitHub,
    Registration Registration,
    bool Mail,
    bool NeedsFirstAccount
);

/// <summary>Names an account by its address.</summary>
[ApiExample(
    """
        {"email": "ada@example.com"}
        """
)]
internal sealed record EmailRequest(string Email);

/// <summary>Sets a new password.</summary>
/// <param name="Code">As it came by mail.</param>
/// <param name="NewPassword">12 to 256 characters.</param>
[ApiExample(
    """
        {"code": "o1dDgWb0b2Qm3tq6Yk6Zq2v9F0m7f8o3Yc5w1r4T7uE", "newPassword": "four other words entirely"}
        """
)]
internal sealed record ResetPasswordRequest(string Code, string NewPassword);

/// <summary>Asks for another address.</summary>
/// <param name="Email">Where the code is sent.</param>
/// <param name="Password">The account's; left out by accounts without one, whose session must then be younger than ten minutes.</param>
[ApiExample(
    """
        {"email": "ada.lovelace@example.com", "password": "correct horse battery staple"}
        """
)]
internal sealed record ChangeEmailRequest(string Email, string? Password = null);

/// <summary>Brings a code.</summary>
/// <param name="Code">As it came by mail.</param>
[ApiExample(
    """
        {"code": "o1dDgWb0b2Qm3tq6Yk6Zq2v9F0m7f8o3Yc5w1r4T7uE"}
        """
)]
internal sealed record ConfirmEmailRequest(string Code);
