using System.Collections.Immutable;
using Infrar.Core.Credentials;

namespace Infrar.Providers.Azure;

/// <summary>The ways to prove to Azure who asks.</summary>
internal static class AzureCredentials
{
    public static ImmutableArray<CredentialKind> Kinds { get; } =
    [
        new(
            "azure-client-secret",
            "Azure service principal with a client secret",
            "azure",
            [
                Id("tenantId", "The tenant's id", "ARM_TENANT_ID"),
                Id("clientId", "The client's id", "ARM_CLIENT_ID"),
                new(
                    "clientSecret",
                    "The client secret",
                    "the secret's value, 16 to 128 printable characters; its id, a GUID, is something else",
                    text => Shapes.IsPrintable(text, 16, 128) && !Shapes.IsGuid(text)
                )
                {
                    IsSecret = true,
                    Variable = "ARM_CLIENT_SECRET",
                },
                Id("subscriptionId", "The subscription's id", "ARM_SUBSCRIPTION_ID"),
            ],
            AzureCheck.Begin
        ),
    ];

    private static CredentialField Id(string name, string title, string variable) =>
        new(name, title, "a GUID such as 6f3a2c1e-0b4d-4e5f-8a9b-1c2d3e4f5a6b", Shapes.IsGuid) { Variable = variable };
}
