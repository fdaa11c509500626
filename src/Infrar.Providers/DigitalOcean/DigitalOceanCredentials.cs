using System.Collections.Immutable;
using Infrar.Core.Credentials;

namespace Infrar.Providers.DigitalOcean;

/// <summary>The ways to prove to DigitalOcean who asks.</summary>
internal static class DigitalOceanCredentials
{
    public static ImmutableArray<CredentialKind> Kinds { get; } =
    [
        new(
            "digitalocean-token",
            "DigitalOcean API token",
            "digitalocean",
            [
                new("token", "The API token", "dop_v1_ or doo_v1_ and 64 hexadecimal digits", IsToken)
                {
                    IsSecret = true,
                    Variable = "DIGITALOCEAN_TOKEN",
                },
                // Spaces has keys of its own, as it speaks S3.
                new(
                    "spacesAccessKeyId",
                    "The access key id of Spaces",
                    "the id of a Spaces access key, 16 to 64 letters and digits",
                    text => Shapes.IsAlphanumeric(text, 16, 64)
                )
                {
                    IsOptional = true,
                    With = "spacesSecretAccessKey",
                    Variable = "SPACES_ACCESS_KEY_ID",
                },
                new(
                    "spacesSecretAccessKey",
                    "The secret access key of Spaces",
                    "the secret of the same key, 32 to 128 printable characters",
                    text => Shapes.IsPrintable(text, 32, 128)
                )
                {
                    IsSecret = true,
                    IsOptional = true,
                    With = "spacesAccessKeyId",
                    Variable = "SPACES_SECRET_ACCESS_KEY",
                },
            ],
            DigitalOceanCheck.Begin
        ),
    ];

    private static bool IsToken(string text) =>
        text.Length is 71 && text[..7] is "dop_v1_" or "doo_v1_" && Shapes.IsLowerHex(text[7..], 64);
}
