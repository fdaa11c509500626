using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;
using static System.FormattableString;

namespace Infrar.Providers.Aws.Checks.Operation;

/// <summary>Whether a database's disk grows before it is full.</summary>
internal sealed class StorageGrowthCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "OPS010";

    /// <inheritdoc/>
    public override string Title => "A database's disk cannot grow";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Low;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Operation;

    /// <inheritdoc/>
    public override string Rationale =>
        "A full disk stops the database; RDS grows it by itself where a limit above its size is set.";

    /// <inheritdoc/>
    public override string Mend => "Set max_allocated_storage above allocated_storage.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_db_instance"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        if (
            resource.Omits("replicate_source_db")
            && resource.Number("allocated_storage") is { } size
            && resource.Number("max_allocated_storage", absent: 0) is { } most
            && most <= size
            && (scope.System is null || scope.RequiresSurvival())
        )
        {
            yield return Found(
                scope,
                resource,
                Invariant($"The disk stays at {size} GiB; a full one stops the database."),
                Invariant($"Set max_allocated_storage above {size}."),
                resource.Shows("allocated_storage"),
                resource.Breaks("max_allocated_storage")
            );
        }
    }
}
