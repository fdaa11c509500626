using Infrar.Core.Credentials;

namespace Infrar.Providers.Cloudflare;

/// <summary>Asks Cloudflare whether an API token is good.</summary>
/// <remarks>https://developers.cloudflare.com/api/resources/user/subresources/tokens/methods/verify</remarks>
internal static class CloudflareCheck
{
    private static readonly CheckEndpoint Api = new("cloudflare", "https://api.cloudflare.com/client/v4");

    public static CheckStep Begin(CheckContext context) =>
        CheckAnswers.WithToken(Api, "/user/tokens/verify", context.Values["token"], Judge);

    private static CheckStep Judge(CheckAnswer answer)
    {
        if (answer.Status is not 200)
        {
            return new CheckStep.Bad(
                "Cloudflare does not know the token. Store one that the dashboard shows as active."
            );
        }

        var status = JsonAnswers.Text(answer.Body, "result", "status");
        return status is "active"
            ? new CheckStep.Good("Cloudflare says that the token is active.")
            : new CheckStep.Bad($"Cloudflare says that the token is {CheckAnswers.Word(status)}. Store another one.");
    }
}
