using System.Xml;
using System.Xml.Linq;
using Infrar.Core.Credentials;

namespace Infrar.Providers.Aws;

/// <summary>How AWS's Security Token Service is asked, and how its answers are read.</summary>
/// <remarks>https://docs.aws.amazon.com/STS/latest/APIReference/API_Operations.html</remarks>
internal static class AwsTokenService
{
    /// <summary>Its name in signatures.</summary>
    public const string Name = "sts";

    private const string Version = "2011-06-15";

    /// <summary>Posts a form, signed or not.</summary>
    public static CheckStep.Ask Ask(
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

    /// <summary>Where a partition's service is. Each has one of its own, which knows nothing of the others.</summary>
    public static (CheckEndpoint Endpoint, string Region) Place(string partition) =>
        partition switch
        {
            "aws-cn" => (new("aws-sts-cn", "https://sts.cn-north-1.amazonaws.com.cn"), "cn-north-1"),
            "aws-us-gov" => (new("aws-sts-gov", "https://sts.us-gov-west-1.amazonaws.com"), "us-gov-west-1"),
            _ => (new("aws-sts", "https://sts.amazonaws.com"), "us-east-1"),
        };

    /// <summary>A word of an answer by its element's name; a question mark where there is none of its form.</summary>
    public static string Element(CheckAnswer answer, string name) => CheckAnswers.Word(Text(answer, name));

    /// <summary>The text of an answer's element; null where there is none. Not to be shown.</summary>
    public static string? Text(CheckAnswer answer, string name)
    {
        try
        {
            var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
            using var reader = XmlReader.Create(new StringReader(answer.Body), settings);
            return XDocument.Load(reader).Descendants().FirstOrDefault(e => e.Name.LocalName == name)?.Value;
        }
        catch (XmlException)
        {
            return null;
        }
    }
}
