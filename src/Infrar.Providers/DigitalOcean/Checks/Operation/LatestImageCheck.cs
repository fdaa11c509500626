using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;

namespace Infrar.Providers.DigitalOcean.Checks.Operation;

/// <summary>Whether an app says which build of its image it runs.</summary>
internal sealed class LatestImageCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "OPS021";

    /// <inheritdoc/>
    public override string Title => "An app runs whatever was pushed last";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Operation;

    /// <inheritdoc/>
    public override string Rationale =>
        "latest is another image tomorrow, and going back to the one before is not possible.";

    /// <inheritdoc/>
    public override string Mend => "Name a version or a digest.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["digitalocean_app"];

    private static readonly string[] Parts = ["service", "worker", "job"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource) =>
        Parts
            .SelectMany(p => resource[$"spec.{p}"].Items())
            .Where(p => p.At("image.tag").AsText() == "latest" && p.At("image.digest").IsOmitted())
            .Select(p =>
                Found(
                    scope,
                    resource,
                    $"'{p.At("name").AsText()}' runs the tag latest: another image after the next push.",
                    $"Name a version in image.tag of '{p.At("name").AsText()}'.",
                    new ProofStep(resource.Address, $"'{p.At("name").AsText()}': image.tag = latest", Breaks: true)
                ) with
                {
                    Subject = p.At("name").AsText() ?? "",
                }
            );
}
