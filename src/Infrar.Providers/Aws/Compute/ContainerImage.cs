using System.Text.RegularExpressions;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Resources;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Aws.Compute;

/// <summary>Where a workload's image comes from: as stated, else the system's own registry.</summary>
internal static partial class ContainerImage
{
    /// <summary>The image reference; <see cref="Value.None"/> when none is stated and the system has no registry for it.</summary>
    public static Value Of(Workload workload, Site site)
    {
        if (workload.Image.Length > 0)
        {
            return workload.Image;
        }

        if (Registry(site) is not { } registry)
        {
            return Value.None;
        }

        var url = Repository(registry, workload, site) is { } repository
            ? Ref(repository, "repository_url")
            : site.Endpoint(registry.Name, "url");
        return url is Value.Null ? Value.None : Template(url, ":", Tag(workload, site));
    }

    /// <summary>ARN of the ECR repository that the image is pulled from; null when it is elsewhere and needs no permission.</summary>
    public static Value? RepositoryArn(Workload workload, Site site)
    {
        if (workload.Image.Length == 0)
        {
            return Registry(site) is { } registry && Repository(registry, workload, site) is { } repository
                ? Ref(repository, "arn")
                : null;
        }

        var ecr = Ecr().Match(workload.Image);
        if (!ecr.Success)
        {
            return null;
        }

        return $"arn:aws:ecr:{ecr.Groups["region"].Value}:{ecr.Groups["account"].Value}:repository/{ecr.Groups["name"].Value}";
    }

    private static ContainerRegistry? Registry(Site site) =>
        site.System.Components.OfType<ContainerRegistry>().FirstOrDefault();

    // A registry without stated repositories has one for each workload without an image; a stated one is found by name.
    private static string? Repository(ContainerRegistry registry, Workload workload, Site site)
    {
        if (site.OfferingOf(registry).Provider != "aws")
        {
            return null;
        }

        var name = registry.Repositories.FirstOrDefault(r =>
            r == workload.Name
            || r == $"{site.System.Name}-{workload.Name}"
            || r.EndsWith($"/{workload.Name}", StringComparison.Ordinal)
        );
        return $"aws_ecr_repository.{AwsNaming.TofuName(name ?? workload.Name)}";
    }

    private static Value.Variable Tag(Workload workload, Site site) =>
        site.Declare(
            new(
                $"{AwsNaming.TofuName(workload)}_image_tag",
                "string",
                $"Tag of the image that {workload.Title} runs.",
                "latest"
            )
        );

    [GeneratedRegex(
        @"^(?<account>[0-9A-Za-z]+)\.dkr\.ecr\.(?<region>[a-z0-9-]+)\.amazonaws\.com/(?<name>[^:@]+)",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Ecr();
}
