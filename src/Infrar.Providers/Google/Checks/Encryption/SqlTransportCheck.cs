using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;

namespace Infrar.Providers.Google.Checks.Encryption;

/// <summary>Whether a Cloud SQL instance refuses connections without TLS.</summary>
internal sealed class SqlTransportCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "ENC022";

    /// <inheritdoc/>
    public override string Title => "A Cloud SQL instance takes unencrypted connections";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Encryption;

    /// <inheritdoc/>
    public override string Rationale => "A client that forgets TLS sends its password and its rows readable.";

    /// <inheritdoc/>
    public override string Mend => "Set ssl_mode to ENCRYPTED_ONLY or TRUSTED_CLIENT_CERTIFICATE_REQUIRED.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["google_sql_database_instance"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        var mode = resource.Text("settings.ip_configuration.ssl_mode");
        var older = resource.Flag("settings.ip_configuration.require_ssl", absent: true);
        if (
            mode == "ALLOW_UNENCRYPTED_AND_ENCRYPTED"
            || (resource.Omits("settings.ip_configuration.ssl_mode") && older == false)
        )
        {
            yield return Found(
                scope,
                resource,
                "The instance takes connections without TLS.",
                "Set settings.ip_configuration.ssl_mode to ENCRYPTED_ONLY.",
                resource.Breaks(
                    mode is null ? "settings.ip_configuration.require_ssl" : "settings.ip_configuration.ssl_mode"
                )
            );
        }
    }
}
