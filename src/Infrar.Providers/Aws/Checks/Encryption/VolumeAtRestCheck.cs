using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;
using static Infrar.Providers.Aws.Checks.AwsControls;

namespace Infrar.Providers.Aws.Checks.Encryption;

/// <summary>Whether disks of servers lie encrypted.</summary>
internal sealed class VolumeAtRestCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "ENC004";

    /// <inheritdoc/>
    public override string Title => "A disk is not encrypted at rest";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Encryption;

    /// <inheritdoc/>
    public override string Rationale =>
        "A disk's snapshots are copied and shared by a single call; an encrypted one is of no use without its key.";

    /// <inheritdoc/>
    public override string Mend =>
        "Set encrypted to true, or turn on aws_ebs_encryption_by_default for the account's region.";

    /// <inheritdoc/>
    public override ImmutableArray<Control> Controls => [Fsbp("EC2.3"), Cis("2.2.1")];

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_ebs_volume", "aws_instance", "aws_launch_template"];

    private static readonly string[] Disks = ["root_block_device", "ebs_block_device"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        if (resource.Type == "aws_ebs_volume")
        {
            // Left out, the account's own setting holds, which this configuration may state.
            if (resource.Flag("encrypted", absent: IsDefault(scope)) == false)
            {
                yield return Off(scope, resource, "encrypted");
            }
        }
        else if (resource.Type == "aws_instance")
        {
            foreach (var disk in Disks.Where(d => resource[d].Items().Any(IsOff)))
            {
                yield return Off(scope, resource, $"{disk}.encrypted") with
                {
                    Subject = disk,
                };
            }
        }
        else if (resource["block_device_mappings"].Items().Any(m => IsOff(m.At("ebs"))))
        {
            yield return Off(scope, resource, "block_device_mappings.ebs.encrypted");
        }
    }

    private static bool IsOff(Value disk) => disk.At("encrypted").AsFlag() == false;

    private static bool IsDefault(CheckScope scope) =>
        scope.Graph.OfType("aws_ebs_encryption_by_default").Any(d => d.Flag("enabled", absent: true) == true);

    private Finding Off(CheckScope scope, Resource resource, string setting) =>
        Found(
            scope,
            resource,
            "The disk and its snapshots lie unencrypted; whoever gets hold of a snapshot reads them.",
            $"Set {setting} to true.",
            new ProofStep(resource.Address, $"{setting} is false.", Breaks: true)
        );
}
