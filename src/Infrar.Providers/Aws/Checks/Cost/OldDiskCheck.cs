using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Checks.Cost;

/// <summary>Whether disks are of the generation that costs less.</summary>
internal sealed class OldDiskCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "CST007";

    /// <inheritdoc/>
    public override string Title => "A disk is of a generation that costs more";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Low;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Cost;

    /// <inheritdoc/>
    public override string Rationale =>
        "gp3 costs a fifth less than gp2 in most regions, and its speed does not depend on its size.";

    /// <inheritdoc/>
    public override string Mend => "Set the type to gp3; the change is made while the disk is in use.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_ebs_volume", "aws_instance", "aws_db_instance"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        var (setting, is2) = resource.Type switch
        {
            "aws_ebs_volume" => ("type", resource.Text("type") == "gp2"),
            "aws_db_instance" => ("storage_type", resource.Text("storage_type") == "gp2"),
            _ => ("root_block_device.volume_type", resource.Text("root_block_device.volume_type") == "gp2"),
        };
        if (is2)
        {
            yield return Found(
                scope,
                resource,
                "gp2 costs more than gp3 and is slower while it is small.",
                $"Set {setting} to gp3.",
                resource.Breaks(setting)
            );
        }
    }
}
