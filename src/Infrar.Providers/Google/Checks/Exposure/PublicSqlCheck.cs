using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;

namespace Infrar.Providers.Google.Checks.Exposure;

/// <summary>Whether a Cloud SQL instance lets the whole internet in.</summary>
internal sealed class PublicSqlCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "PUB003";

    /// <inheritdoc/>
    public override string Title => "A Cloud SQL instance is open to the internet";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Critical;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Exposure;

    /// <inheritdoc/>
    public override string Rationale => "Only the password stands between the data and everybody.";

    /// <inheritdoc/>
    public override string Mend =>
        "Remove 0.0.0.0/0 from authorized_networks, and connect through a private address or the connector.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["google_sql_database_instance"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        var networks = resource["settings.ip_configuration.authorized_networks"]
            .Items()
            .Select(n => n.At("value").AsText());
        if (
            networks.Contains("0.0.0.0/0")
            && resource.Flag("settings.ip_configuration.ipv4_enabled", absent: true) == true
        )
        {
            yield return Found(
                scope,
                resource,
                "Every address of the internet is let in; only the password stands before the data.",
                "Remove 0.0.0.0/0 from settings.ip_configuration.authorized_networks.",
                new ProofStep(resource.Address, "authorized_networks holds 0.0.0.0/0.", Breaks: true)
            );
        }
    }
}
