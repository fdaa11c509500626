using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Amazon.Runtime;
using Infrar.Core;
using Infrar.Core.Credentials;
using Infrar.Platform.Credentials;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Parts.Net;
using Infrar.Platform.Parts.Secrets;
using Infrar.Platform.Projects;
using Infrar.Providers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Infrar.Platform.Builds.Registries;

/// <summary>Signs in to Amazon ECR with the sealed AWS credentials of a project.</summary>
/// <remarks>https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetAuthorizationToken.html: the password holds for twelve hours.</remarks>
internal sealed partial class EcrLogin(
    PlatformContext records,
    CredentialVault vault,
    CheckCalls calls,
    IdentityTokens identity,
    IHttpClientFactory clients,
    IOptions<CredentialsOptions> options,
    TimeProvider time
)
{
    private const string Service = "ecr";

    /// <summary>Signs in.</summary>
    /// <param name="project">Whose credential.</param>
    /// <param name="name">Its name.</param>
    /// <param name="host">The registry, such as <c>123456789012.dkr.ecr.eu-west-1.amazonaws.com</c>.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <returns>Name and password; <c>BLD020</c> with why not.</returns>
    public async Task<Result<RegistryLogin>> LoginAsync(
        Id<Project> project,
        string name,
        string host,
        CancellationToken cancellationToken
    )
    {
        if (Registry().Match(host) is not { Success: true } registry)
        {
            return BuildProblems.RegistryAway(
                $"{host} is no registry of Amazon's, and so takes no credential of AWS. State a name and a password for it."
            );
        }

        if (await KeysAsync(project, name, cancellationToken) is not { } keys)
        {
            return BuildProblems.RegistryAway(
                $"The credential '{name}' is not there, is none of AWS, or AWS lends nothing for it. Look with infrar credentials validate {name}."
            );
        }

        var region = registry.Groups["region"].Value;
        var url = options.Value.Endpoints.GetValueOrDefault("aws-ecr", $"https://api.ecr.{region}.amazonaws.com");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{url.TrimEnd('/')}/");
        var body = "{}"u8.ToArray();
        request.Content = new ByteArrayContent(body) { Headers = { ContentType = new("application/x-amz-json-1.1") } };
        request.Headers.TryAddWithoutValidation(
            "X-Amz-Target",
            "AmazonEC2ContainerRegistry_V20150921.GetAuthorizationToken"
        );
        AwsSignature.Sign(request, body, Service, region, keys, time.GetUtcNow());
        try
        {
            using var client = clients.CreateClient(NetworkRegistration.Outside);
            using var response = await client.SendAsync(request, cancellationToken);
            using var json = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken));
            var token = json.RootElement.GetProperty("authorizationData")[0].GetProperty("authorizationToken");
            var pair = Encoding.UTF8.GetString(token.GetBytesFromBase64()).Split(':', 2);
            return new RegistryLogin(pair[0], new(pair[1]));
        }
        catch (Exception fault)
            when (fault
                    is HttpRequestException
                        or IOException
                        or JsonException
                        or KeyNotFoundException
                        or InvalidOperationException
                        or FormatException
                        or IndexOutOfRangeException
            )
        {
            return BuildProblems.RegistryAway(
                $"Amazon ECR gives no password for the credential '{name}'. It must be allowed ecr:GetAuthorizationToken."
            );
        }
    }

    private async Task<ImmutableCredentials?> KeysAsync(
        Id<Project> project,
        string name,
        CancellationToken cancellationToken
    )
    {
        var credential = await records
            .Set<Credential>()
            .AsNoTracking()
            .FirstOrDefaultAsync(c => c.ProjectId == project && c.Name == name, cancellationToken);
        if (
            credential is null
            || AllCredentials.Find(credential.Kind) is not { Provider: "aws" } kind
            || await vault.FindAsync(credential, cancellationToken) is not { } values
        )
        {
            return null;
        }

        if (kind.Session is not { } session)
        {
            return new(
                values["accessKeyId"].Reveal(),
                values["secretAccessKey"].Reveal(),
                values.GetValueOrDefault("sessionToken")?.Reveal()
            );
        }

        var context = new CheckContext(
            values.ToDictionary(v => v.Key, v => v.Value.Reveal(), StringComparer.Ordinal),
            time.GetUtcNow(),
            await calls.OwnAsync(cancellationToken),
            await identity.IssueAsync(project, IdentityTokens.Aws, cancellationToken)
        );
        return await calls.RunAsync(session(context), cancellationToken) is CheckStep.Lent { Variables: var lent }
            ? new(lent["AWS_ACCESS_KEY_ID"], lent["AWS_SECRET_ACCESS_KEY"], lent.GetValueOrDefault("AWS_SESSION_TOKEN"))
            : null;
    }

    [GeneratedRegex(
        @"^[0-9]{12}\.dkr\.ecr\.(?<region>[a-z0-9-]{4,30})\.amazonaws\.com(?:\.cn)?\z",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Registry();
}
