using System.Text.RegularExpressions;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Resources;
using Infrar.Providers.Aws.Data;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Aws.Compute;

/// <summary>Where a workload's image comes from: as stated, else the system's own registry.</summary>
internal static partial class ContainerImage
{
    /// <summary>The image reference; <see cref="Value.None"/> when none is stated and the system has no registry for it.</summary>
    public static Value Of(Workload workload, Site site)
    {
        if (workload.BuiltImage.Length > 0)
        {
            return workload.BuiltImage;
        }

        if (workload.Image.Length > 0)
        {
            return workload.Image;
        }

        if (Registry(site) is not { } registry)
        {
            return Value.None;
        }

        var url =
            site.OfferingOf(registry) is Ecr
                ? Ref(Ecr.RepositoryOf(registry, workload, site), "repository_url")
                : site.Endpoint(registry.Name, "url");
        return url is Value.Null ? Value.None : Template(url, ":", Tag(workload, site));
    }

    /// <summary>What the execution role must be allowed, so that ECS can pull an image; nothing for one that is public.</summary>
    public static IEnumerable<PolicyStatement> Grants(IEnumerable<Workload> containers, Site site)
    {
        var repositories = containers.Select(c => RepositoryArn(c, site)).OfType<Value>().Distinct().ToArray();
        if (repositories.Length == 0)
        {
            yield break;
        }

        // Signing in to ECR has no resource to name.
        yield return new("SignInToRegistry", ["ecr:GetAuthorizationToken"], ["*"]);
        yield return new(
            "PullImages",
            ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
            [.. repositories]
        );
    }

    private static Value? RepositoryArn(Workload workload, Site site)
    {
        if (workload is { Image.Length: 0, BuiltImage.Length: 0 })
        {
            return Registry(site) is { } registry && site.OfferingOf(registry) is Ecr
                ? Ref(Ecr.RepositoryOf(registry, workload, site), "arn")
                : null;
        }

        var ecr = EcrImage().Match(workload.BuiltImage.Length > 0 ? workload.BuiltImage : workload.Image);
        if (!ecr.Success)
        {
            return null;
        }

        var (account, region, name) = (
            ecr.Groups["account"].Value,
            ecr.Groups["region"].Value,
            ecr.Groups["name"].Value
        );
        return $"arn:aws:ecr:{region}:{account}:repository/{name}";
    }

    private static ContainerRegistry? Registry(Site site) =>
        site.System.Components.OfType<ContainerRegistry>().FirstOrDefault();

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
    private static partial Regex EcrImage();
}
