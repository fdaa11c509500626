using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;

namespace Infrar.Providers.Azure.Checks.Encryption;

/// <summary>Whether an Azure database refuses outdated TLS and plain connections.</summary>
internal sealed class SqlTransportCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "ENC025";

    /// <inheritdoc/>
    public override string Title => "An Azure database takes unencrypted or outdated connections";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Encryption;

    /// <inheritdoc/>
    public override string Rationale =>
        "A client that forgets TLS, or speaks a withdrawn version, sends its password and its rows less protected than it thinks.";

    /// <inheritdoc/>
    public override string Mend => "Set minimum_tls_version to 1.2; leave require_secure_transport on.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes =>
        [
            "azurerm_mssql_server",
            "azurerm_postgresql_flexible_server_configuration",
            "azurerm_mysql_flexible_server_configuration",
        ];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        if (resource.Text("minimum_tls_version") is "1.0" or "1.1" or "Disabled")
        {
            yield return Found(
                scope,
                resource,
                "The server takes TLS versions that are withdrawn.",
                "Set minimum_tls_version to 1.2.",
                resource.Breaks("minimum_tls_version")
            );
        }

        if (
            resource.Text("name") == "require_secure_transport"
            && string.Equals(resource.Text("value"), "off", StringComparison.OrdinalIgnoreCase)
        )
        {
            yield return Found(
                scope,
                resource,
                "The server takes connections without TLS.",
                "Set value to on, or remove the setting.",
                resource.Breaks("value")
            );
        }
    }
}
