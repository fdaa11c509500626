using Infrar.Core.Credentials;

namespace Infrar.Providers.Hetzner;

/// <summary>Asks Hetzner Cloud whether an API token is good.</summary>
/// <remarks>https://docs.hetzner.cloud/reference/cloud#locations: any token of the project may list them.</remarks>
internal static class HetznerCheck
{
    private static readonly CheckEndpoint Api = new("hetzner", "https://api.hetzner.cloud");

    public static CheckStep Begin(CheckContext context) =>
        CheckAnswers.WithToken(
            Api,
            "/v1/locations?per_page=1",
            context.Values["token"],
            answer =>
                answer.Status is 200
                    ? new CheckStep.Good("Hetzner takes the token. Whether it may also write shows only when it does.")
                    : new CheckStep.Bad("Hetzner does not know the token. Store one that has not been deleted.")
        );
}
