using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Checks.Secrets;

/// <summary>One variable that a program gets in plain text.</summary>
/// <param name="Resource">Resource that states it.</param>
/// <param name="Owner">Container or part of the resource that gets it; empty where there is one only.</param>
/// <param name="Name">Name of the variable.</param>
/// <param name="Value">Its value.</param>
internal sealed record PlainVariable(Resource Resource, string Owner, string Name, Value Value)
{
    /// <summary>Tells it apart within its resource.</summary>
    public string Subject => Owner.Length > 0 ? $"{Owner}:{Name}" : Name;
}

/// <summary>The variables that programs at AWS get in plain text, as their resources state them.</summary>
internal static class PlainVariables
{
    // Where a resource has a map of names to values.
    private static readonly (string Type, string Path)[] Maps =
    [
        ("aws_lambda_function", "environment.variables"),
        ("aws_amplify_app", "environment_variables"),
        ("aws_amplify_branch", "environment_variables"),
        (
            "aws_apprunner_service",
            "source_configuration.image_repository.image_configuration.runtime_environment_variables"
        ),
        ("aws_glue_job", "default_arguments"),
    ];

    /// <summary>Resource types that state variables.</summary>
    public static ImmutableArray<string> Types { get; } =
    [TaskContainers.Type, "aws_batch_job_definition", "aws_codebuild_project", .. Maps.Select(m => m.Type)];

    /// <summary>Every variable of the graph.</summary>
    public static ImmutableArray<PlainVariable> Of(CheckScope scope) =>
        scope.Model(s => new All([.. Read(s)])).Variables;

    private static IEnumerable<PlainVariable> Read(CheckScope scope) =>
        TaskContainers
            .Of(scope)
            .All.SelectMany(c => Pairs(c.Task, c.Name, c.Definition.At("environment").Items()))
            .Concat(
                scope
                    .Graph.OfType("aws_batch_job_definition")
                    .SelectMany(j =>
                        Pairs(j, "", (j["container_properties"].AsJson() ?? Value.None).At("environment").Items())
                    )
            )
            .Concat(
                scope
                    .Graph.OfType("aws_codebuild_project")
                    .SelectMany(p =>
                        Pairs(
                            p,
                            "",
                            p["environment.environment_variable"]
                                .Items()
                                .Where(v => v.At("type").AsText() is null or "PLAINTEXT")
                        )
                    )
            )
            .Concat(
                Maps.SelectMany(m =>
                    scope
                        .Graph.OfType(m.Type)
                        .SelectMany(r =>
                            r[m.Path] is Value.MapOf map
                                ? map.Entries.Select(e => new PlainVariable(r, "", e.Key, e.Value))
                                : []
                        )
                )
            );

    private static IEnumerable<PlainVariable> Pairs(Resource resource, string owner, IEnumerable<Value> pairs) =>
        pairs.Select(p => new PlainVariable(resource, owner, p.At("name").AsText() ?? "", p.At("value")));

    private sealed record All(ImmutableArray<PlainVariable> Variables);
}
