using System.Xml;
using System.Xml.Linq;
using Infrar.Core.Credentials;

namespace Infrar.Providers.Aws;

/// <summary>Asks AWS's Security Token Service whom it sees in keys, or whether a role can be taken on.</summary>
/// <remarks>https://docs.aws.amazon.com/STS/latest/APIReference/API_Operations.html; no policy can forbid GetCallerIdentity.</remarks>
internal static class AwsCheck
{
    private const string Service = "sts";
    private const string Version = "2011-06-15";
    private const string Session = "infrar-check";

    public static CheckStep OfKeys(CheckContext context)
    {
        var (endpoint, region) = Place("aws");
        var signing = new RequestSigning(
            Service,
            region,
            context.Values["accessKeyId"],
            context.Values["secretAccessKey"],
            context.Values.GetValueOrDefault("sessionToken")
        );
        return Ask(
            endpoint,
            signing,
            [new("Action", "GetCallerIdentity")],
            answer =>
                answer.Status is 200
                    ? new CheckStep.Good($"AWS sees {Element(answer, "Arn")} in the keys.")
                    : new CheckStep.Bad(
                        $"AWS refuses the keys ({Element(answer, "Code")}). Store keys that are active."
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
        var (endpoint, region) = Place(role.Split(':')[1]);
        var signing = context.Own with { Service = Service, Region = region };
        KeyValuePair<string, string>[] assume =
        [
            new("Action", "AssumeRole"),
            new("RoleArn", role),
            new("RoleSessionName", Session),
            new("DurationSeconds", "900"),
        ];
        return Ask(
            endpoint,
            signing,
            [.. assume, new("ExternalId", context.Values["externalId"])],
            taken =>
                taken.Status is not 200
                    ? new CheckStep.Bad(
                        $"AWS does not let the platform take the role on ({Element(taken, "Code")}). Its trust policy must name the platform's identity and the external id."
                    )
                    : Ask(
                        endpoint,
                        signing,
                        assume,
                        without =>
                            without.Status is 200
                                ? new CheckStep.Bad(
                                    "The role can be taken on without the external id, so anybody who uses this platform could name it. Ask for sts:ExternalId in its trust policy."
                                )
                                : new CheckStep.Good($"The platform can be {Element(taken, "Arn")}.")
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
        return Ask(
            Place(role.Split(':')[1]).Endpoint,
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
                    ? new CheckStep.Good($"The platform can be {Element(answer, "Arn")}.")
                    : new CheckStep.Bad(
                        $"AWS does not let the project take the role on ({Element(answer, "Code")}). IAM needs an identity provider for the platform's address, which AWS must reach, and a trust policy that names it."
                    )
        );
    }

    private static CheckStep.Ask Ask(
        CheckEndpoint endpoint,
        RequestSigning? signing,
        KeyValuePair<string, string>[] form,
        Func<CheckAnswer, CheckStep> judge
    ) =>
        new CheckStep.Ask(
            new(endpoint, "/") { Form = [.. form, new("Version", Version)], Signing = signing },
            answer =>
                CheckAnswers.Busy(answer)
                ?? (
                    answer.Status is 400 && Element(answer, "Code") is "Throttling"
                        ? new CheckStep.Unknown("AWS is asked too much at the moment. Try again in a while.")
                        : judge(answer)
                )
        );

    // Each partition has a service of its own, which knows nothing of the others.
    private static (CheckEndpoint Endpoint, string Region) Place(string partition) =>
        partition switch
        {
            "aws-cn" => (new("aws-sts-cn", "https://sts.cn-north-1.amazonaws.com.cn"), "cn-north-1"),
            "aws-us-gov" => (new("aws-sts-gov", "https://sts.us-gov-west-1.amazonaws.com"), "us-gov-west-1"),
            _ => (new("aws-sts", "https://sts.amazonaws.com"), "us-east-1"),
        };

    private static string Element(CheckAnswer answer, string name)
    {
        try
        {
            var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
            using var reader = XmlReader.Create(new StringReader(answer.Body), settings);
            var found = XDocument.Load(reader).Descendants().FirstOrDefault(e => e.Name.LocalName == name);
            return CheckAnswers.Word(found?.Value);
        }
        catch (XmlException)
        {
            return "?";
        }
    }
}
