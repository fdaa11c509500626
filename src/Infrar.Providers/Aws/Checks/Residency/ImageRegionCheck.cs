using System.Collections.Immutable;
using Infrar.Core.Checks;

namespace Infrar.Providers.Aws.Checks.Residency;

/// <summary>Whether images come from the region that they run in.</summary>
internal sealed class ImageRegionCheck : Check
{
    /// <inheritdoc/>
    public override string Id => "RES003";

    /// <inheritdoc/>
    public override string Title => "An image comes from another region";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Residency;

    /// <inheritdoc/>
    public override string Rationale =>
        "Every start pulls the image across regions: it is slower, it is billed as transfer, and no copy starts while the other region is out of reach. Lambda takes images from its own region only.";

    /// <inheritdoc/>
    public override string Mend => "Use a repository in the region that the image runs in, and replicate images to it.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => UsedImages.Types;

    /// <inheritdoc/>
    public override IEnumerable<Finding> Run(CheckScope scope)
    {
        foreach (var used in UsedImages.Of(scope))
        {
            var region = used.User.Region;
            if (region.Length == 0 || used.Image.Region == region)
            {
                continue;
            }

            var isRefused = used.User.Type == "aws_lambda_function";
            yield return Found(
                scope,
                used.User,
                isRefused
                    ? $"The image lies in {used.Image.Region} and the function in {region}: Lambda takes images from its own region only, and refuses to make the function."
                    : $"The image of '{used.Owner}' is pulled from {used.Image.Region} at every start in {region}: that is slower, billed as transfer, and impossible while {used.Image.Region} is out of reach.",
                $"Name a repository of {region}; aws_ecr_replication_configuration copies images there.",
                new ProofStep(used.User.Address, $"It runs in {region}."),
                new ProofStep(used.User.Address, $"image = \"{used.Text}\"", Breaks: true)
            ) with
            {
                Subject = used.Owner,
                Severity = isRefused ? Severity.Critical : Severity.Medium,
            };
        }
    }
}
