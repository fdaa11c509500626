using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;
using static Infrar.Providers.Aws.Checks.AwsControls;

namespace Infrar.Providers.Aws.Checks.Encryption;

/// <summary>Whether clients of a Kafka cluster speak TLS.</summary>
internal sealed class StreamingInTransitCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "ENC019";

    /// <inheritdoc/>
    public override string Title => "A Kafka cluster takes unencrypted connections";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Encryption;

    /// <inheritdoc/>
    public override string Rationale => "Messages and credentials cross the network readable.";

    /// <inheritdoc/>
    public override string Mend => "Set encryption_info.encryption_in_transit.client_broker to TLS.";

    /// <inheritdoc/>
    public override ImmutableArray<Control> Controls => [Fsbp("MSK.1")];

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_msk_cluster"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        const string Setting = "encryption_info.encryption_in_transit.client_broker";
        if (resource.Text(Setting, absent: "TLS") is "PLAINTEXT" or "TLS_PLAINTEXT")
        {
            yield return Found(
                scope,
                resource,
                "Brokers take connections without TLS; messages cross the network readable.",
                $"Set {Setting} to TLS.",
                resource.Breaks(Setting)
            );
        }
    }
}
