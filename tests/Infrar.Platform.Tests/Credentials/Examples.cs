using System.Text.Json;

namespace Infrar.Platform.Tests.Credentials;

/// <summary>Values of the right form, made up anew in each run, that open nothing.</summary>
internal static class Examples
{
    private const string Upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private const string Hex = "0123456789abcdef";
    private const string Arn = "arn:aws:iam::123456789012:role/teams/infrar";

    public static Dictionary<string, string> AwsKeys() =>
        new() { ["accessKeyId"] = "AKIA" + Random(Upper, 16), ["secretAccessKey"] = Random(Letters + "+/", 40) };

    public static Dictionary<string, string> Of(string kind) =>
        kind switch
        {
            "aws-keys" => AwsKeys(),
            "aws-role" => new() { ["roleArn"] = Arn, ["externalId"] = "prj:01/" + Random(Letters, 12) },
            "aws-web-identity" => new() { ["roleArn"] = Arn, ["sessionName"] = "infrar@run-1" },
            "gcp-service-account" => new() { ["key"] = GoogleKey("service_account"), ["project"] = "my-project-1" },
            "azure-client-secret" => new()
            {
                ["tenantId"] = "5f3a2c1e-0b4d-4e5f-8a9b-1c2d3e4f5a6b",
                ["clientId"] = "7f3a2c1e-0b4d-4e5f-8a9b-1c2d3e4f5a6b",
                ["clientSecret"] = Random(Letters + "~._-", 40),
                ["subscriptionId"] = "8f3a2c1e-0b4d-4e5f-8a9b-1c2d3e4f5a6b",
            },
            "cloudflare-token" => new() { ["token"] = Random(Letters + "-_", 40) },
            "vercel-token" => new() { ["token"] = Random(Letters, 24) },
            "digitalocean-token" => new()
            {
                ["token"] = "dop_v1_" + Random(Hex, 64),
                ["spacesAccessKeyId"] = "DO00" + Random(Upper, 16),
                ["spacesSecretAccessKey"] = Random(Letters + "+/", 43),
            },
            "hetzner-token" => new() { ["token"] = Random(Letters, 64) },
            _ => throw new ArgumentException($"There is no example of {kind}.", nameof(kind)),
        };

    public static string GoogleKey(string type) =>
        JsonSerializer.Serialize(
            new Dictionary<string, string>
            {
                ["type"] = type,
                ["project_id"] = "my-project-1",
                ["client_email"] = "infrar@my-project-1.iam.gserviceaccount.com",
                ["private_key"] = $"-----BEGIN PRIVATE KEY-----\n{Random(Letters, 60)}\n-----END PRIVATE KEY-----\n",
            }
        );

    private static string Random(string from, int length) =>
        System.Security.Cryptography.RandomNumberGenerator.GetString(from, length);
}
