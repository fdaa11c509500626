using System.Collections.Immutable;
using Infrar.Core.Credentials;

namespace Infrar.Providers.Hetzner;

/// <summary>The ways to prove to Hetzner Cloud who asks.</summary>
internal static class HetznerCredentials
{
    public static ImmutableArray<CredentialKind> Kinds { get; } =
    [
        new(
            "hetzner-token",
            "Hetzner Cloud API token",
            "hetzner",
            [
                new("token", "The API token", "64 letters and digits", text => Shapes.IsAlphanumeric(text, 64, 64))
                {
                    IsSecret = true,
                    Variable = "HCLOUD_TOKEN",
                },
            ],
            HetznerCheck.Begin
        ),
    ];
}
