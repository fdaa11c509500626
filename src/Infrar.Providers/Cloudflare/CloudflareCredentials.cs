using System.Collections.Immutable;
using Infrar.Core.Credentials;

namespace Infrar.Providers.Cloudflare;

/// <summary>The ways to prove to Cloudflare who asks.</summary>
internal static class CloudflareCredentials
{
    public static ImmutableArray<CredentialKind> Kinds { get; } =
    [
        new(
            "cloudflare-token",
            "Cloudflare API token",
            "cloudflare",
            [
                // The older global API key, 37 hexadecimal digits, may do everything; it is too short to pass.
                new(
                    "token",
                    "The API token",
                    "an API token, not the global API key: 40 to 100 letters, digits, hyphens and underscores",
                    text => Shapes.IsToken(text, 40, 100)
                )
                {
                    IsSecret = true,
                    Variable = "CLOUDFLARE_API_TOKEN",
                },
            ],
            CloudflareCheck.Begin
        ),
    ];
}
