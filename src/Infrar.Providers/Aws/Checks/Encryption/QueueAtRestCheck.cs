using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;
using static Infrar.Providers.Aws.Checks.AwsControls;

namespace Infrar.Providers.Aws.Checks.Encryption;

/// <summary>Whether messages that wait lie encrypted.</summary>
internal sealed class QueueAtRestCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "ENC006";

    /// <inheritdoc/>
    public override string Title => "Messages lie unencrypted while they wait";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Low;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Encryption;

    /// <inheritdoc/>
    public override string Rationale =>
        "A queue or stream keeps messages for days, and they hold what the systems on both ends hold.";

    /// <inheritdoc/>
    public override string Mend =>
        "Leave a queue's sqs_managed_sse_enabled as AWS sets it, or name a key; set a stream's encryption_type to KMS.";

    /// <inheritdoc/>
    public override ImmutableArray<Control> Controls => [Fsbp("SQS.1"), Fsbp("Kinesis.1")];

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_sqs_queue", "aws_kinesis_stream"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        // Queues are encrypted by default since 2022; only one that says otherwise is not.
        if (
            resource.Type == "aws_sqs_queue"
            && resource.Omits("kms_master_key_id")
            && resource.Flag("sqs_managed_sse_enabled", absent: true) == false
        )
        {
            yield return Found(
                scope,
                resource,
                "Messages lie unencrypted while they wait in the queue.",
                "Remove sqs_managed_sse_enabled, or set it to true.",
                resource.Shows("kms_master_key_id"),
                resource.Breaks("sqs_managed_sse_enabled")
            );
        }

        if (resource.Type == "aws_kinesis_stream" && resource.Text("encryption_type", absent: "NONE") == "NONE")
        {
            yield return Found(
                scope,
                resource,
                "Records lie unencrypted while they wait in the stream.",
                "Set encryption_type to KMS and kms_key_id to alias/aws/kinesis or to a key of your own.",
                resource.Breaks("encryption_type")
            );
        }
    }
}
