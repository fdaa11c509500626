using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;
using static Infrar.Providers.Aws.Checks.AwsControls;

namespace Infrar.Providers.Aws.Checks.Encryption;

/// <summary>Whether a search domain's data lies and travels encrypted.</summary>
internal sealed class SearchDomainCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "ENC018";

    /// <inheritdoc/>
    public override string Title => "A search domain is not encrypted";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Encryption;

    /// <inheritdoc/>
    public override string Rationale =>
        "An index holds copies of the data that it finds, and deserves the same seal on disk, between nodes and towards clients.";

    /// <inheritdoc/>
    public override string Mend =>
        "Turn on encrypt_at_rest, node_to_node_encryption and domain_endpoint_options.enforce_https.";

    /// <inheritdoc/>
    public override ImmutableArray<Control> Controls =>
        [Fsbp("Opensearch.1"), Fsbp("Opensearch.3"), Fsbp("Opensearch.8")];

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_opensearch_domain", "aws_elasticsearch_domain"];

    private static readonly (string Setting, string What)[] Seals =
    [
        ("encrypt_at_rest.enabled", "The index and its snapshots lie unencrypted"),
        ("node_to_node_encryption.enabled", "Nodes talk to each other unencrypted"),
        ("domain_endpoint_options.enforce_https", "Clients are answered over plain HTTP"),
    ];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource) =>
        Seals
            .Where(seal => resource.Flag(seal.Setting, absent: false) == false)
            .Select(seal =>
                Found(
                    scope,
                    resource,
                    $"{seal.What}.",
                    $"Set {seal.Setting} to true.",
                    resource.Breaks(seal.Setting)
                ) with
                {
                    Subject = seal.Setting.Split('.')[0],
                }
            );
}
