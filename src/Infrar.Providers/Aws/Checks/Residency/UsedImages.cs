using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;
using Infrar.Providers.Aws.Checks.Privileges;

namespace Infrar.Providers.Aws.Checks.Residency;

/// <summary>An image of Amazon ECR that something runs.</summary>
/// <param name="User">What runs it.</param>
/// <param name="Owner">Container of it; empty where there is one only.</param>
/// <param name="Text">The image as named.</param>
/// <param name="Image">Its parts.</param>
internal sealed record UsedImage(Resource User, string Owner, string Text, EcrImage Image);

/// <summary>The images that are named by text; those that it refers to are where they should be.</summary>
internal static class UsedImages
{
    /// <summary>Resource types that name images.</summary>
    public static ImmutableArray<string> Types { get; } =
    [TaskContainers.Type, "aws_lambda_function", "aws_apprunner_service"];

    /// <summary>All of them.</summary>
    public static IEnumerable<UsedImage> Of(CheckScope scope) =>
        TaskContainers
            .Of(scope)
            .All.Select(c => Named(c.Task, c.Name, c.Definition.At("image")))
            .Concat(scope.Graph.OfType("aws_lambda_function").Select(f => Named(f, "", f["image_uri"])))
            .Concat(
                scope
                    .Graph.OfType("aws_apprunner_service")
                    .Select(s => Named(s, "", s["source_configuration.image_repository.image_identifier"]))
            )
            .OfType<UsedImage>();

    private static UsedImage? Named(Resource user, string owner, Value image) =>
        image.AsText() is { } text && EcrImage.Of(text) is { } parts ? new(user, owner, text, parts) : null;
}
