using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Resources;

namespace Infrar.Providers.DigitalOcean;

/// <summary>Where App Platform pulls a workload's image from.</summary>
internal static class AppImage
{
    private static readonly TofuVariable Tag = new(
        "image_tag",
        "string",
        "Tag of the images in the account's own registry.",
        "latest"
    );

    /// <summary>The <c>image</c> block.</summary>
    internal static Value.Blocks Block(Workload workload, Site site)
    {
        if (Built(workload) is { } built)
        {
            return built;
        }

        if (RegistryOf(workload.Image) is { } stated)
        {
            return Values.Block(
                ("registry_type", stated.Type),
                ("registry", stated.Owner.Length > 0 ? stated.Owner : Value.None),
                ("repository", stated.Repository),
                ("tag", stated.Tag.Length > 0 ? stated.Tag : "latest")
            );
        }

        if (workload.BuiltImage.Length > 0)
        {
            site.Note(
                $"App Platform cannot pull {workload.BuiltImage}: {workload.Title} runs the image of its name in the account's own registry, and not the one that was released."
            );
        }
        else if (workload.Image.Length > 0)
        {
            site.Note(
                $"App Platform cannot pull {workload.Image}: {workload.Title} runs the image of that name in the account's own registry."
            );
        }

        return Values.Block(
            ("registry_type", "DOCR"),
            ("repository", workload.Image.Length > 0 ? Split(workload.Image).Path.Split('/')[^1] : workload.Name),
            ("tag", site.Declare(Tag)),
            ("deploy_on_push", Values.Block(("enabled", true)))
        );
    }

    // By digest, from a registry that App Platform pulls from.
    private static Value.Blocks? Built(Workload workload)
    {
        var at = workload.BuiltImage.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && RegistryOf(workload.BuiltImage[..at]) is { } known
            ? Values.Block(
                ("registry_type", known.Type),
                ("registry", known.Owner.Length > 0 ? known.Owner : Value.None),
                ("repository", known.Repository),
                ("digest", workload.BuiltImage[(at + 1)..])
            )
            : null;
    }

    /// <summary>The parts of an image in a registry that App Platform knows; null for any other, and for none.</summary>
    private static (string Type, string Owner, string Repository, string Tag)? RegistryOf(string image)
    {
        if (image.Length == 0)
        {
            return null;
        }

        var (host, path, tag) = Split(image);
        var slash = path.LastIndexOf('/');
        var owner = slash < 0 ? "" : path[..slash];
        var repository = path[(slash + 1)..];
        return host switch
        {
            "" or "docker.io" => ("DOCKER_HUB", owner.Length > 0 ? owner : "library", repository, tag),
            "ghcr.io" => ("GHCR", owner, repository, tag),
            "registry.digitalocean.com" => ("DOCR", "", repository, tag),
            _ => null,
        };
    }

    private static (string Host, string Path, string Tag) Split(string image)
    {
        var slash = image.IndexOf('/', StringComparison.Ordinal);
        var first = slash < 0 ? "" : image[..slash];
        var isHost = first.Contains('.', StringComparison.Ordinal) || first.Contains(':', StringComparison.Ordinal);
        var rest = isHost ? image[(slash + 1)..] : image;
        var colon = rest.LastIndexOf(':');
        return (isHost ? first : "", colon < 0 ? rest : rest[..colon], colon < 0 ? "" : rest[(colon + 1)..]);
    }
}
