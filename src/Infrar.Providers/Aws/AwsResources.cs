using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Resources;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Aws;

/// <summary>Adds AWS resources to a site in one line each.</summary>
internal static class AwsResources
{
    // Services without regions; their resources answer from everywhere.
    private static readonly string[] Global =
    [
        "aws_iam_",
        "aws_route53_",
        "aws_cloudfront_",
        "aws_globalaccelerator_",
        "aws_organizations_",
        "aws_budgets_",
        "aws_shield_",
    ];

    // Two families of Route 53 have regions all the same.
    private static readonly string[] Regional = ["aws_route53_resolver_", "aws_route53profiles_"];

    /// <summary>Whether resources of a type belong to no region.</summary>
    public static bool IsGlobal(string type) => BeginsWithAny(type, Global) && !BeginsWithAny(type, Regional);

    /// <summary>Adds a resource that components share.</summary>
    /// <param name="site">The site.</param>
    /// <param name="concern">File that it is written to.</param>
    /// <param name="type">OpenTofu type.</param>
    /// <param name="name">OpenTofu name.</param>
    /// <param name="attributes">Attributes and blocks; those that are none are left out.</param>
    public static Resource AddShared(
        this Site site,
        string concern,
        string type,
        string name,
        params IEnumerable<(string Name, Value Value)> attributes
    ) => site.Add(New(site, concern, type, name, attributes));

    /// <summary>A resource of the home region (or of none), for <see cref="Site.Add"/> after more is said of it.</summary>
    public static Resource New(
        Site site,
        string concern,
        string type,
        string name,
        params IEnumerable<(string Name, Value Value)> attributes
    ) =>
        new()
        {
            Type = type,
            Name = name,
            Provider = "aws",
            Region = IsGlobal(type) ? "" : AwsRegions.Home(site),
            Concern = concern,
            Attributes = Map(attributes),
        };

    /// <summary>The resource as one that was made for a component.</summary>
    public static Resource For(this Resource resource, Component component) =>
        resource with
        {
            Component = component.Name,
        };

    private static bool BeginsWithAny(string type, string[] prefixes)
    {
        foreach (var prefix in prefixes)
        {
            if (type.StartsWith(prefix, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
