using Infrar.Core.Checks;
using Infrar.Core.Checks.Reachability;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Checks.Network;

/// <summary>Uses that a graph proves by itself: something is told the host name of a data service.</summary>
/// <remarks>For a foreign plan; a placement says what uses what, and there a host name may be told to somebody who never calls it.</remarks>
internal static class ProvenUses
{
    private static readonly string[] HostNames =
    [
        "address",
        "endpoint",
        "reader_endpoint",
        "primary_endpoint_address",
        "reader_endpoint_address",
        "configuration_endpoint_address",
        "cluster_address",
        "dns_name",
    ];

    /// <summary>The uses, caller by caller.</summary>
    public static IEnumerable<Need> In(CheckScope scope)
    {
        if (scope.System is not null)
        {
            yield break;
        }

        var network = AwsNetwork.Of(scope);
        foreach (var caller in network.Members.Where(m => m.Sort is MemberSort.Workload))
        {
            foreach (var told in Told(scope.Graph, caller.Resource).Distinct())
            {
                if (network.Find(told) is { Sort: MemberSort.Data, Port: > 0 } used)
                {
                    yield return new(
                        caller.Endpoint,
                        used.Endpoint,
                        Traffic.Tcp(used.Port),
                        $"{caller.Resource.Address} is told the host name of {told}"
                    );
                }
            }
        }
    }

    private static IEnumerable<string> Told(ResourceGraph graph, Resource caller) =>
        caller.Type == "aws_lambda_function" ? HostsIn(caller["environment"])
        : graph.Follow(TaskOf(caller)) is { Type: "aws_ecs_task_definition" } task
            ? HostsIn(task["container_definitions"])
        : [];

    private static Value TaskOf(Resource caller) =>
        caller.Type switch
        {
            "aws_scheduler_schedule" => caller["target.ecs_parameters.task_definition_arn"],
            "aws_cloudwatch_event_target" => caller["ecs_target.task_definition_arn"],
            _ => caller["task_definition"],
        };

    private static IEnumerable<string> HostsIn(Value value) =>
        value switch
        {
            Value.Reference reference when HostNames.Contains(reference.Path) => [reference.Address],
            Value.ListOf or Value.Blocks => value.Items().SelectMany(HostsIn),
            Value.MapOf map => map.Entries.SelectMany(e => HostsIn(e.Value)),
            Value.Template template => template.Parts.SelectMany(HostsIn),
            Value.Json json => HostsIn(json.Content),
            _ => [],
        };
}
