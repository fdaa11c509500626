using System.Collections.Immutable;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Resources;
using Infrar.Providers.Aws.Compute;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Aws.Data;

/// <summary>What a primary and its replicas have in common.</summary>
internal static class RdsInstance
{
    /// <summary>Most characters of an instance's or a snapshot's identifier.</summary>
    public const int MaxIdentifier = 63;

    // The certificate authority with the longest life that every engine version trusts.
    private const string CertificateAuthority = "rds-ca-rsa2048-g1";

    // Days that query statistics are kept free of charge.
    private const int FreeInsightsDays = 7;

    private static readonly ImmutableArray<string> Logs = ["postgresql", "upgrade"];

    /// <summary>Arguments of every instance of a database.</summary>
    /// <param name="database">The database.</param>
    /// <param name="monitoringRole">Role that delivers operating-system metrics; null for none.</param>
    /// <param name="key">Key that seals query statistics, of the instance's own region; none for the platform's.</param>
    public static IEnumerable<(string Name, Value Value)> CommonArguments(
        PostgreSql database,
        Resource? monitoringRole,
        Value key
    ) =>
        [
            ("auto_minor_version_upgrade", database.MinorUpgrades),
            ("apply_immediately", false),
            ("ca_cert_identifier", CertificateAuthority),
            ("copy_tags_to_snapshot", true),
            ("deletion_protection", database.DeletionProtection),
            ("enabled_cloudwatch_logs_exports", List(Logs)),
            (
                "monitoring_interval",
                database.MonitoringInterval is { } interval ? (int)interval.TotalSeconds : Value.None
            ),
            ("monitoring_role_arn", monitoringRole is null ? Value.None : Ref(monitoringRole, "arn")),
            ("performance_insights_enabled", database.QueryInsights),
            ("performance_insights_retention_period", database.QueryInsights ? FreeInsightsDays : Value.None),
            ("performance_insights_kms_key_id", database.QueryInsights ? key : Value.None),
        ];

    /// <summary>Makes the server settings; they belong to a region, so that a replica elsewhere needs its own.</summary>
    public static Resource AddParameterGroup(ResourceScope scope, string name, PostgreSql database) =>
        scope.Add(
            "aws_db_parameter_group",
            name,
            ("name", AwsNaming.ResourceName(scope.Site, name.Replace('_', '-'))),
            ("description", $"Settings of {database.Name}."),
            ("family", $"postgres{database.Version.Split('.')[0]}"),
            // Stated either way: what is left out differs between major versions.
            ("parameter", Block(("name", "rds.force_ssl"), ("value", database.EncryptionInTransit ? "1" : "0")))
        );

    /// <summary>Makes the role that delivers operating-system metrics; null when none are asked for.</summary>
    public static Resource? AddMonitoringRole(ResourceScope scope, PostgreSql database)
    {
        if (database.MonitoringInterval is null)
        {
            return null;
        }

        var name = $"monitoring_{AwsNaming.TofuName(database)}";
        var security = scope with { Concern = "security" };
        var role = security.Add(
            "aws_iam_role",
            name,
            ("name", AwsNaming.ResourceName(scope.Site, $"{database.Name}-monitoring", 64)),
            ("description", $"Delivers operating-system metrics of {database.Name}."),
            ("assume_role_policy", AwsPolicies.AssumedBy("monitoring.rds.amazonaws.com"))
        );
        security.Add(
            "aws_iam_role_policy_attachment",
            name,
            ("role", Ref(role, "name")),
            ("policy_arn", "arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole")
        );
        return role;
    }

    /// <summary>States what an instance's operating-system metrics weigh, where there are any.</summary>
    public static void StateMonitoring(string address, PostgreSql database, Site site)
    {
        if (database.MonitoringInterval is not null)
        {
            // A primary and each replica write as much: how much depends on what runs, so that nothing is assumed.
            site.Use(
                address,
                "enhanced_monitoring_gb",
                p =>
                    p.Of(database.Name, "monitoringGB") is { } whole
                        ? Shares.Of(whole, 1 + database.Replicas.Length)
                        : null
            );
        }
    }

    /// <summary>Makes the groups that an instance's logs go to; left to itself RDS makes ones that keep logs for ever.</summary>
    /// <returns>Their addresses.</returns>
    public static ImmutableArray<string> AddLogGroups(ResourceScope scope, string name, string identifier)
    {
        var groups = Logs.Select(log =>
                (scope with { Concern = "monitoring" }).Add(
                    "aws_cloudwatch_log_group",
                    $"{name}_{log}",
                    ("name", $"/aws/rds/instance/{identifier}/{log}"),
                    ("retention_in_days", LogGroups.Retention(scope.Site.System.Monitoring.LogRetentionDays))
                )
            )
            .ToImmutableArray();

        // What a profile states covers every log of the database: replicas and upgrades write next to nothing.
        var main = $"aws_cloudwatch_log_group.{AwsNaming.TofuName(scope.Component)}_{Logs[0]}";
        foreach (var group in groups)
        {
            scope.Site.Use(
                group.Address,
                "monthly_data_ingested_gb",
                p => (group.Address == main ? p.Of(scope.Component, "logGB") : null) ?? Quantities.Zero
            );
        }

        return [.. groups.Select(g => g.Address)];
    }
}
