using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Checks.Network;

/// <summary>A Kubernetes cluster's API answers not the whole internet.</summary>
internal sealed class OpenClusterCheck : Check
{
    private const string Cluster = "aws_eks_cluster";
    private const string Access = "vpc_config.endpoint_public_access";
    private const string Blocks = "vpc_config.public_access_cidrs";

    /// <inheritdoc/>
    public override string Id => "NET022";

    /// <inheritdoc/>
    public override string Title => "A Kubernetes API answers the whole internet";

    /// <inheritdoc/>
    public override Severity Severity => Severity.High;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Exposure;

    /// <inheritdoc/>
    public override string Rationale =>
        "Whoever holds a leaked token, or finds the next hole in the API server, needs no foot in the network to rule the cluster.";

    /// <inheritdoc/>
    public override string Mend =>
        "Set endpoint_public_access = false, or name the addresses that administer in public_access_cidrs.";

    /// <inheritdoc/>
    public override ImmutableArray<Control> Controls => [new("AWS FSBP", "EKS.1")];

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes { get; } = [Cluster];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Run(CheckScope scope) =>
        from cluster in scope.Graph.OfType(Cluster)
        // It answers everybody unless somebody says otherwise.
        where
            cluster["vpc_config"].Items().Any() && (cluster[Access] is Value.Null || cluster[Access].AsFlag() is true)
        let open = cluster[Blocks]
        where open is Value.Null or Value.Unknown || RuleTexts.Blocks(open).Any(b => b is { IsEverywhere: true })
        select Found(
            scope,
            cluster,
            $"The API of {cluster.Address} answers any address of the internet.",
            $"Set endpoint_public_access = false in vpc_config of {cluster.Address}, or list the addresses that administer in public_access_cidrs.",
            new ProofStep(cluster.Address, $"{Access} = true"),
            new ProofStep(
                cluster.Address,
                open is Value.ListOf
                    ? $"{Blocks} holds all addresses."
                    : $"{Blocks} is not stated, which is all addresses.",
                true
            )
        );
}
