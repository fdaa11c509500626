using System.Text.RegularExpressions;

namespace Infrar.Providers.Aws.Checks.Privileges;

/// <summary>An image in a private registry of Amazon ECR, as a container names it.</summary>
/// <param name="Account">Account that the registry belongs to, as written.</param>
/// <param name="Region">Its region, as written.</param>
/// <param name="Repository">Repository.</param>
internal sealed partial record EcrImage(string Account, string Region, string Repository)
{
    /// <summary>ARN of the repository.</summary>
    public string Arn => $"arn:aws:ecr:{Region}:{Account}:repository/{Repository}";

    /// <summary>The image, or null for one that lies elsewhere.</summary>
    public static EcrImage? Of(string image) =>
        Pattern().Match(image) is { Success: true } match
            ? new(match.Groups["account"].Value, match.Groups["region"].Value, match.Groups["name"].Value)
            : null;

    [GeneratedRegex(
        @"^(?<account>[0-9A-Za-z_-]+)\.dkr\.ecr\.(?<region>[a-z0-9-]+)\.amazonaws\.com/(?<name>[^:@]+)",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Pattern();
}
