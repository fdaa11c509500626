using System.Collections.Immutable;
using System.Text.Json;
using Infrar.Core.Credentials;

namespace Infrar.Providers.Google;

/// <summary>The ways to prove to Google Cloud who asks.</summary>
internal static class GoogleCredentials
{
    public static ImmutableArray<CredentialKind> Kinds { get; } =
    [
        new(
            "gcp-service-account",
            "Google Cloud service account key",
            "gcp",
            [
                new(
                    "key",
                    "The service account's key",
                    "the whole JSON file of the key: type service_account, with project_id, private_key and client_email",
                    IsKey
                )
                {
                    IsSecret = true,
                    Variable = "GOOGLE_CREDENTIALS",
                },
                new(
                    "project",
                    "The project",
                    "a project id of 6 to 30 lower-case letters, digits and hyphens",
                    IsProject
                )
                {
                    IsOptional = true,
                    Variable = "GOOGLE_PROJECT",
                },
            ],
            GoogleCheck.Begin
        ),
    ];

    private static bool IsKey(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 4 });
            return json.RootElement.ValueKind is JsonValueKind.Object
                && Text(json.RootElement, "type") is "service_account"
                && IsProject(Text(json.RootElement, "project_id"))
                && Text(json.RootElement, "client_email").Contains('@')
                && Text(json.RootElement, "private_key")
                    .StartsWith("-----BEGIN PRIVATE KEY-----", StringComparison.Ordinal);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString()! : "";

    private static bool IsProject(string text) =>
        text.Length is >= 6 and <= 30
        && char.IsAsciiLetterLower(text[0])
        && text[^1] != '-'
        && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-');
}
