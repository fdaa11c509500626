using Infrar.Core.Credentials;

namespace Infrar.Providers.Vercel;

/// <summary>Asks Vercel whether an access token is good.</summary>
/// <remarks>https://vercel.com/docs/rest-api/reference/endpoints/user/get-the-user</remarks>
internal static class VercelCheck
{
    private static readonly CheckEndpoint Api = new("vercel", "https://api.vercel.com");

    public static CheckStep Begin(CheckContext context) =>
        CheckAnswers.WithToken(
            Api,
            "/v2/user",
            context.Values["token"],
            answer =>
                answer.Status is 200
                    ? new CheckStep.Good(
                        $"Vercel sees {CheckAnswers.Word(JsonAnswers.Text(answer.Body, "user", "username"))} in the token."
                    )
                    : new CheckStep.Bad(
                        "Vercel does not know the token. Store one that has not been deleted or run out."
                    )
        );
}
