using System.Collections.Immutable;
using Infrar.Core.Credentials;

namespace Infrar.Providers.Vercel;

/// <summary>The ways to prove to Vercel who asks.</summary>
internal static class VercelCredentials
{
    public static ImmutableArray<CredentialKind> Kinds { get; } =
    [
        new(
            "vercel-token",
            "Vercel access token",
            "vercel",
            [
                new(
                    "token",
                    "The access token",
                    "24 to 100 letters, digits, hyphens and underscores",
                    text => Shapes.IsToken(text, 24, 100)
                )
                {
                    IsSecret = true,
                    Variable = "VERCEL_API_TOKEN",
                },
            ],
            VercelCheck.Begin
        ),
    ];
}
