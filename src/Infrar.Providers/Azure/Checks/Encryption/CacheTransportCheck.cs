using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;

namespace Infrar.Providers.Azure.Checks.Encryption;

/// <summary>Whether an Azure cache refuses connections without TLS.</summary>
internal sealed class CacheTransportCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "ENC024";

    /// <inheritdoc/>
    public override string Title => "An Azure cache takes unencrypted connections";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Encryption;

    /// <inheritdoc/>
    public override string Rationale => "Sessions and the access key cross the network readable.";

    /// <inheritdoc/>
    public override string Mend => "Set non_ssl_port_enabled to false and minimum_tls_version to 1.2.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["azurerm_redis_cache"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        var plain = resource.Flag("non_ssl_port_enabled", absent: false) == true;
        if (plain || resource.Text("minimum_tls_version") is "1.0" or "1.1")
        {
            yield return Found(
                scope,
                resource,
                plain ? "The cache answers on a port without TLS." : "The cache takes TLS versions that are withdrawn.",
                plain ? "Set non_ssl_port_enabled to false." : "Set minimum_tls_version to 1.2.",
                resource.Breaks(plain ? "non_ssl_port_enabled" : "minimum_tls_version")
            );
        }
    }
}
