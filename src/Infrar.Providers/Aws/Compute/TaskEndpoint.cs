using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Resources;
using Infrar.Providers.Aws.Network;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Aws.Compute;

/// <summary>Facts about a task that others need to start it: one run is one task.</summary>
internal static class TaskEndpoint
{
    /// <summary>The fact, or <see cref="Value.None"/>.</summary>
    public static Value Of(Workload workload, string attribute, Site site) =>
        attribute switch
        {
            "name" => AwsNaming.ResourceName(site, workload.Name),
            "arn" => Ref(TaskDefinition.Address(workload), "arn_without_revision"),
            "cluster" => Ref(EcsCluster.Address, "name"),
            "subnets" => Joined(Zones.PrivateSubnetIds(site)),
            "securityGroups" => Joined(SecurityGroups.IdsOf(workload.Name, site)),
            _ => Value.None,
        };

    private static Value.Template Joined(Value.ListOf items) =>
        Template(items.Items.SelectMany((item, i) => i == 0 ? [item] : new Value[] { ",", item }));
}
