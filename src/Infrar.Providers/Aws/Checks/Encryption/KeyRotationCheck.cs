using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;
using static Infrar.Providers.Aws.Checks.AwsControls;

namespace Infrar.Providers.Aws.Checks.Encryption;

/// <summary>Whether keys of the system's own change in time.</summary>
internal sealed class KeyRotationCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "ENC007";

    /// <inheritdoc/>
    public override string Title => "A key never changes";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Encryption;

    /// <inheritdoc/>
    public override string Rationale =>
        "The longer one key seals, the more a single leak opens; rotation is free of work, since AWS keeps the older versions for what they sealed.";

    /// <inheritdoc/>
    public override string Mend => "Set enable_key_rotation to true.";

    /// <inheritdoc/>
    public override ImmutableArray<Control> Controls => [Fsbp("KMS.4"), Cis("3.6")];

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_kms_key"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        // AWS rotates symmetric keys alone, and not those whose material comes from elsewhere.
        if (
            resource.Text("customer_master_key_spec", absent: "SYMMETRIC_DEFAULT") == "SYMMETRIC_DEFAULT"
            && resource.Text("key_usage", absent: "ENCRYPT_DECRYPT") == "ENCRYPT_DECRYPT"
            && resource.Omits("custom_key_store_id")
            && resource.Flag("enable_key_rotation", absent: false) == false
        )
        {
            yield return Found(
                scope,
                resource,
                "The key is never replaced by a new one, so that one leak opens everything it ever sealed.",
                "Set enable_key_rotation to true.",
                resource.Breaks("enable_key_rotation")
            );
        }
    }
}
