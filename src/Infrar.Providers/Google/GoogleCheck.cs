using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Infrar.Core.Credentials;

namespace Infrar.Providers.Google;

/// <summary>Asks Google for a token with a service account's key, and with that for the project.</summary>
/// <remarks>
/// https://developers.google.com/identity/protocols/oauth2/service-account#httprest,
/// https://cloud.google.com/resource-manager/reference/rest/v1/projects/get
/// </remarks>
internal static class GoogleCheck
{
    private const string Scope = "https://www.googleapis.com/auth/cloud-platform.read-only";
    private const string Audience = "https://oauth2.googleapis.com/token";

    private static readonly CheckEndpoint Login = new("google-login", "https://oauth2.googleapis.com");
    private static readonly CheckEndpoint Projects = new(
        "google-projects",
        "https://cloudresourcemanager.googleapis.com"
    );

    public static CheckStep Begin(CheckContext context)
    {
        var key = context.Values["key"];
        if (Assertion(key, context.Now) is not { } assertion)
        {
            return new CheckStep.Bad("The key's private_key is no RSA key. Store the whole file as Google made it.");
        }

        var project = context.Values.GetValueOrDefault("project") ?? JsonAnswers.Text(key, "project_id")!;
        return new CheckStep.Ask(
            new(Login, "/token")
            {
                Form = [new("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"), new("assertion", assertion)],
            },
            answer => CheckAnswers.Busy(answer) ?? WithToken(project, answer)
        );
    }

    private static CheckStep WithToken(string project, CheckAnswer answer)
    {
        if (answer.Status is not 200 || JsonAnswers.Text(answer.Body, "access_token") is not { } token)
        {
            var error = CheckAnswers.Word(JsonAnswers.Text(answer.Body, "error"));
            return new CheckStep.Bad(
                $"Google gives no token for the key ({error}). Store a key that has not been deleted."
            );
        }

        return CheckAnswers.WithToken(
            Projects,
            $"/v1/projects/{project}",
            token,
            seen =>
                seen.Status switch
                {
                    200 => new CheckStep.Good($"Google shows the project {project}."),
                    // The key may still be made for something else there.
                    403 => new CheckStep.Good(
                        $"Google takes the key; it may not read the project {project} itself, or Cloud Resource Manager is off there."
                    ),
                    _ => new CheckStep.Bad($"Google takes the key, but knows no project {project}. Name another one."),
                }
        );
    }

    // A JWT that Google trades for a token, good for five minutes.
    private static string? Assertion(string key, DateTimeOffset now)
    {
        using var rsa = RSA.Create();
        try
        {
            rsa.ImportFromPem(JsonAnswers.Text(key, "private_key"));
        }
        catch (Exception fault) when (fault is ArgumentException or CryptographicException)
        {
            return null;
        }

        var head = new JsonObject { ["alg"] = "RS256", ["typ"] = "JWT" };
        if (JsonAnswers.Text(key, "private_key_id") is { } id)
        {
            head["kid"] = id;
        }

        var claims = new JsonObject
        {
            ["iss"] = JsonAnswers.Text(key, "client_email"),
            ["scope"] = Scope,
            ["aud"] = Audience,
            ["iat"] = now.ToUnixTimeSeconds(),
            ["exp"] = now.AddMinutes(5).ToUnixTimeSeconds(),
        };
        var signed = $"{Encode(head)}.{Encode(claims)}";
        var signature = rsa.SignData(
            Encoding.ASCII.GetBytes(signed),
            HashAlgorithmName.SHA256,
            RSASignaturePadding.Pkcs1
        );
        return $"{signed}.{Encode(signature)}";
    }

    private static string Encode(JsonObject json) => Encode(Encoding.UTF8.GetBytes(json.ToJsonString()));

    private static string Encode(byte[] bytes) =>
        Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
