using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Infrar.Core.Images;

/// <summary>Where an image is: a registry, a repository in it, and a tag, a digest, or both.</summary>
/// <param name="Registry">Host and port, such as <c>docker.io</c> or <c>127.0.0.1:5000</c>.</param>
/// <param name="Repository">Path in the registry, such as <c>library/node</c>.</param>
/// <param name="Tag">The tag; empty for none.</param>
/// <param name="Digest">The manifest's digest, such as <c>sha256:…</c>; empty for none.</param>
public sealed partial record ImageReference(string Registry, string Repository, string Tag, string Digest)
{
    /// <summary>The registry that a name without one means.</summary>
    public const string DefaultRegistry = "docker.io";

    /// <summary>Most characters of a reference.</summary>
    public const int Longest = 512;

    /// <summary>What builders take for a place that is no registry, when a name begins so: files of their machine, say.</summary>
    private static readonly string[] Transports =
    [
        "atomic",
        "containers-storage",
        "dir",
        "docker",
        "docker-archive",
        "docker-daemon",
        "oci",
        "oci-archive",
        "ostree",
        "sif",
        "tarball",
    ];

    /// <summary>Reads a reference as Docker does: a name without a registry is of <see cref="DefaultRegistry"/>.</summary>
    /// <returns>False for anything else, in particular for places that are no registry, such as <c>docker-archive:/file</c>.</returns>
    public static bool TryParse(string text, [NotNullWhen(true)] out ImageReference? reference)
    {
        reference = null;
        if (text.Length > Longest || Form().Match(text) is not { Success: true } match)
        {
            return false;
        }

        var name = match.Groups["name"].Value;
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        var first = slash < 0 ? "" : name[..slash];
        var isRegistry = first.Contains('.') || first.Contains(':') || first is "localhost";
        var path = isRegistry ? name[(slash + 1)..] : name;
        if (path.Any(c => c is ':' || char.IsAsciiLetterUpper(c)) || (!isRegistry && Transports.Contains(path)))
        {
            return false;
        }

        var registry = isRegistry ? first : DefaultRegistry;
        reference = new(
            registry,
            registry is DefaultRegistry && !path.Contains('/') ? $"library/{path}" : path,
            match.Groups["tag"].Value,
            match.Groups["digest"].Value
        );
        return true;
    }

    /// <summary>Whether a text is a digest of SHA-256, as registries write it.</summary>
    public static bool IsDigest(string text) => DigestForm().IsMatch(text);

    /// <summary>Registry and repository, without tag and digest.</summary>
    public string Name => $"{Registry}/{Repository}";

    /// <summary>The same place with a digest and no tag.</summary>
    public ImageReference At(string digest) => this with { Tag = "", Digest = digest };

    /// <inheritdoc/>
    public override string ToString() => $"{Name}{(Tag is "" ? "" : $":{Tag}")}{(Digest is "" ? "" : $"@{Digest}")}";

    [GeneratedRegex(
        @"^(?<name>(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::[0-9]{1,5})?/)?[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*)(?::(?<tag>[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?(?:@(?<digest>sha256:[0-9a-f]{64}))?\z",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Form();

    [GeneratedRegex(@"^sha256:[0-9a-f]{64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex DigestForm();
}
