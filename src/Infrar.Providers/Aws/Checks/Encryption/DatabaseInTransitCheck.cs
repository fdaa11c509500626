using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Manifests;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Checks.Encryption;

/// <summary>Whether a database refuses connections without TLS.</summary>
internal sealed class DatabaseInTransitCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "ENC014";

    /// <inheritdoc/>
    public override string Title => "A database takes unencrypted connections";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Encryption;

    /// <inheritdoc/>
    public override string Rationale =>
        "A client that forgets TLS sends its password and its rows readable, and nothing tells.";

    /// <inheritdoc/>
    public override string Mend =>
        "Set rds.force_ssl to 1 (PostgreSQL) or require_secure_transport to 1 (MySQL, MariaDB) in the parameter group.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes =>
        ["aws_db_instance", "aws_rds_cluster", "aws_db_parameter_group", "aws_rds_cluster_parameter_group"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        if (resource.Type is not ("aws_db_instance" or "aws_rds_cluster"))
        {
            yield break;
        }

        var group = scope.Graph.Follow(
            resource[resource.Type == "aws_rds_cluster" ? "db_cluster_parameter_group_name" : "parameter_group_name"]
        );
        var setting = (resource.Text("engine") ?? group?.Text("family")) switch
        {
            { } e when e.Contains("postgres", StringComparison.Ordinal) => "rds.force_ssl",
            { } e
                when e.StartsWith("mysql", StringComparison.Ordinal)
                    || e.StartsWith("mariadb", StringComparison.Ordinal)
                    || e.StartsWith("aurora-mysql", StringComparison.Ordinal) => "require_secure_transport",
            _ => null,
        };
        if (setting is null || group is null)
        {
            yield break;
        }

        var value = group
            .Attributes["parameter"]
            .Items()
            .FirstOrDefault(p => p.At("name").AsText() == setting)
            ?.At("value")
            .AsText();
        if (value is "0" or "OFF" or "off")
        {
            yield return Found(
                scope,
                resource,
                $"The database takes connections without TLS, since {setting} is {value}: a client that forgets it sends its password readable.",
                $"Set {setting} to 1 in {group.Address}.",
                new ProofStep(resource.Address, $"It takes its parameters from {group.Address}."),
                new ProofStep(group.Address, $"{setting} = {value}", Breaks: true)
            ) with
            {
                Severity = scope.Described<PostgreSql>(resource) is { EncryptionInTransit: true }
                    ? Severity.High
                    : Severity,
            };
        }
    }
}
