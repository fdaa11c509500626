using Infrar.Platform.Account;
using Infrar.Platform.Hosting;
using Infrar.Platform.Projects;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Infrar.Platform.Credentials;

/// <summary>Tokens by which a provider that trusts the platform knows which project asks (OpenID Connect).</summary>
/// <remarks>The audience is the provider's, so none of them opens the platform's own API.</remarks>
internal sealed class IdentityTokens(SigningKeys keys, IOptions<ServerOptions> server, TimeProvider time)
{
    /// <summary>The audience that AWS asks for.</summary>
    public const string Aws = "sts.amazonaws.com";

    /// <summary>How long one is good.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(5);

    /// <summary>A token for one project.</summary>
    public async Task<string> IssueAsync(Id<Project> project, string audience, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(
            new SecurityTokenDescriptor
            {
                Issuer = server.Value.PublicUrl,
                Audience = audience,
                IssuedAt = now,
                NotBefore = now,
                Expires = now + Life,
                Claims = new Dictionary<string, object> { ["sub"] = $"project:{project}" },
                SigningCredentials = new(await keys.SigningKeyAsync(cancellationToken), SecurityAlgorithms.EcdsaSha256),
            }
        );
    }
}
