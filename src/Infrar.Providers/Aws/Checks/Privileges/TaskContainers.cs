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
internal static class TaskContainers
{
    /// <summary>The type that states them.</summary>
    public const string Type = "aws_ecs_task_definition";

    /// <summary>Those of every task definition.</summary>
    public static IEnumerable<TaskContainer> All(CheckScope scope) => scope.Graph.OfType(Type).SelectMany(Of);

    /// <summary>Those of one task definition; none where its JSON is not known.</summary>
    public static IEnumerable<TaskContainer> Of(Resource task) =>
        (task["container_definitions"].AsJson() ?? Value.None)
            .Items()
            .OfType<Value.MapOf>()
            .Select(d => new TaskContainer(task, d));
}
