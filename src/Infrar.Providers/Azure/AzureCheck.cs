using Infrar.Core.Credentials;

namespace Infrar.Providers.Azure;

/// <summary>Asks Azure for a token with a client secret, and with that for the subscription.</summary>
/// <remarks>
/// https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow,
/// https://learn.microsoft.com/rest/api/resources/subscriptions/get
/// </remarks>
internal static class AzureCheck
{
    private static readonly CheckEndpoint Login = new("azure-login", "https://login.microsoftonline.com");
    private static readonly CheckEndpoint Management = new("azure-management", "https://management.azure.com");

    public static CheckStep Begin(CheckContext context) =>
        new CheckStep.Ask(
            new(Login, $"/{context.Values["tenantId"]}/oauth2/v2.0/token")
            {
                Form =
                [
                    new("grant_type", "client_credentials"),
                    new("client_id", context.Values["clientId"]),
                    new("client_secret", context.Values["clientSecret"]),
                    new("scope", "https://management.azure.com/.default"),
                ],
            },
            answer => CheckAnswers.Busy(answer) ?? WithToken(context, answer)
        );

    private static CheckStep WithToken(CheckContext context, CheckAnswer answer)
    {
        if (answer.Status is not 200 || JsonAnswers.Text(answer.Body, "access_token") is not { } token)
        {
            var error = CheckAnswers.Word(JsonAnswers.Text(answer.Body, "error"));
            return new CheckStep.Bad(
                $"Azure gives no token for tenant, client and secret ({error}). Check all three, and when the secret runs out."
            );
        }

        var subscription = context.Values["subscriptionId"];
        return CheckAnswers.WithToken(
            Management,
            $"/subscriptions/{subscription}?api-version=2022-12-01",
            token,
            seen =>
                seen.Status is 200
                    ? new CheckStep.Good($"Azure shows the subscription {subscription}.")
                    : new CheckStep.Bad(
                        $"Azure takes the secret, but shows the subscription {subscription} not ({seen.Status}). Give the service principal a role there."
                    )
        );
    }
}
