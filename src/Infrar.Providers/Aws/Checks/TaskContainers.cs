using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Aws.Checks;

/// <summary>One container of an ECS task definition, as far as it is known.</summary>
/// <param name="Task">The task definition.</param>
/// <param name="Definition">The container's JSON object; <see cref="Value.Unknown"/> where that is not known.</param>
internal sealed record TaskContainer(Resource Task, Value Definition)
{
    /// <summary>Its name in the task; empty when not known.</summary>
    public string Name => Definition.At("name").AsText() ?? "";

    /// <summary>The image as it is written, the literal parts where the rest is not known; null when nothing of it is.</summary>
    public Value Image => Definition.At("image");

    /// <summary>Plain settings in order.</summary>
    public IEnumerable<(string Name, Value Value)> Environment =>
        Definition
            .At("environment")
            .Items()
            .Select(e => (Name: e.At("name").AsText() ?? "", Value: e.At("value")))
            .Where(e => e.Name.Length > 0);

    /// <summary>Ports that it listens on.</summary>
    public IEnumerable<decimal> Ports =>
        Definition.At("portMappings").Items().Select(p => p.At("containerPort").AsNumber()).OfType<decimal>();
}

/// <summary>The containers that ECS tasks run, where they are known; read once for all checks that look at them.</summary>
internal sealed class TaskContainers
{
    /// <summary>The type that states them.</summary>
    public const string Type = "aws_ecs_task_definition";

    private readonly Dictionary<string, ImmutableArray<TaskContainer>> _byTask;

    private TaskContainers(CheckScope scope)
    {
        All =
        [
            .. scope
                .Graph.OfType(Type)
                .SelectMany(task =>
                    (task["container_definitions"].AsJson() ?? Value.None)
                        .Items()
                        .Select(d => new TaskContainer(task, d))
                ),
        ];
        _byTask = All.GroupBy(c => c.Task.Address, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.ToImmutableArray(), StringComparer.Ordinal);
    }

    /// <summary>Those of every task definition.</summary>
    public ImmutableArray<TaskContainer> All { get; }

    /// <summary>Those of one task definition; none where its JSON is not known.</summary>
    public ImmutableArray<TaskContainer> this[Resource task] =>
        _byTask.TryGetValue(task.Address, out var containers) ? containers : [];

    /// <summary>The model of what is checked.</summary>
    public static TaskContainers Of(CheckScope scope) => scope.Model(s => new TaskContainers(s));
}
