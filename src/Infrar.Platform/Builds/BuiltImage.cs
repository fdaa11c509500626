using System.Collections.Immutable;

namespace Infrar.Platform.Builds;

/// <summary>An image that a build made.</summary>
/// <param name="Component">The component that it is of.</param>
/// <param name="Repository">Registry and repository, such as <c>registry.example.com/shop/api</c>.</param>
/// <param name="Digest">Of its manifest, such as <c>sha256:…</c>.</param>
/// <param name="Recipe">Path of the Dockerfile in the source: where it lies, or where a generated one would.</param>
/// <param name="Language">What the recipe was written for; <c>dockerfile</c> for the source's own.</param>
internal sealed record BuiltImage(string Component, string Repository, string Digest, string Recipe, string Language)
{
    /// <summary>Whether it is a static site's: then its files are what is published.</summary>
    public bool IsSite { get; init; }

    /// <summary>Its layers from the base up, with their packed sizes.</summary>
    public ImmutableArray<ImageLayer> Layers { get; init; } = [];

    /// <summary>The images that it was made of, each with its digest.</summary>
    public ImmutableArray<string> Bases { get; init; } = [];

    /// <summary>How many instructions there were.</summary>
    public int Steps { get; init; }

    /// <summary>How many of them were taken from what was built before.</summary>
    public int CachedSteps { get; init; }

    /// <summary>How long it took, all in all.</summary>
    public TimeSpan Took { get; init; }

    /// <summary>Of all that it was made of: recipe, files, bases, program. Empty where secrets were at hand, which may have gone in too.</summary>
    public string InputSha256 { get; init; } = "";

    /// <summary>The earlier build that made it of the very same; null where this one did.</summary>
    public string? MadeBy { get; init; }

    /// <summary>How many packages its bill of materials has.</summary>
    public int Packages { get; init; }

    /// <summary>Licences that packages state, with how many do, most first; under the empty name those that state none.</summary>
    public ImmutableArray<LicenseCount> Licenses { get; init; } = [];

    /// <summary>The image, by digest.</summary>
    public string Reference => $"{Repository}@{Digest}";

    /// <summary>Bytes of its layers, packed.</summary>
    public long Size => Layers.Sum(l => l.Size);
}

/// <summary>A layer of an image.</summary>
/// <param name="Digest">Of what is stored of it.</param>
/// <param name="Size">Bytes, packed.</param>
internal sealed record ImageLayer(string Digest, long Size);

/// <summary>How many packages state a licence.</summary>
/// <param name="License">The licence as they state it.</param>
/// <param name="Packages">How many.</param>
internal sealed record LicenseCount(string License, int Packages);

/// <summary>What is to be built of a component, where detection is not to decide.</summary>
/// <param name="Component">Its name in the manifest.</param>
/// <param name="Folder">Its folder in the source; null as detection finds it.</param>
/// <param name="Dockerfile">Its Dockerfile; null for the folder's, or a generated one.</param>
internal sealed record BuildOrder(string Component, string? Folder = null, string? Dockerfile = null);
