using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Aws.Checks.Operation;

/// <summary>One container of a task definition, as far as it is known.</summary>
/// <param name="Name">Its name in the task; empty when not known.</param>
/// <param name="Definition">What the task says of it.</param>
internal sealed record TaskContainer(string Name, Value Definition)
{
    /// <summary>The image as it is written, the literal parts where the rest is not known; null when nothing of it is.</summary>
    public Value Image => Definition.At("image");

    /// <summary>Plain settings in order.</summary>
    public IEnumerable<(string Name, Value Value)> Environment =>
        Definition
            .At("environment")
            .Items()
            .Select(e => (e.At("name").AsText() ?? "", e.At("value")))
            .Where(e => e.Item1.Length > 0);

    /// <summary>Ports that it listens on.</summary>
    public IEnumerable<decimal> Ports =>
        Definition.At("portMappings").Items().Select(p => p.At("containerPort").AsNumber()).OfType<decimal>();
}

/// <summary>The containers of task definitions, read once for all checks that look at them.</summary>
internal sealed class TaskContainers
{
    private readonly Dictionary<string, ImmutableArray<TaskContainer>> _ofTasks = new(StringComparer.Ordinal);

    /// <summary>The containers of a task definition; none where they are not known.</summary>
    public static ImmutableArray<TaskContainer> Of(CheckScope scope, Resource task)
    {
        var known = scope.Model(_ => new TaskContainers())._ofTasks;
        if (!known.TryGetValue(task.Address, out var containers))
        {
            containers = Read(task);
            known.Add(task.Address, containers);
        }

        return containers;
    }

    private static ImmutableArray<TaskContainer> Read(Resource task) =>
        [
            .. (task["container_definitions"].AsJson() ?? Value.None)
                .Items()
                .Select(c => new TaskContainer(c.At("name").AsText() ?? "", c)),
        ];
}
