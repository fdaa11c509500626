using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Infrar.Core;
using Infrar.Platform.Access;
using Infrar.Platform.Audit;
using Infrar.Platform.Mail;
using Infrar.Platform.Parts.Cache;
using Infrar.Platform.Parts.Database;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.Account;

/// <summary>Signing in with GitHub, and linking an account to it.</summary>
/// <remarks>
/// 1. A browser begins, and gets a secret of its own as a cookie. 2. GitHub sends it back with a code; state, cookie and code make a
/// ticket, good for ten minutes in that browser. 3. The ticket signs in, or links the account that began, once. An account that is
/// there already is never linked because of its address: whoever made it may not be whom GitHub knows by it.
/// </remarks>
internal sealed class GitHubSignIns(
    PlatformContext records,
    ISharedState state,
    GitHubClient gitHub,
    SignIns signIns,
    Registrations registrations,
    Outbox outbox,
    AuditLog audit,
    TimeProvider time
)
{
    /// <summary>How long the whole may take.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    /// <summary>Begins in a browser.</summary>
    /// <param name="linkFor">The account that is to be linked; null to sign in.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Where the browser goes, and the secret that it keeps.</returns>
    public async Task<(string Url, string Browser)> BeginAsync(string? linkFor, CancellationToken cancellationToken)
    {
        var (secret, browser, verifier) = (OpaqueToken.New(), OpaqueToken.New(), OpaqueToken.New());
        var begun = JsonSerializer.Serialize(new Begun(OpaqueToken.Hash(browser), verifier, linkFor));
        await state.SetAsync(StateKey(secret), begun, Life, cancellationToken);
        return (gitHub.AuthorizeUrl(secret, verifier), browser);
    }

    /// <summary>Takes what GitHub sent the browser back with.</summary>
    /// <returns>False when it does not belong to this browser, or GitHub does not stand to it.</returns>
    public async Task<bool> ReturnAsync(
        string? code,
        string? secret,
        string? browser,
        CancellationToken cancellationToken
    )
    {
        if (code is null || secret is null || browser is null)
        {
            return false;
        }

        if (
            await state.TakeAsync(StateKey(secret), cancellationToken) is not { } kept
            || JsonSerializer.Deserialize<Begun>(kept) is not { } begun
            || !IsSame(begun.BrowserHash, OpaqueToken.Hash(browser))
        )
        {
            return false;
        }

        var asked = await gitHub.PersonAsync(code, begun.Verifier, cancellationToken);
        if (!asked.Succeeded(out var person, out _))
        {
            return false;
        }

        var ticket = JsonSerializer.Serialize(new Ticket(person, begun.LinkFor));
        await state.SetAsync(TicketKey(browser), ticket, Life, cancellationToken);
        return true;
    }

    /// <summary>Signs in with the browser's ticket; makes an account where that is allowed.</summary>
    /// <returns>The session; <c>ACC034</c>, <c>ACC036</c>, <c>ACC037</c>, or what registration and second factor refuse.</returns>
    public async Task<Result<SignedIn>> SignInAsync(
        string? browser,
        GitHubSignInRequest request,
        AuditOrigin origin,
        string agent,
        CancellationToken cancellationToken
    )
    {
        if (await FindTicketAsync(browser, cancellationToken) is not { LinkFor: null } ticket)
        {
            return GitHubProblems.Refused();
        }

        var link = await records
            .Set<GitHubLink>()
            .FirstOrDefaultAsync(l => l.GitHubId == ticket.Person.Id, cancellationToken);
        if (link is null)
        {
            return await SignUpAsync(browser!, ticket.Person, request, origin, agent, cancellationToken);
        }

        var user = await records.Users.FirstAsync(u => u.Id == link.UserId, cancellationToken);
        var factors = new SecondFactors(request.Totp, request.RecoveryCode, request.Passkey);
        var second = await signIns.TakeSecondFactorAsync(user, "github", factors, origin, cancellationToken);
        if (!second.Succeeded(out var method, out var problem))
        {
            return problem;
        }

        link.Rename(ticket.Person.Login);
        return await TakeTicketAsync(browser!, cancellationToken)
            ? await signIns.BeginAsync(user, method, origin, agent, cancellationToken)
            : GitHubProblems.Refused();
    }

    /// <summary>Links the caller's account with the browser's ticket.</summary>
    /// <returns>The link; <c>ACC034</c> or <c>ACC038</c>.</returns>
    public async Task<Result<GitHubLink>> LinkAsync(
        string? browser,
        Caller caller,
        AuditOrigin origin,
        CancellationToken cancellationToken
    )
    {
        if (
            await FindTicketAsync(browser, cancellationToken) is not { LinkFor: { } linkFor } ticket
            || linkFor != caller.UserId
            || !await TakeTicketAsync(browser!, cancellationToken)
        )
        {
            return GitHubProblems.Refused();
        }

        var link = GitHubLink.Of(caller.UserId, ticket.Person.Id, ticket.Person.Login, time.GetUtcNow());
        var email = await records
            .Users.Where(u => u.Id == caller.UserId)
            .Select(u => u.Email)
            .FirstAsync(cancellationToken);
        records.Add(link);
        await outbox.AddAsync(email, MailTexts.NewSignInMethod($"{link.Login} at GitHub"), cancellationToken);
        try
        {
            await audit.SaveAsync(
                origin,
                new("github.link", caller.UserId) { Detail = $"{link.Login} ({link.GitHubId})" },
                cancellationToken
            );
        }
        catch (DbUpdateException)
        {
            return GitHubProblems.LinkTaken();
        }

        return link;
    }

    private async Task<Result<SignedIn>> SignUpAsync(
        string browser,
        GitHubPerson person,
        GitHubSignInRequest request,
        AuditOrigin origin,
        string agent,
        CancellationToken cancellationToken
    )
    {
        if (person.Email is not { } email)
        {
            return GitHubProblems.NoAddress();
        }

        if (await records.Users.AnyAsync(u => u.Email == email, cancellationToken))
        {
            return GitHubProblems.AddressTaken();
        }

        var name = person.Name is { } stated && DisplayNames.Fault(stated) is null ? stated.Trim() : person.Login;
        var newcomer = new Newcomer(email, name, Password: null, request.Setup, request.Invitation) { GitHub = person };
        var made = await registrations.RegisterAsync(newcomer, origin, cancellationToken);
        if (!made.Succeeded(out var user, out var problem))
        {
            return problem;
        }

        return await TakeTicketAsync(browser, cancellationToken)
            ? await signIns.BeginAsync(user, "github", origin, agent, cancellationToken)
            : GitHubProblems.Refused();
    }

    private async Task<Ticket?> FindTicketAsync(string? browser, CancellationToken cancellationToken) =>
        browser is not null && await state.GetAsync(TicketKey(browser), cancellationToken) is { } kept
            ? JsonSerializer.Deserialize<Ticket>(kept)
            : null;

    private async Task<bool> TakeTicketAsync(string browser, CancellationToken cancellationToken) =>
        await state.TakeAsync(TicketKey(browser), cancellationToken) is not null;

    private static bool IsSame(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(one), Encoding.ASCII.GetBytes(other));

    private static string StateKey(string secret) => $"github:state:{OpaqueToken.Hash(secret)}";

    private static string TicketKey(string browser) => $"github:ticket:{OpaqueToken.Hash(browser)}";

    private sealed record Begun(string BrowserHash, string Verifier, string? LinkFor);

    private sealed record Ticket(GitHubPerson Person, string? LinkFor);
}
