using Infrar.Platform.Access;
using Infrar.Platform.Audit;
using Infrar.Platform.Http;
using Infrar.Platform.Parts.Database;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.Account;

/// <summary>API tokens for programs.</summary>
internal static class TokenEndpoints
{
    public static void MapTokens(this IEndpointRouteBuilder routes)
    {
        var tokens = routes.MapGroup("/api/v1/tokens").WithTags("API tokens");
        tokens
            .MapPost("", CreateAsync)
            .Allow(AccessRule.Account())
            .Idempotent(hasSecret: true)
            .WithName("CreateToken")
            .WithSummary("Makes an API token; its secret is shown this once.");
        tokens
            .MapGet("", ListAsync)
            .Allow(AccessRule.Account(Scope.AccountRead))
            .WithName("ListTokens")
            .WithSummary("Lists your API tokens.");
        tokens
            .MapDelete("/{token}", DeleteAsync)
            .Allow(AccessRule.Account())
            .WithName("DeleteToken")
            .WithSummary("Withdraws an API token.");
    }

    private static async Task<Results<Created<NewTokenResponse>, ProblemHttpResult>> CreateAsync(
        CreateTokenRequest request,
        Caller caller,
        PlatformContext records,
        AuditLog audit,
        TimeProvider time,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        if (DisplayNames.Fault(request.Name) is { } fault)
        {
            return AccountProblems.NotRight(fault).ToHttp();
        }

        if (request.ExpiresInDays is < 1 or > 365)
        {
            return AccountProblems.NotRight($"A token lives 1 to 365 days, not {request.ExpiresInDays}.").ToHttp();
        }

        if (request.Scopes.IsDefaultOrEmpty)
        {
            return AccountProblems
                .NotRight($"State at least one scope of {string.Join(", ", Scope.Grantable.Order())}.")
                .ToHttp();
        }

        if (request.Scopes.FirstOrDefault(s => !Scope.Grantable.Contains(s)) is { } unknown)
        {
            return AccountProblems.UnknownScope(unknown, Scope.Grantable.Order()).ToHttp();
        }

        var secret = OpaqueToken.NewApiToken();
        var token = ApiToken.Create(
            caller.UserId,
            request.Name.Trim(),
            OpaqueToken.Hash(secret),
            request.Scopes.Distinct().Order(),
            time.GetUtcNow().AddDays(request.ExpiresInDays),
            time
        );
        records.Add(token);
        await audit.SaveAsync(
            caller.Origin(http),
            new("token.create", token.Id.Value) { Detail = token.Scopes },
            cancellationToken
        );
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Created("/api/v1/tokens", new NewTokenResponse(Response(token), secret));
    }

    private static async Task<Ok<Page<TokenResponse>>> ListAsync(
        Caller caller,
        [AsParameters] PageRequest page,
        PlatformContext records,
        CancellationToken cancellationToken
    )
    {
        var before = page.Before<ApiToken>();
        var rows = await records
            .Set<ApiToken>()
            .AsNoTracking()
            .Where(t => t.UserId == caller.UserId)
            .Where(t => t.Id < before)
            .OrderByDescending(t => t.Id)
            .Take(page.Size + 1)
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(Page<TokenResponse>.Of([.. rows.Select(Response)], page.Size, t => t.Id.Value));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        Id<ApiToken> token,
        Caller caller,
        PlatformContext records,
        BearerTokens bearer,
        AuditLog audit,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var found = await records
            .Set<ApiToken>()
            .FirstOrDefaultAsync(t => t.Id == token && t.UserId == caller.UserId, cancellationToken);
        if (found is null)
        {
            return AccountProblems.NoSuchToken().ToHttp();
        }

        records.Remove(found);
        await audit.SaveAsync(caller.Origin(http), new("token.delete", token.Value), cancellationToken);
        bearer.Forget();
        return TypedResults.NoContent();
    }

    private static TokenResponse Response(ApiToken token) =>
        new(token.Id, token.Name, [.. token.Scopes.Split(' ')], token.CreatedAt, token.ExpiresAt, token.LastUsedAt);
}
