using System.Collections.Immutable;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.Runtime;

namespace Infrar.Platform.Parts.Secrets;

/// <summary>Secrets at AWS Secrets Manager, under <c>/infrar/{environment}/</c>; AWS seals them and rotates its keys.</summary>
internal sealed class AwsVault(
    IHttpClientFactory http,
    AWSCredentials credentials,
    AwsVaultPlace place,
    TimeProvider time
) : ISecretVault
{
    /// <summary>The name of the HTTP client that is used.</summary>
    public const string Client = "secrets-manager";

    private const string Missing = "ResourceNotFoundException";

    private string Root => $"/infrar/{place.Environment}/";

    public async Task<Secret?> FindAsync(SecretPath path, CancellationToken cancellationToken)
    {
        var (fault, answer) = await CallAsync("GetSecretValue", Named(path), cancellationToken);
        return fault switch
        {
            null => new((string)answer["SecretString"]!),
            // What is scheduled to be deleted answers that the request is invalid; it is as good as gone.
            Missing or "InvalidRequestException" => null,
            _ => throw Failed("GetSecretValue", fault),
        };
    }

    public async Task PutAsync(SecretPath path, Secret secret, CancellationToken cancellationToken)
    {
        var token = Token();
        // Somebody may create or delete it between the two calls; then the other one applies.
        while (true)
        {
            var put = Named(path);
            put["SecretString"] = secret.Reveal();
            put["ClientRequestToken"] = token;
            var (fault, _) = await CallAsync("PutSecretValue", put, cancellationToken);
            if (fault is null)
            {
                return;
            }

            if (fault is not Missing)
            {
                throw Failed("PutSecretValue", fault);
            }

            if (await TryAddAsync(path, secret, cancellationToken))
            {
                return;
            }
        }
    }

    public async Task<bool> TryAddAsync(SecretPath path, Secret secret, CancellationToken cancellationToken)
    {
        var create = new JsonObject
        {
            ["Name"] = Root + path.Text,
            ["SecretString"] = secret.Reveal(),
            ["ClientRequestToken"] = Token(),
        };
        var (fault, _) = await CallAsync("CreateSecret", create, cancellationToken);
        return fault switch
        {
            null => true,
            "ResourceExistsException" => false,
            _ => throw Failed("CreateSecret", fault),
        };
    }

    public async Task<bool> DeleteAsync(SecretPath path, CancellationToken cancellationToken)
    {
        // With forced deletion AWS answers the same whether there was one, so it is asked for first.
        var (missing, _) = await CallAsync("DescribeSecret", Named(path), cancellationToken);
        if (missing is Missing)
        {
            return false;
        }

        var delete = Named(path);
        delete["ForceDeleteWithoutRecovery"] = true;
        var (fault, _) = await CallAsync("DeleteSecret", delete, cancellationToken);
        return fault switch
        {
            null => true,
            Missing => false,
            _ => throw Failed("DeleteSecret", fault),
        };
    }

    public async Task<ImmutableArray<SecretPath>> ListAsync(string folder, CancellationToken cancellationToken)
    {
        var found = new List<SecretPath>();
        string? next = null;
        do
        {
            var list = new JsonObject
            {
                ["MaxResults"] = 100,
                ["Filters"] = new JsonArray(
                    new JsonObject { ["Key"] = "name", ["Values"] = new JsonArray(Root + folder) }
                ),
            };
            if (next is not null)
            {
                list["NextToken"] = next;
            }

            var (fault, answer) = await CallAsync("ListSecrets", list, cancellationToken);
            if (fault is not null)
            {
                throw Failed("ListSecrets", fault);
            }

            found.AddRange(Paths(answer).Where(p => p.LiesIn(folder)));
            next = (string?)answer["NextToken"];
        } while (next is not null);
        return [.. found.OrderBy(p => p.Text, StringComparer.Ordinal)];
    }

    public Task<int> RenewAsync(CancellationToken cancellationToken) => Task.FromResult(0);

    public Task<int> ResealAsync(string folder, CancellationToken cancellationToken) => Task.FromResult(0);

    private IEnumerable<SecretPath> Paths(JsonObject answer) =>
        ((JsonArray?)answer["SecretList"] ?? [])
            .Select(entry => (string)entry!["Name"]!)
            .Where(name => name.StartsWith(Root, StringComparison.Ordinal))
            .Select(name => name[Root.Length..])
            .Where(SecretPath.IsPath)
            .Select(text => new SecretPath(text));

    private JsonObject Named(SecretPath path) => new() { ["SecretId"] = Root + path.Text };

    private async Task<(string? Fault, JsonObject Answer)> CallAsync(
        string operation,
        JsonObject body,
        CancellationToken cancellationToken
    )
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body);
        using var request = new HttpRequestMessage(HttpMethod.Post, place.Endpoint);
        request.Content = new ByteArrayContent(bytes);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-amz-json-1.1");
        request.Headers.TryAddWithoutValidation("X-Amz-Target", "secretsmanager." + operation);
        var current = await credentials.GetCredentialsAsync();
        AwsSignature.Sign(request, bytes, "secretsmanager", place.Region, current, time.GetUtcNow());
        using var client = http.CreateClient(Client);
        using var response = await client.SendAsync(request, cancellationToken);
        var content = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        if (response.IsSuccessStatusCode)
        {
            return (null, (JsonObject)JsonNode.Parse(content)!);
        }

        return (FaultOf(content) ?? $"HTTP {(int)response.StatusCode}", []);
    }

    // The type may come with a namespace before it: com.amazonaws.secretsmanager#ResourceNotFoundException.
    private static string? FaultOf(byte[] content)
    {
        try
        {
            return ((string?)JsonNode.Parse(content)?["__type"])?.Split('#')[^1];
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static HttpRequestException Failed(string operation, string fault) =>
        new($"Secrets Manager answered {operation} with {fault}.");

    private static string Token() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}

/// <summary>Where at AWS secrets lie.</summary>
internal sealed record AwsVaultPlace(Uri Endpoint, string Region, string Environment);
