using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;
using static Infrar.Providers.Aws.Checks.AwsControls;

namespace Infrar.Providers.Aws.Checks.Logging;

/// <summary>Whether a Kubernetes cluster keeps the logs of its control plane.</summary>
internal sealed class ClusterLogCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "LOG016";

    /// <inheritdoc/>
    public override string Title => "A Kubernetes cluster keeps no audit log";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Low;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Logging;

    /// <inheritdoc/>
    public override string Rationale => "Who was given access and what was changed in the cluster is not written down.";

    /// <inheritdoc/>
    public override string Mend => "Set enabled_cluster_log_types to audit and authenticator at least.";

    /// <inheritdoc/>
    public override ImmutableArray<Control> Controls => [Fsbp("EKS.8")];

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_eks_cluster"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        var types = resource["enabled_cluster_log_types"];
        if (
            resource.Omits("enabled_cluster_log_types")
            || (types is Value.ListOf && types.Items().All(t => t.AsText() is not (null or "audit")))
        )
        {
            yield return Found(
                scope,
                resource,
                "Who was given access and what was changed in the cluster is not written down.",
                "Add audit and authenticator to enabled_cluster_log_types.",
                resource.Breaks("enabled_cluster_log_types")
            );
        }
    }
}
