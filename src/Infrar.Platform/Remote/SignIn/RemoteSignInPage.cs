using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Infrar.Platform.Remote.SignIn;

/// <summary>The pages of a sign-in: plain HTML without any script.</summary>
internal static class RemoteSignInPage
{
    private const string Style =
        "body{font:16px/1.5 system-ui,sans-serif;max-width:26rem;margin:10vh auto;padding:0 1rem;color:#1c2230}"
        + "label{display:block;margin:1rem 0 .2rem}input{width:100%;padding:.5rem;font:inherit;box-sizing:border-box}"
        + "button{margin:1.2rem .6rem 0 0;padding:.5rem 1.1rem;font:inherit}.fault{color:#a4161a}";

    private static readonly string StyleHash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)));

    /// <summary>Asks who it is.</summary>
    public static string SignIn(string handle, string email, string? fault) =>
        Page(
            "Sign in to Infrar",
            $"""
            <p>Terraform on your machine asks to use Infrar in your name. Go on only if you have just run <code>terraform login</code>.</p>
            {Fault(fault)}
            <form method="post" action="{RemoteSignInEndpoints.AuthorizePath}">
            <input type="hidden" name="handle" value="{Encoded(handle)}">
            <label for="email">E-mail</label>
            <input id="email" name="email" type="email" autocomplete="username" required value="{Encoded(email)}">
            <label for="password">Password</label>
            <input id="password" name="password" type="password" autocomplete="current-password" required>
            <label for="code">Code of your authenticator, or a recovery code, if you have a second factor</label>
            <input id="code" name="code" autocomplete="one-time-code">
            <button>Sign in</button>
            </form>
            """
        );

    /// <summary>Asks whether it may.</summary>
    public static string Allow(string handle, string name) =>
        Page(
            "Let Terraform use Infrar?",
            $"""
            <p>You are signed in as <strong>{Encoded(name)}</strong>.</p>
            <p>Terraform on this machine gets a token for {RemoteSignIns.TokenDays} days. With it, it may do what you may, and nothing else than: plan, apply and destroy in your projects, and read, write and unlock their states.</p>
            <p>You can take it back at any time: <code>infrar tokens list</code> calls it <em>terraform login</em>.</p>
            <form method="post" action="{RemoteSignInEndpoints.DecisionPath}">
            <input type="hidden" name="handle" value="{Encoded(handle)}">
            <button name="decision" value="allow">Allow</button>
            <button name="decision" value="deny">Deny</button>
            </form>
            """
        );

    /// <summary>Says what was wrong.</summary>
    public static string Refusal(string title, string detail) =>
        Page(title, $"<p class=\"fault\">{Encoded(detail)}</p>");

    /// <summary>Headers that keep a page from being framed, scripted, or sent elsewhere.</summary>
    /// <param name="http">The request.</param>
    /// <param name="redirect">Where its forms may lead besides here.</param>
    public static void Guard(HttpContext http, string? redirect)
    {
        // Browsers hold where a form's answer leads against this as well.
        var client = redirect is null ? "" : $" {new Uri(redirect).GetLeftPart(UriPartial.Authority)}";
        http.Response.Headers.ContentSecurityPolicy =
            $"default-src 'none'; style-src 'sha256-{StyleHash}'; form-action 'self'{client}; frame-ancestors 'none'; base-uri 'none'";
        http.Response.Headers.CacheControl = "no-store";
    }

    private static string Page(string title, string body) =>
        $"""
            <!doctype html>
            <html lang="en">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{Encoded(
                title
            )}</title><style>{Style}</style></head>
            <body>
            <h1>{Encoded(title)}</h1>
            {body}
            </body>
            </html>
            """;

    private static string Fault(string? fault) =>
        fault is null ? "" : $"<p class=\"fault\" role=\"alert\">{Encoded(fault)}</p>";

    private static string Encoded(string text) => WebUtility.HtmlEncode(text);
}
