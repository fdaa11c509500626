using Infrar.Core.Credentials;

namespace Infrar.Providers.DigitalOcean;

/// <summary>Asks DigitalOcean whether an API token is good.</summary>
/// <remarks>https://docs.digitalocean.com/reference/api/reference/account/; the keys of Spaces are not asked about.</remarks>
internal static class DigitalOceanCheck
{
    private static readonly CheckEndpoint Api = new("digitalocean", "https://api.digitalocean.com");

    public static CheckStep Begin(CheckContext context) =>
        CheckAnswers.WithToken(
            Api,
            "/v2/account",
            context.Values["token"],
            answer =>
                answer.Status switch
                {
                    200 => new CheckStep.Good("DigitalOcean takes the token."),
                    // A token of chosen scopes need not have account:read; that it is a token is what was asked.
                    403 => new CheckStep.Good("DigitalOcean takes the token; its scopes do not reach the account."),
                    _ => new CheckStep.Bad(
                        "DigitalOcean does not know the token. Store one that has not been deleted or run out."
                    ),
                }
        );
}
