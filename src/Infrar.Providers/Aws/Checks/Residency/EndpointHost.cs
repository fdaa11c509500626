using System.Text.RegularExpressions;
using Infrar.Providers.Aws.Checks.Privileges;

namespace Infrar.Providers.Aws.Checks.Residency;

/// <summary>A host name of AWS as it stands in a setting.</summary>
/// <param name="Name">The whole name.</param>
/// <param name="Service">What stands before <c>amazonaws.com</c>: <c>rds</c>, <c>cache</c>, or a region.</param>
/// <param name="Region">Region that the name states; empty for none.</param>
internal sealed partial record EndpointHost(string Name, string Service, string Region)
{
    // Services that have one region, or take what they use from one.
    private static readonly string[] GlobalServices =
    [
        "acm",
        "budgets",
        "ce",
        "ecr-public",
        "globalaccelerator",
        "organizations",
        "pricing",
        "shield",
        "support",
        "wafv2",
    ];

    /// <summary>The first host of AWS in a text, or null.</summary>
    public static EndpointHost? In(string text)
    {
        if (Host().Match(text) is not { Success: true } match)
        {
            return null;
        }

        var labels = match.Groups["labels"].Value.TrimEnd('.').Split('.');
        var region = Array.Find(labels, l => RegionName().IsMatch(l)) ?? "";
        return new(match.Value, labels[^1], region);
    }

    /// <summary>The first region that an ARN of a text names; empty for none.</summary>
    public static string RegionOfArn(string text) =>
        Arn().Match(text) is { Success: true } match
        && ArnParts.Of(match.Value) is { } arn
        && RegionName().IsMatch(arn.Region)
        && !GlobalServices.Contains(arn.Service, StringComparer.Ordinal)
            ? arn.Region
            : "";

    /// <summary>Whether it belongs to a service that answers in one region for all.</summary>
    public bool IsOfGlobalService => Labels.Any(l => GlobalServices.Contains(l, StringComparer.Ordinal));

    /// <summary>Whether it is the endpoint of a database or cache, and not that of a service.</summary>
    public bool IsOfResource => Service is "rds" or "cache" or "docdb" or "neptune" or "redshift" && Labels.Length > 3;

    /// <summary>First part of the name, where a resource's own name stands; behind <c>master.</c> and the like.</summary>
    public string Identifier => Labels[0] is "master" or "replica" or "clustercfg" ? Labels[1] : Labels[0];

    /// <summary>The part that is a placeholder, such as <c>xxx</c>; null for none.</summary>
    public string? Placeholder => Array.Find(Labels, l => l.Length > 2 && l.All(c => c is 'x' or 'X'));

    private string[] Labels => Name.Split('.');

    [GeneratedRegex(@"(?<labels>([A-Za-z0-9_-]+\.)+)amazonaws\.com", RegexOptions.CultureInvariant)]
    private static partial Regex Host();

    [GeneratedRegex(@"^[a-z]{2}(-[a-z]+)+-\d$", RegexOptions.CultureInvariant)]
    private static partial Regex RegionName();

    [GeneratedRegex(@"arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:[^:\s""']*:[^\s""']+", RegexOptions.CultureInvariant)]
    private static partial Regex Arn();
}
