using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;
using static Infrar.Providers.Aws.Checks.AwsControls;

namespace Infrar.Providers.Aws.Checks.Encryption;

/// <summary>Whether a database's disk lies encrypted.</summary>
internal sealed class DatabaseAtRestCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "ENC001";

    /// <inheritdoc/>
    public override string Title => "A database is not encrypted at rest";

    /// <inheritdoc/>
    public override Severity Severity => Severity.High;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Encryption;

    /// <inheritdoc/>
    public override string Rationale =>
        "The disk, its snapshots and its replicas lie readable for whoever gets hold of one of them, and a snapshot is shared by a single call.";

    /// <inheritdoc/>
    public override string Mend =>
        "Set storage_encrypted to true. An existing database is encrypted by restoring it from an encrypted copy of a snapshot.";

    /// <inheritdoc/>
    public override ImmutableArray<Control> Controls => [Fsbp("RDS.3"), Cis("2.3.1")];

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes =>
        ["aws_db_instance", "aws_rds_cluster", "aws_docdb_cluster", "aws_neptune_cluster"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        // A replica and what is restored from a snapshot take over how the source lies, unless they say otherwise.
        var follows = !resource.Omits("replicate_source_db") || !resource.Omits("snapshot_identifier");
        if (resource.Flag("storage_encrypted", absent: follows) == false)
        {
            yield return Found(
                scope,
                resource,
                "The database's disk, its snapshots and its replicas lie unencrypted; whoever gets hold of one of them reads the data.",
                "Set storage_encrypted to true.",
                resource.Breaks("storage_encrypted")
            );
        }
    }
}
