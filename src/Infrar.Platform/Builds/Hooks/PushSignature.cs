using System.Security.Cryptography;
using System.Text;
using Infrar.Platform.Parts.Secrets;

namespace Infrar.Platform.Builds.Hooks;

/// <summary>How senders prove that they know a hook's secret.</summary>
/// <remarks>
/// GitHub, and Gitea and Forgejo for its sake, send <c>X-Hub-Signature-256: sha256=HEX</c>, an HMAC of the body; Gitea sends
/// <c>X-Gitea-Signature: HEX</c> too. GitLab signs nothing: it sends the secret itself, as <c>X-Gitlab-Token</c>.
/// </remarks>
internal static class PushSignature
{
    private const string Scheme = "sha256=";

    /// <summary>Whether a request was sent by somebody who knows the secret. Of several proofs, every one has to hold.</summary>
    public static bool Holds(IHeaderDictionary headers, ReadOnlySpan<byte> body, Secret secret)
    {
        var (github, gitea, gitlab) = (
            headers["X-Hub-Signature-256"].ToString(),
            headers["X-Gitea-Signature"].ToString(),
            headers["X-Gitlab-Token"].ToString()
        );
        if ((github, gitea, gitlab) is ("", "", ""))
        {
            return false;
        }

        var key = Encoding.UTF8.GetBytes(secret.Reveal());
        var signed = Convert.ToHexStringLower(HMACSHA256.HashData(key, body));
        return (github is "" || Same(github, $"{Scheme}{signed}"))
            && (gitea is "" || Same(gitea, signed))
            && (gitlab is "" || Same(gitlab, secret.Reveal()));
    }

    private static bool Same(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(
            SHA256.HashData(Encoding.UTF8.GetBytes(one)),
            SHA256.HashData(Encoding.UTF8.GetBytes(other))
        );
}
