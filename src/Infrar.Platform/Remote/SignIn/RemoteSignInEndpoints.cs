using System.Text;
using Infrar.Platform.Access;
using Infrar.Platform.Account;
using Infrar.Platform.Hosting;
using Infrar.Platform.Http;
using Infrar.Platform.Parts.Database;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Infrar.Platform.Remote.SignIn;

/// <summary>The addresses of <c>terraform login</c>.</summary>
internal static class RemoteSignInEndpoints
{
    public const string AuthorizePath = "/oauth/authorize";
    public const string DecisionPath = "/oauth/decision";
    public const string TokenPath = "/oauth/token";

    private const string Cookie = "infrar_oauth";
    private const int LongestField = 4096;

    public static void MapRemoteSignIn(this IEndpointRouteBuilder routes)
    {
        Map(routes.MapGet(AuthorizePath, BeginAsync));
        Map(routes.MapPost(AuthorizePath, SignInAsync));
        Map(routes.MapPost(DecisionPath, DecideAsync));
        Map(routes.MapPost(TokenPath, TradeAsync));
    }

    private static void Map(RouteHandlerBuilder endpoint) =>
        endpoint.Allow(AccessRule.Everyone).ExcludeFromDescription();

    private static async Task<IResult> BeginAsync(
        RemoteSignIns signIns,
        IOptions<ServerOptions> server,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        if (!AuthorizationRequest.Read(http.Request.Query).Succeeded(out var asked, out var problem))
        {
            // Never back to an address that was not proved to be the client's.
            return Refuse(http, problem.Title, problem.Detail);
        }

        var (handle, secret) = await signIns.BeginAsync(asked, cancellationToken);
        http.Response.Cookies.Append(
            Cookie,
            secret,
            new CookieOptions
            {
                HttpOnly = true,
                Secure = server.Value.PublicUrl.StartsWith("https:", StringComparison.OrdinalIgnoreCase),
                SameSite = SameSiteMode.Strict,
                Path = "/oauth",
            }
        );
        return Show(http, RemoteSignInPage.SignIn(handle, "", null), asked.RedirectUri);
    }

    private static async Task<IResult> SignInAsync(
        RemoteSignIns signIns,
        PlatformContext records,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var form = await FormAsync(http, cancellationToken);
        var handle = Field(form, "handle");
        if (await signIns.FindAsync(handle, http.Request.Cookies[Cookie], cancellationToken) is not { } pending)
        {
            return Refuse(http, "The sign-in has run out", "Run terraform login again.");
        }

        var (email, code) = (Field(form, "email"), Field(form, "code").Replace(" ", "", StringComparison.Ordinal));
        var isTotp = code.Length is 6 && code.All(char.IsAsciiDigit);
        var signedIn = await signIns.SignInAsync(
            handle,
            pending,
            new SignInRequest(email, Field(form, "password"), isTotp ? code : null, isTotp || code is "" ? null : code),
            http.Anonymous(),
            http.Request.Headers.UserAgent.ToString(),
            cancellationToken
        );
        if (!signedIn.Succeeded(out var known, out var problem))
        {
            return Show(
                http,
                RemoteSignInPage.SignIn(handle, email, $"{problem.Title}. {problem.Detail}"),
                pending.Asked.RedirectUri,
                StatusCodes.Status401Unauthorized
            );
        }

        var name = await records
            .Users.Where(u => u.Id == known.UserId)
            .Select(u => u.Email)
            .FirstAsync(cancellationToken);
        return Show(http, RemoteSignInPage.Allow(handle, name), pending.Asked.RedirectUri);
    }

    private static async Task<IResult> DecideAsync(
        RemoteSignIns signIns,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var form = await FormAsync(http, cancellationToken);
        var address = await signIns.DecideAsync(
            Field(form, "handle"),
            http.Request.Cookies[Cookie],
            Field(form, "decision") is "allow",
            http.Anonymous(),
            cancellationToken
        );
        if (address is null)
        {
            return Refuse(http, "The sign-in has run out", "Run terraform login again.");
        }

        http.Response.Cookies.Delete(Cookie, new CookieOptions { Path = "/oauth" });
        RemoteSignInPage.Guard(http, address);
        // With another method, so that the form is not sent on.
        http.Response.Headers.Location = address;
        return TypedResults.StatusCode(StatusCodes.Status303SeeOther);
    }

    private static async Task<IResult> TradeAsync(
        RemoteSignIns signIns,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        http.Response.Headers.CacheControl = "no-store";
        var form = await FormAsync(http, cancellationToken);
        if (Field(form, "grant_type") is not "authorization_code")
        {
            return Fault("unsupported_grant_type", "Only authorization_code is traded here.");
        }

        if (ClientOf(http, form) is not RemoteSignIns.Client)
        {
            return Fault("invalid_client", $"The client is {RemoteSignIns.Client}.");
        }

        var token = await signIns.TradeAsync(
            Field(form, "code"),
            Field(form, "code_verifier"),
            Field(form, "redirect_uri"),
            http.Anonymous(),
            cancellationToken
        );
        return token is null
            ? Fault("invalid_grant", "The code does not hold, or not with this secret and address. Sign in again.")
            : TypedResults.Json(new Dictionary<string, string> { ["access_token"] = token, ["token_type"] = "bearer" });
    }

    // Libraries of clients that have no secret name themselves in the form or as the user of Basic.
    private static string ClientOf(HttpContext http, IFormCollection form)
    {
        var header = http.Request.Headers.Authorization.ToString();
        if (Field(form, "client_id") is { Length: > 0 } named)
        {
            return named;
        }

        var bytes = new byte[header.Length];
        return
            header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase)
            && Convert.TryFromBase64String(header["Basic ".Length..].Trim(), bytes, out var count)
            ? Encoding.UTF8.GetString(bytes, 0, count).Split(':')[0]
            : "";
    }

    private static JsonHttpResult<Dictionary<string, string>> Fault(string error, string description) =>
        TypedResults.Json(
            new Dictionary<string, string> { ["error"] = error, ["error_description"] = description },
            statusCode: StatusCodes.Status400BadRequest
        );

    private static async Task<IFormCollection> FormAsync(HttpContext http, CancellationToken cancellationToken)
    {
        if (!http.Request.HasFormContentType)
        {
            return FormCollection.Empty;
        }

        try
        {
            return await http.Request.ReadFormAsync(cancellationToken);
        }
        catch (InvalidDataException)
        {
            // Too many fields, or fields too long.
            return FormCollection.Empty;
        }
    }

    private static string Field(IFormCollection form, string name) =>
        form[name] is [{ Length: <= LongestField } value] ? value : "";

    private static ContentHttpResult Refuse(HttpContext http, string title, string detail) =>
        Show(http, RemoteSignInPage.Refusal(title, detail), null, StatusCodes.Status400BadRequest);

    private static ContentHttpResult Show(
        HttpContext http,
        string page,
        string? redirect,
        int status = StatusCodes.Status200OK
    )
    {
        RemoteSignInPage.Guard(http, redirect);
        return TypedResults.Text(page, "text/html; charset=utf-8", Encoding.UTF8, status);
    }
}
