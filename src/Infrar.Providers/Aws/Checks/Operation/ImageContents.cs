using System.Collections.Immutable;

namespace Infrar.Providers.Aws.Checks.Operation;

/// <summary>Programs that well-known public images have or lack, as far as it is certain.</summary>
internal static class ImageContents
{
    // Images that derive from buildpack-deps, or install curl themselves, in their full variants.
    private static readonly ImmutableHashSet<string> WithCurl =
    [
        "nginx",
        "php",
        "node",
        "python",
        "ruby",
        "golang",
        "buildpack-deps",
        "curlimages/curl",
        "amazonlinux",
    ];

    // Debian or Ubuntu with what the program itself needs and nothing to fetch with.
    private static readonly ImmutableHashSet<string> WithoutFetchers =
    [
        "debian",
        "ubuntu",
        "postgres",
        "redis",
        "mysql",
        "mariadb",
        "mcr.microsoft.com/dotnet/aspnet",
        "mcr.microsoft.com/dotnet/runtime",
    ];

    /// <summary>Whether an image has a program; null where that is not certain.</summary>
    /// <param name="image">Reference, for example <c>node:22-alpine</c>.</param>
    /// <param name="program">For example <c>curl</c>.</param>
    /// <param name="throughShell">Whether a shell must start it.</param>
    public static bool? Has(string image, string program, bool throughShell)
    {
        var (name, tag) = Split(image);
        if (name.StartsWith("gcr.io/distroless/", StringComparison.Ordinal))
        {
            // The debug variants bring busybox.
            return tag.StartsWith("debug", StringComparison.Ordinal) ? null
                : throughShell || program is "curl" or "wget" ? false
                : null;
        }

        if (program is not ("curl" or "wget"))
        {
            return null;
        }

        var isAlpine = name == "alpine" || tag.Contains("alpine", StringComparison.Ordinal);
        var isSlim = tag.Contains("slim", StringComparison.Ordinal);
        return (name, program) switch
        {
            (_, "wget") when isAlpine => true,
            ("busybox", "wget") => true,
            ("busybox", "curl") => false,
            ("nginx" or "php" or "curlimages/curl", "curl") when !isSlim => true,
            (_, "curl") when isAlpine && IsOfficial(name) => false,
            _ when isSlim && IsOfficial(name) => false,
            (_, "curl") when WithCurl.Contains(name) => true,
            ("alpine", "curl") => false,
            _ when WithoutFetchers.Contains(name) && !isAlpine => false,
            _ => null,
        };
    }

    // Official images bear no owner; what others build upon them may add what they like.
    private static bool IsOfficial(string name) => !name.Contains('/', StringComparison.Ordinal);

    private static (string Name, string Tag) Split(string image)
    {
        var whole = image.Split('@')[0];
        var slash = whole.LastIndexOf('/');
        var colon = whole.IndexOf(':', slash + 1);
        var name = colon < 0 ? whole : whole[..colon];
        foreach (
            var prefix in new[] { "docker.io/library/", "docker.io/", "library/", "public.ecr.aws/docker/library/" }
        )
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal))
            {
                name = name[prefix.Length..];
                break;
            }
        }

        return (name, colon < 0 ? "" : whole[(colon + 1)..]);
    }
}
