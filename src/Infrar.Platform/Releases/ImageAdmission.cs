using Infrar.Core;
using Infrar.Core.Images;
using Infrar.Core.Images.Attestations;
using Infrar.Platform.Builds;
using Infrar.Platform.Builds.Attesting;
using Infrar.Platform.Builds.Registries;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Projects;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.Releases;

/// <summary>Looks whether images are what a build of the project made, before they are planned and again before they are applied.</summary>
/// <remarks>
/// 1. A build of the project says that it made the digest. 2. The registry has the digest. 3. The project's key signed it there. 4. Its
/// provenance, signed as well, names that build. Whatever does not hold, or cannot be asked, is a refusal.
/// </remarks>
internal sealed class ImageAdmission(PlatformContext records, ImageRegistries registries, ImageSigningKeys keys)
{
    /// <summary>Looks.</summary>
    /// <param name="project">Whose images they are.</param>
    /// <param name="images">The images, by digest.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <returns>Null when all are admitted; <c>REL004</c> or <c>REL010</c>.</returns>
    public async Task<Problem?> RefusalAsync(
        Id<Project> project,
        IEnumerable<string> images,
        CancellationToken cancellationToken
    )
    {
        var references = images.Distinct(StringComparer.Ordinal).ToList();
        if (references.Count is 0)
        {
            return null;
        }

        if (!(await registries.OfAsync(project, cancellationToken)).Succeeded(out var place, out var problem))
        {
            return ReleaseProblems.RegistryAway(problem.Detail);
        }

        var builds = await records
            .Set<Build>()
            .AsNoTracking()
            .Where(b => b.ProjectId == project && b.Status == BuildStatus.Built)
            .ToListAsync(cancellationToken);
        using var key = await keys.OfAsync(project, cancellationToken);
        foreach (var text in references)
        {
            try
            {
                if (!ImageReference.TryParse(text, out var image) || image.Digest is "")
                {
                    return ReleaseProblems.NotAdmitted(text, "It is named by no digest.");
                }

                using var client = registries.ClientFor(image, place);
                var makers = builds
                    .Where(b => b.Images.Any(i => i.Reference == text))
                    .SelectMany(b => b.Images.Where(i => i.Reference == text).Select(i => i.MadeBy ?? b.Id.Value))
                    .ToHashSet(StringComparer.Ordinal);
                if (await WhyNotAsync(client, image, key, makers, cancellationToken) is { } why)
                {
                    return ReleaseProblems.NotAdmitted(text, why);
                }
            }
            catch (RegistryException fault)
            {
                return ReleaseProblems.RegistryAway(fault.Message);
            }
        }

        return null;
    }

    private static async Task<string?> WhyNotAsync(
        RegistryClient client,
        ImageReference image,
        System.Security.Cryptography.ECDsa key,
        HashSet<string> makers,
        CancellationToken cancellationToken
    )
    {
        // 1.
        if (makers.Count is 0)
        {
            return "No build of this project made it.";
        }

        // 2.
        if (await client.FindManifestAsync(image.Repository, image.Digest, cancellationToken) is null)
        {
            return "The registry does not have it any more.";
        }

        // 3.
        if (!await Attestations.IsSignedAsync(client, image, key, cancellationToken))
        {
            return "The registry has no signature of it by this project's key.";
        }

        // 4.
        var said = await Attestations.FindAsync(client, image, key, Provenance.PredicateType, cancellationToken);
        return said is not { } provenance ? "The registry has no provenance of it that this project's key signed."
            : makers.Contains(Provenance.BuildOf(provenance)) ? null
            : "Its provenance names another build than the one that made it.";
    }
}
