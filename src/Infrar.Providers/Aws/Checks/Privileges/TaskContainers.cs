using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Checks.Privileges;

/// <summary>One container of an ECS task definition.</summary>
/// <param name="Task">The task definition.</param>
/// <param name="Definition">The container's JSON object.</param>
internal sealed record TaskContainer(Resource Task, Value.MapOf Definition)
{
    /// <summary>Its name in the task.</summary>
    public string Name => Definition["name"].AsText() ?? "";
}

/// <summary>The containers that ECS tasks run, where they are known.</summary>
internal sealed class TaskContainers
{
    /// <summary>The type that states them.</summary>
    public const string Type = "aws_ecs_task_definition";

    private readonly ILookup<string, TaskContainer> _byTask;

    private TaskContainers(CheckScope scope)
    {
        All =
        [
            .. scope
                .Graph.OfType(Type)
                .SelectMany(task =>
                    (task["container_definitions"].AsJson() ?? Value.None)
                        .Items()
                        .OfType<Value.MapOf>()
                        .Select(d => new TaskContainer(task, d))
                ),
        ];
        _byTask = All.ToLookup(c => c.Task.Address, StringComparer.Ordinal);
    }

    /// <summary>Those of every task definition.</summary>
    public ImmutableArray<TaskContainer> All { get; }

    /// <summary>Those of one task definition; none where its JSON is not known.</summary>
    public IEnumerable<TaskContainer> this[Resource task] => _byTask[task.Address];

    /// <summary>The model of what is checked: a plan holds them as text, which is read once.</summary>
    public static TaskContainers Of(CheckScope scope) => scope.Model(s => new TaskContainers(s));
}
