using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Checks.Network;

/// <summary>No database asks for a public address.</summary>
internal sealed class PublicDataCheck : Check
{
    private static readonly ImmutableArray<string> Types =
    [
        "aws_db_instance",
        "aws_rds_cluster_instance",
        "aws_redshift_cluster",
        "aws_dms_replication_instance",
    ];

    /// <inheritdoc/>
    public override string Id => "NET008";

    /// <inheritdoc/>
    public override string Title => "A database has a public address";

    /// <inheritdoc/>
    public override Severity Severity => Severity.High;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Exposure;

    /// <inheritdoc/>
    public override string Rationale =>
        "With a public address a single rule or route stands between the internet and the data, and one mistake removes it.";

    /// <inheritdoc/>
    public override string Mend => "Set publicly_accessible = false.";

    /// <inheritdoc/>
    public override ImmutableArray<Control> Controls =>
        [
            new("AWS FSBP", "RDS.2"),
            new("AWS FSBP", "Redshift.1"),
            new("AWS FSBP", "DMS.1"),
            new("CIS AWS 3.0.0", "2.3.3"),
        ];

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => Types;

    /// <inheritdoc/>
    public override IEnumerable<Finding> Run(CheckScope scope) =>
        from type in Types
        from database in scope.Graph.OfType(type)
        where database["publicly_accessible"].AsFlag() is true
        select Found(
            scope,
            database,
            $"{database.Address} has a public address, so that security groups alone keep the internet from it.",
            $"Set publicly_accessible = false on {database.Address}.",
            new ProofStep(database.Address, "publicly_accessible = true", true)
        );
}
