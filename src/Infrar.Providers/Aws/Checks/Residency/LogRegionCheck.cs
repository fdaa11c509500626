using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Checks.Residency;

/// <summary>Whether containers write their logs to the region where the log group lies.</summary>
internal sealed class LogRegionCheck : Check
{
    /// <inheritdoc/>
    public override string Id => "RES010";

    /// <inheritdoc/>
    public override string Title => "A container logs to another region";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Critical;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Residency;

    /// <inheritdoc/>
    public override string Rationale =>
        "The log driver looks for the group in awslogs-region alone. Where the group lies elsewhere, the container does not start; where it is made on the fly, logs leave the region.";

    /// <inheritdoc/>
    public override string Mend => "Set awslogs-region to the region of the log group, which is the task's.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => [TaskContainers.Type, "aws_cloudwatch_log_group"];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Run(CheckScope scope)
    {
        var groups = scope
            .Graph.OfType("aws_cloudwatch_log_group")
            .Where(g => g["name"].AsText() is not null)
            .ToLookup(g => g["name"].AsText(), g => g.Region, StringComparer.Ordinal);
        foreach (var container in TaskContainers.Of(scope).All)
        {
            var options = container.Definition.At("logConfiguration.options") as Value.MapOf ?? Value.MapOf.Empty;
            if (options["awslogs-region"].AsText() is not { } named)
            {
                continue;
            }

            var group = options["awslogs-group"];
            var lies = scope.Graph.Follow(group) is { } made ? [made.Region] : groups[group.AsText() ?? ""].ToArray();
            var isLost = lies.Length > 0 && !lies.Contains(named, StringComparer.Ordinal) && lies[0].Length > 0;
            if (isLost || (lies.Length == 0 && container.Task.Region is { Length: > 0 } region && region != named))
            {
                var where = isLost ? lies[0] : container.Task.Region;
                yield return Found(
                    scope,
                    container.Task,
                    isLost
                        ? $"The container '{container.Name}' logs to {named}, and its log group lies in {where}: the group is not found there, and the container does not start."
                        : $"The container '{container.Name}' logs to {named}, and the task runs in {where}: its logs leave the region, and no task starts while {named} is out of reach.",
                    $"Set awslogs-region to {where}.",
                    new ProofStep(
                        container.Task.Address,
                        isLost ? $"The log group lies in {where}." : $"It runs in {where}."
                    ),
                    new ProofStep(container.Task.Address, $"awslogs-region = \"{named}\"", Breaks: true)
                ) with
                {
                    Subject = container.Name,
                    Severity = isLost ? Severity.Critical : Severity.Medium,
                };
            }
        }
    }
}
