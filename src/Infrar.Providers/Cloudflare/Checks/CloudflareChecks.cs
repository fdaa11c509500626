using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Providers.Cloudflare.Checks.Encryption;

namespace Infrar.Providers.Cloudflare.Checks;

/// <summary>Checks of Cloudflare's resources.</summary>
internal static class CloudflareChecks
{
    /// <summary>All of them, by subject and id.</summary>
    internal static ImmutableArray<Check> All { get; } = [new ZoneEncryptionCheck()];
}
