using Infrar.Core;
using Infrar.Core.Diagnostics;
using Infrar.Core.Manifests;
using Infrar.Platform.Access;
using Infrar.Platform.Parts.Database;
using Infrar.Providers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;

namespace Infrar.Platform.Projects;

/// <summary>A project's manifest, read.</summary>
internal static class StoredManifest
{
    // In characters of text, of which each keeps some 34 bytes once it is read (bench/, manifest): 70 MB at most.
    private static readonly MemoryCache _known = new(new MemoryCacheOptions { SizeLimit = 2 * 1024 * 1024 });

    /// <summary>Reads it.</summary>
    /// <returns>The manifest; <c>PRJ006</c> when there is none, <c>PRJ007</c> when it is a draft with errors.</returns>
    public static async Task<Result<Manifest>> ReadAsync(
        ProjectAccess access,
        PlatformContext records,
        CancellationToken cancellationToken
    ) =>
        Read(
            await records
                .Set<Project>()
                .Where(p => p.Id == access.Id)
                .Select(p => p.Manifest)
                .FirstAsync(cancellationToken)
        );

    /// <summary>Reads its text.</summary>
    /// <returns>As <see cref="ReadAsync"/>.</returns>
    public static Result<Manifest> Read(string text)
    {
        if (text.Length is 0)
        {
            return ProjectProblems.NoManifest();
        }

        var reading = Reading(text);
        return reading.Manifest is { } manifest
            ? manifest
            : ProjectProblems.ManifestFaults(reading.Diagnostics.Count(d => d.Severity is DiagnosticSeverity.Error));
    }

    /// <summary>What reading a text says; the same text is read once while it is asked for.</summary>
    public static ManifestReading Reading(string text) =>
        _known.GetOrCreate(
            text,
            entry =>
            {
                entry.Size = text.Length;
                return ManifestReader.Read(text, "infrar.yaml", AllProviders.Catalog);
            }
        )!;
}
