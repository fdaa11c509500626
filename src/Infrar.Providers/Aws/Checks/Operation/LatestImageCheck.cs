using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Checks.Operation;

/// <summary>Whether a task says which build of its image it runs.</summary>
internal sealed class LatestImageCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "OPS004";

    /// <inheritdoc/>
    public override string Title => "A task runs whatever was pushed last";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Operation;

    /// <inheritdoc/>
    public override string Rationale =>
        "latest is another image tomorrow: copies of one service differ, going back is not possible, and a bad push is live at the next restart.";

    /// <inheritdoc/>
    public override string Mend => "Name a version or a digest.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_ecs_task_definition"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        foreach (var container in TaskContainers.Of(scope)[resource])
        {
            // Where only the repository is another resource's, the tag may still be written out.
            var known = container.Image is Value.Template { Parts: [.., var last] }
                ? last.AsText()
                : container.Image.AsText();
            if (known is null || known.Contains('@', StringComparison.Ordinal))
            {
                continue;
            }

            var name = known[(known.LastIndexOf('/') + 1)..];
            var tag = name.LastIndexOf(':') is >= 0 and var colon ? name[(colon + 1)..] : "";
            if (tag == "latest" || (tag.Length == 0 && container.Image is Value.Text && known.Length > 0))
            {
                yield return Found(
                    scope,
                    resource,
                    $"Container '{container.Name}' runs {(tag.Length == 0 ? "an image without a tag, which means latest" : "the tag latest")}: another image after the next push, on some copies before others.",
                    $"Name a version or a digest in the image of '{container.Name}'.",
                    new ProofStep(
                        resource.Address,
                        $"container '{container.Name}': the image ends with {(tag.Length == 0 ? name : ":latest")}",
                        Breaks: true
                    )
                ) with
                {
                    Subject = container.Name,
                };
            }
        }
    }
}
