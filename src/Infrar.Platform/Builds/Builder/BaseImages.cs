using System.Collections.Immutable;
using Infrar.Core;
using Infrar.Core.Images;
using Infrar.Platform.Builds.Registries;
using Infrar.Platform.Parts.Net;
using Microsoft.Extensions.Options;

namespace Infrar.Platform.Builds.Builder;

/// <summary>The images that a Dockerfile takes from elsewhere: which of them are let, and which bytes their names mean now.</summary>
/// <remarks>The program that builds is never left to find an image by itself: it gets these, by digest, and nothing else.</remarks>
internal sealed class BaseImages(
    ImageRegistries registries,
    IOptions<BuilderOptions> options,
    IOptions<NetworkOptions> network
)
{
    private const string NewestTag = "latest";

    /// <summary>Pins every image that a Dockerfile takes.</summary>
    /// <param name="component">For people.</param>
    /// <param name="dockerfile">The Dockerfile.</param>
    /// <param name="own">The project's registry.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <returns>By mention, the image with its digest; <c>BLD010</c> or <c>BLD011</c>.</returns>
    public async Task<Result<ImmutableDictionary<string, ImageReference>>> PinAsync(
        string component,
        Dockerfile dockerfile,
        RegistryPlace own,
        CancellationToken cancellationToken
    )
    {
        var pinned = ImmutableDictionary.CreateBuilder<string, ImageReference>(StringComparer.Ordinal);
        foreach (var image in dockerfile.Images.DistinctBy(i => i.Stated))
        {
            if (image.Name is not { } name)
            {
                return BuildProblems.BadImage(
                    component,
                    image.Line,
                    image.Stated,
                    "holds a variable without a value. Give its ARG a default before the first FROM."
                );
            }

            if (!ImageReference.TryParse(name, out var stated))
            {
                return BuildProblems.BadImage(
                    component,
                    image.Line,
                    image.Stated,
                    "is no image of a registry. State one such as node:22-bookworm-slim, or a stage of the file."
                );
            }

            var place = options.Value.Mirrored(stated);
            if (await RefusalAsync(place, own, cancellationToken) is { } why)
            {
                return BuildProblems.BadImage(component, image.Line, image.Stated, why);
            }

            var found = await DigestAsync(place, own, cancellationToken);
            if (!found.Succeeded(out var digest, out var problem))
            {
                return BuildProblems.NoBase(component, place.ToString(), problem.Detail);
            }

            pinned[image.Stated] = place.At(digest);
        }

        return pinned.ToImmutable();
    }

    // Other projects' images lie in the same registry, beside this one's.
    private async Task<string?> RefusalAsync(
        ImageReference image,
        RegistryPlace own,
        CancellationToken cancellationToken
    )
    {
        if (image.Registry == options.Value.Registry.Split('/')[0] && options.Value.Registry is not "")
        {
            var isMirror = options.Value.Mirrors.Any(m =>
                image.Name.StartsWith($"{m.Split('=')[^1]}/", StringComparison.Ordinal)
            );
            return
                isMirror
                || (image.Registry == own.Host && image.Repository.StartsWith(own.Prefix, StringComparison.Ordinal))
                ? null
                : "is in the installation's registry and not this project's. Take an image of this project, or one of a public registry.";
        }

        if (image.Registry == own.Host || options.Value.IsOwn(image.Registry))
        {
            return null;
        }

        try
        {
            var host = image.Registry.LastIndexOf(':') is > 0 and var colon ? image.Registry[..colon] : image.Registry;
            _ = await OutsideConnection.ResolveAsync(host, network.Value.AllowPrivate, cancellationToken);
            return null;
        }
        catch (ForbiddenAddressException)
        {
            return "is in a private network. Whoever runs Infrar opens it with Builder:PrivateRegistries.";
        }
        catch (System.Net.Sockets.SocketException)
        {
            return $"is in a registry, {image.Registry}, that nobody knows here.";
        }
    }

    private async Task<Result<string>> DigestAsync(
        ImageReference image,
        RegistryPlace own,
        CancellationToken cancellationToken
    )
    {
        // Docker's own registry is asked at another name than the one that references state.
        var asked =
            image.Registry is ImageReference.DefaultRegistry ? image with { Registry = "registry-1.docker.io" } : image;
        try
        {
            using var client = registries.ClientFor(asked, own);
            var reference =
                image.Digest is not "" ? image.Digest
                : image.Tag is not "" ? image.Tag
                : NewestTag;
            return await client.FindManifestAsync(image.Repository, reference, cancellationToken) is { } manifest
                ? manifest.Digest
                : BuildProblems.RegistryAway("is not there.");
        }
        catch (RegistryException fault)
        {
            return BuildProblems.RegistryAway($"cannot be asked for: {fault.Message}");
        }
    }
}
