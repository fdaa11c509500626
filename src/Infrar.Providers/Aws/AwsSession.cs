using System.Collections.Immutable;
using Infrar.Core.Credentials;

namespace Infrar.Providers.Aws;

/// <summary>Keys that AWS lends for an hour to whoever takes on a role.</summary>
/// <remarks>An hour is what every role allows; roles that are taken on from another role allow no more.</remarks>
internal static class AwsSession
{
    private const string Session = "infrar-run";
    private const string Seconds = "3600";

    public static CheckStep OfRole(CheckContext context)
    {
        if (context.Own is null)
        {
            return new CheckStep.Unknown(
                "The platform has no AWS identity of its own to take the role on with. An administrator can set Credentials:AwsIdentity."
            );
        }

        var role = context.Values["roleArn"];
        var (endpoint, region) = AwsTokenService.Place(role.Split(':')[1]);
        return AwsTokenService.Ask(
            endpoint,
            context.Own with
            {
                Service = AwsTokenService.Name,
                Region = region,
            },
            [
                new("Action", "AssumeRole"),
                new("RoleArn", role),
                new("RoleSessionName", Session),
                new("DurationSeconds", Seconds),
                new("ExternalId", context.Values["externalId"]),
            ],
            answer => Lent(answer, role)
        );
    }

    public static CheckStep OfWebIdentity(CheckContext context)
    {
        if (context.IdentityToken is not { } token)
        {
            return new CheckStep.Unknown("The platform has no token to take the role on with.");
        }

        var role = context.Values["roleArn"];
        return AwsTokenService.Ask(
            AwsTokenService.Place(role.Split(':')[1]).Endpoint,
            null,
            [
                new("Action", "AssumeRoleWithWebIdentity"),
                new("RoleArn", role),
                new("RoleSessionName", context.Values.GetValueOrDefault("sessionName") ?? Session),
                new("DurationSeconds", Seconds),
                new("WebIdentityToken", token),
            ],
            answer => Lent(answer, role)
        );
    }

    private static CheckStep Lent(CheckAnswer answer, string role)
    {
        if (answer.Status is not 200)
        {
            return new CheckStep.Bad(
                $"AWS does not let the platform take on {role} ({AwsTokenService.Element(answer, "Code")}). infrar credentials validate says what its trust policy lacks."
            );
        }

        return
            AwsTokenService.Text(answer, "AccessKeyId") is { Length: > 0 } id
            && AwsTokenService.Text(answer, "SecretAccessKey") is { Length: > 0 } key
            && AwsTokenService.Text(answer, "SessionToken") is { Length: > 0 } token
            ? new CheckStep.Lent(
                ImmutableSortedDictionary.CreateRange(
                    StringComparer.Ordinal,
                    new Dictionary<string, string>
                    {
                        ["AWS_ACCESS_KEY_ID"] = id,
                        ["AWS_SECRET_ACCESS_KEY"] = key,
                        ["AWS_SESSION_TOKEN"] = token,
                    }
                )
            )
            : new CheckStep.Unknown("AWS answered without keys.");
    }
}
