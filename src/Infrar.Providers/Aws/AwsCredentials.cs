using System.Collections.Immutable;
using Infrar.Core.Credentials;

namespace Infrar.Providers.Aws;

/// <summary>The ways to prove to AWS who asks.</summary>
internal static class AwsCredentials
{
    public static ImmutableArray<CredentialKind> Kinds { get; } =
    [
        new(
            "aws-keys",
            "AWS access keys",
            "aws",
            [
                new("accessKeyId", "The access key id", "AKIA or ASIA and 16 capital letters and digits", IsAccessKeyId)
                {
                    Variable = "AWS_ACCESS_KEY_ID",
                },
                new("secretAccessKey", "The secret access key", "the 40 characters that came with the id", IsSecretKey)
                {
                    IsSecret = true,
                    Variable = "AWS_SECRET_ACCESS_KEY",
                },
                new(
                    "sessionToken",
                    "The session token",
                    "the token that comes with temporary keys, in base64",
                    text => text.Length >= 16 && text.All(IsBase64)
                )
                {
                    IsSecret = true,
                    IsOptional = true,
                    Variable = "AWS_SESSION_TOKEN",
                },
            ],
            AwsCheck.OfKeys
        ),
        // Whoever runs the provider takes the role on, and hands it the keys of that session.
        new(
            "aws-role",
            "AWS role with external id",
            "aws",
            [
                RoleArn,
                new(
                    "externalId",
                    "The external id",
                    "the id that the role's trust policy asks for: 2 to 1224 letters, digits and +=,.@:/-",
                    IsExternalId
                )
                {
                    IsSecret = true,
                },
            ],
            AwsCheck.OfRole
        )
        {
            Session = AwsSession.OfRole,
        },
        new(
            "aws-web-identity",
            "AWS role by web identity (OIDC)",
            "aws",
            [
                RoleArn,
                new(
                    "sessionName",
                    "The session name",
                    "2 to 64 letters, digits and +=,.@-_",
                    text => text.Length is >= 2 and <= 64 && text.All(IsNameCharacter)
                )
                {
                    IsOptional = true,
                },
            ],
            AwsCheck.OfWebIdentity
        )
        {
            Session = AwsSession.OfWebIdentity,
        },
    ];

    private static CredentialField RoleArn =>
        new("roleArn", "The role's ARN", "an ARN such as arn:aws:iam::123456789012:role/infrar", IsRoleArn);

    private static bool IsAccessKeyId(string text) =>
        text.Length is 20
        && text[..4] is "AKIA" or "ASIA"
        && text.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c));

    private static bool IsSecretKey(string text) => text.Length is 40 && text.All(IsBase64);

    private static bool IsRoleArn(string text) =>
        text.Split(':', 6) is ["arn", "aws" or "aws-cn" or "aws-us-gov", "iam", "", var account, var role]
        && account.Length is 12
        && account.All(char.IsAsciiDigit)
        && role.StartsWith("role/", StringComparison.Ordinal)
        && role.Length is > 5 and <= 600
        && role[^1] != '/'
        && role.All(c => IsNameCharacter(c) || c is '/');

    private static bool IsExternalId(string text) =>
        text.Length is >= 2 and <= 1224 && text.All(c => IsNameCharacter(c) || c is '/' or ':');

    private static bool IsNameCharacter(char c) => char.IsAsciiLetterOrDigit(c) || "+=,.@-_".Contains(c);

    private static bool IsBase64(char c) => char.IsAsciiLetterOrDigit(c) || c is '+' or '/' or '=';
}
