using Infrar.Core.Credentials;

namespace Infrar.Providers.Aws;

/// <summary>Asks AWS's Security Token Service whom it sees in keys, or whether a role can be taken on.</summary>
/// <remarks>No policy can forbid GetCallerIdentity.</remarks>
internal static class AwsCheck
{
    private const string Session = "infrar-check";

    public static CheckStep OfKeys(CheckContext context)
    {
        var (endpoint, region) = AwsTokenService.Place("aws");
        var signing = new RequestSigning(
            AwsTokenService.Name,
            region,
            context.Values["accessKeyId"],
            context.Values["secretAccessKey"],
            context.Values.GetValueOrDefault("sessionToken")
        );
        return AwsTokenService.Ask(
            endpoint,
            signing,
            [new("Action", "GetCallerIdentity")],
            answer =>
                answer.Status is 200
                    ? new CheckStep.Good($"AWS sees {AwsTokenService.Element(answer, "Arn")} in the keys.")
                    : new CheckStep.Bad(
                        $"AWS refuses the keys ({AwsTokenService.Element(answer, "Code")}). Store keys that are active."
                    )
        );
    }

    /// <summary>Takes the role on with the external id; and without it, which the role must refuse.</summary>
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
        var signing = context.Own with { Service = AwsTokenService.Name, Region = region };
        KeyValuePair<string, string>[] assume =
        [
            new("Action", "AssumeRole"),
            new("RoleArn", role),
            new("RoleSessionName", Session),
            new("DurationSeconds", "900"),
        ];
        return AwsTokenService.Ask(
            endpoint,
            signing,
            [.. assume, new("ExternalId", context.Values["externalId"])],
            taken =>
                taken.Status is not 200
                    ? new CheckStep.Bad(
                        $"AWS does not let the platform take the role on ({AwsTokenService.Element(taken, "Code")}). Its trust policy must name the platform's identity and the external id."
                    )
                    : AwsTokenService.Ask(
                        endpoint,
                        signing,
                        assume,
                        without =>
                            without.Status is 200
                                ? new CheckStep.Bad(
                                    "The role can be taken on without the external id, so anybody who uses this platform could name it. Ask for sts:ExternalId in its trust policy."
                                )
                                : new CheckStep.Good($"The platform can be {AwsTokenService.Element(taken, "Arn")}.")
                    )
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
                new("DurationSeconds", "900"),
                new("WebIdentityToken", token),
            ],
            answer =>
                answer.Status is 200
                    ? new CheckStep.Good($"The platform can be {AwsTokenService.Element(answer, "Arn")}.")
                    : new CheckStep.Bad(
                        $"AWS does not let the project take the role on ({AwsTokenService.Element(answer, "Code")}). IAM needs an identity provider for the platform's address, which AWS must reach, and a trust policy that names it."
                    )
        );
    }
}
