using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;
using static Infrar.Providers.Aws.Checks.AwsControls;

namespace Infrar.Providers.Aws.Checks.Encryption;

/// <summary>Whether a shared file system lies encrypted.</summary>
internal sealed class FileSystemAtRestCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "ENC005";

    /// <inheritdoc/>
    public override string Title => "A file system is not encrypted at rest";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Encryption;

    /// <inheritdoc/>
    public override string Rationale =>
        "Files and their backups lie readable, and encryption cannot be turned on later.";

    /// <inheritdoc/>
    public override string Mend =>
        "Set encrypted to true when the file system is made; move the files of an existing one.";

    /// <inheritdoc/>
    public override ImmutableArray<Control> Controls => [Fsbp("EFS.1"), Cis("2.4.1")];

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_efs_file_system"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        if (resource.Flag("encrypted", absent: false) == false)
        {
            yield return Found(
                scope,
                resource,
                "The file system and its backups lie unencrypted, and encryption cannot be turned on later.",
                "Set encrypted to true; the file system is made anew, so move the files first.",
                resource.Breaks("encrypted")
            );
        }
    }
}
