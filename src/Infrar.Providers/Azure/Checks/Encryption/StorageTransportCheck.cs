using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;

namespace Infrar.Providers.Azure.Checks.Encryption;

/// <summary>Whether a storage account refuses plain HTTP and outdated TLS.</summary>
internal sealed class StorageTransportCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "ENC023";

    /// <inheritdoc/>
    public override string Title => "A storage account takes unencrypted or outdated connections";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Encryption;

    /// <inheritdoc/>
    public override string Rationale =>
        "Files and keys of access cross the network readable, or behind TLS that is withdrawn.";

    /// <inheritdoc/>
    public override string Mend => "Set https_traffic_only_enabled to true and min_tls_version to TLS1_2.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["azurerm_storage_account"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        var plain = resource.Flag("https_traffic_only_enabled", absent: true) == false;
        if (plain || resource.Text("min_tls_version") is "TLS1_0" or "TLS1_1")
        {
            yield return Found(
                scope,
                resource,
                plain ? "The account answers plain HTTP." : "The account takes TLS versions that are withdrawn.",
                plain ? "Set https_traffic_only_enabled to true." : "Set min_tls_version to TLS1_2.",
                resource.Breaks(plain ? "https_traffic_only_enabled" : "min_tls_version")
            );
        }
    }
}
