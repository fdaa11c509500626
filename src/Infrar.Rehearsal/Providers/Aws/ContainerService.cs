using Infrar.Rehearsal.Planning;
using Infrar.Rehearsal.Values;

namespace Infrar.Rehearsal.Providers.Aws;

/// <summary>An ECS service: its ARN takes the cluster's name, whether the cluster was given by name or by ARN.</summary>
internal sealed class ContainerService : TypeBehavior
{
    private const string DefaultCluster = "default";

    public override Value? Fill(ResourceScope scope, string attribute, Value planned, Entropy entropy)
    {
        if (attribute is not ("id" or "arn" or "cluster"))
        {
            return null;
        }

        var cluster = planned["cluster"].AsText ?? DefaultCluster;
        var region = scope.RegionOf(planned);
        var arn = $"arn:{ProviderSettings.PartitionOf(region)}:ecs:{region}:{scope.Settings.Account}";
        return Value.Of(
            attribute is "cluster"
                ? $"{arn}:cluster/{DefaultCluster}"
                : $"{arn}:service/{cluster[(cluster.LastIndexOf('/') + 1)..]}/{planned["name"].AsText}"
        );
    }
}
