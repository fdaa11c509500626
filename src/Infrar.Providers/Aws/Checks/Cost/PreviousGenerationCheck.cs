using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Checks.Cost;

/// <summary>Whether machines are of a generation that AWS still advises.</summary>
internal sealed class PreviousGenerationCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "CST008";

    /// <inheritdoc/>
    public override string Title => "A machine is of a previous generation";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Low;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Cost;

    /// <inheritdoc/>
    public override string Rationale => "Newer generations give more for the same money, and older ones run out.";

    /// <inheritdoc/>
    public override string Mend => "Choose the family's newest class that your region has.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes =>
        [
            "aws_instance",
            "aws_db_instance",
            "aws_elasticache_cluster",
            "aws_elasticache_replication_group",
            "aws_rds_cluster_instance",
        ];

    // https://aws.amazon.com/ec2/previous-generation/
    private static readonly ImmutableHashSet<string> Previous =
    [
        "a1",
        "c1",
        "c3",
        "c4",
        "cc2",
        "cr1",
        "d2",
        "g2",
        "g3",
        "hs1",
        "i2",
        "m1",
        "m2",
        "m3",
        "m4",
        "r3",
        "r4",
        "t1",
        "t2",
        "x1",
    ];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        var setting = resource.Type switch
        {
            "aws_instance" => "instance_type",
            "aws_db_instance" or "aws_rds_cluster_instance" => "instance_class",
            _ => "node_type",
        };
        if (resource.Text(setting) is not { } size)
        {
            yield break;
        }

        // db.t2.micro, cache.m4.large, t2.micro: the family stands before the size.
        var parts = size.Split('.');
        if (parts.Length >= 2 && Previous.Contains(parts[^2]))
        {
            yield return Found(
                scope,
                resource,
                $"{size} is of a generation that AWS has replaced: newer ones give more for the same money.",
                $"Set {setting} to a newer class of the same size.",
                resource.Breaks(setting)
            );
        }
    }
}
