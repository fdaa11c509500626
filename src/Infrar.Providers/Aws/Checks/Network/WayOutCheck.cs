using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Checks.Reachability;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Checks.Network;

/// <summary>Tasks on Fargate reach what starts them: their image, their secrets, their logs.</summary>
internal sealed class WayOutCheck : Check
{
    /// <inheritdoc/>
    public override string Id => "NET003";

    /// <inheritdoc/>
    public override string Title => "A task has no way out that it needs";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Critical;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Reachability;

    /// <inheritdoc/>
    public override string Rationale =>
        "Fargate pulls the image, reads secrets and writes logs through the task's own network interface. Without a public address, a "
        + "NAT gateway or interface endpoints it cannot, and the task stops before it starts.";

    /// <inheritdoc/>
    public override string Mend =>
        "Route the subnets through a NAT gateway, or make interface endpoints for what the task calls, and let its security group out on 443.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes { get; } =
    [
        "aws_ecs_service",
        "aws_scheduler_schedule",
        "aws_cloudwatch_event_target",
        .. NetworkTypes.Filters,
        .. NetworkTypes.Ways,
    ];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Run(CheckScope scope)
    {
        var network = AwsNetwork.Of(scope);
        foreach (var member in network.Members.Where(IsFargate))
        {
            foreach (var port in SystemNeeds.PortsOut(scope, member).Append(SystemNeeds.Https.Port).Distinct().Order())
            {
                var need = new Need(member.Endpoint, network.Model.Internet, Traffic.Tcp(port), "");
                var answer = Connectivity.Between(network.Model, need.From, need.To, need.Traffic, Bound.Most);
                if (answer.Extent is Extent.Never && !(port == SystemNeeds.Https.Port && HasEndpoint(network, member)))
                {
                    yield return FindingOf(scope, network, member, need, answer);
                }
            }
        }
    }

    private Finding FindingOf(CheckScope scope, AwsNetwork network, Member member, Need need, Answer answer) =>
        new()
        {
            Check = Id,
            Title = Title,
            Severity = Severity,
            Resource = Mending.PlaceOf(answer, need),
            Subject = $"{member.Endpoint.Name}:{need.Traffic}",
            Component = member.Resource.Component,
            Location = scope.LocationOf(member.Resource.Component),
            Message =
                need.Traffic == SystemNeeds.Https
                    ? $"{member.Endpoint.Name} reaches neither the internet nor AWS's services on 443, so that its tasks cannot pull their image and never start."
                    : $"{member.Endpoint.Name} calls the internet on {need.Traffic} and no packet gets there.",
            Mend = need.From.Groups.Contains(Mending.PlaceOf(answer, need))
                ? Mending.Of(answer, need, network)
                : $"Route the subnets of {member.Resource.Address} through a NAT gateway, or stand it in public subnets with assign_public_ip = true.",
            Proof = answer.Path,
        };

    // Only Fargate pulls through the task's interface; on servers of one's own the server does.
    private static bool IsFargate(Member member) =>
        member.Resource.Type switch
        {
            "aws_ecs_service" => member.Resource["launch_type"].AsText() == "FARGATE"
                || member.Resource["capacity_provider_strategy.capacity_provider"].AsText()
                    is "FARGATE"
                        or "FARGATE_SPOT",
            "aws_scheduler_schedule" => member.Resource["target.ecs_parameters.launch_type"].AsText() == "FARGATE",
            "aws_cloudwatch_event_target" => member.Resource["ecs_target.launch_type"].AsText() == "FARGATE",
            _ => false,
        };

    // Which endpoints a task needs depends on what it calls; one that it reaches is taken for enough.
    private static bool HasEndpoint(AwsNetwork network, Member member) =>
        network.Members.Any(m =>
            m.Sort is MemberSort.Service
            && Connectivity.Between(network.Model, member.Endpoint, m.Endpoint, SystemNeeds.Https, Bound.Most).Extent
                is not Extent.Never
        );
}
