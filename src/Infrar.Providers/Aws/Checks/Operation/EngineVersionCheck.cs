using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Checks.Operation;

/// <summary>Whether AWS still keeps an engine's version up to date.</summary>
internal sealed class EngineVersionCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "OPS008";

    /// <inheritdoc/>
    public override string Title => "An engine's version is past its standard support";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Operation;

    /// <inheritdoc/>
    public override string Rationale =>
        "Faults are no longer mended without Extended Support, which AWS turns on by itself and bills for each processor and hour.";

    /// <inheritdoc/>
    public override string Mend => "Upgrade to a version in standard support.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes =>
        ["aws_db_instance", "aws_rds_cluster", "aws_elasticache_replication_group", "aws_elasticache_cluster"];

    // https://docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes/postgresql-release-calendar.html
    // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/MySQL.Concepts.VersionMgmt.html
    // https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/extended-support-versions.html
    private static readonly (string Engine, string Version, string Ended)[] Past =
    [
        ("postgres", "9", "2022-04-30"),
        ("postgres", "10", "2023-04-17"),
        ("postgres", "11", "2024-02-29"),
        ("postgres", "12", "2025-02-28"),
        ("postgres", "13", "2026-02-28"),
        ("aurora-postgresql", "11", "2024-02-29"),
        ("aurora-postgresql", "12", "2025-02-28"),
        ("aurora-postgresql", "13", "2026-02-28"),
        ("mysql", "5.7", "2024-02-29"),
        ("mysql", "8.0", "2026-07-31"),
        ("redis", "4", "2026-01-31"),
        ("redis", "5", "2026-01-31"),
    ];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        var byDefault = resource.Type == "aws_elasticache_replication_group" ? "redis" : null;
        if (resource.Text("engine", byDefault) is not { } engine || resource.Text("engine_version") is not { } version)
        {
            yield break;
        }

        var past = Array.Find(
            Past,
            p =>
                p.Engine == engine
                && (version == p.Version || version.StartsWith(p.Version + ".", StringComparison.Ordinal))
        );
        if (past.Ended is { } ended)
        {
            yield return Found(
                scope,
                resource,
                $"Standard support of {engine} {past.Version} ended on {ended}; since then AWS bills Extended Support by itself, or mends nothing.",
                "Set engine_version to a version in standard support, after a rehearsal on a restored copy.",
                resource.Shows("engine"),
                resource.Breaks("engine_version")
            );
        }
    }
}
