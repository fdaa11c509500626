using System.Collections.Immutable;
using Infrar.Core.Credentials;
using Infrar.Providers.Aws;
using Infrar.Providers.Azure;
using Infrar.Providers.Cloudflare;
using Infrar.Providers.DigitalOcean;
using Infrar.Providers.Google;
using Infrar.Providers.Hetzner;
using Infrar.Providers.Vercel;

namespace Infrar.Providers;

/// <summary>The credentials of the providers that ship with Infrar.</summary>
public static class AllCredentials
{
    /// <summary>Every kind; names are unique.</summary>
    public static ImmutableArray<CredentialKind> Kinds { get; } =
    [
        .. AwsCredentials.Kinds,
        .. GoogleCredentials.Kinds,
        .. AzureCredentials.Kinds,
        .. CloudflareCredentials.Kinds,
        .. VercelCredentials.Kinds,
        .. DigitalOceanCredentials.Kinds,
        .. HetznerCredentials.Kinds,
    ];

    /// <summary>The kind of a name; null where there is none.</summary>
    public static CredentialKind? Find(string name) => Kinds.FirstOrDefault(k => k.Name == name);
}
