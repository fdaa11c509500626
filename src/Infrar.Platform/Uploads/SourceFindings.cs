using System.Collections.Immutable;
using Infrar.Core;
using Infrar.Core.Compose;
using Infrar.Core.Detection;
using Infrar.Platform.Uploads.Archives;

namespace Infrar.Platform.Uploads;

/// <summary>What was found in a source.</summary>
/// <param name="Files">How many files.</param>
/// <param name="UnpackedSize">Their bytes.</param>
/// <param name="Root">The folder that holds all of them; empty for none.</param>
/// <param name="Proposal">The detection as JSON.</param>
internal sealed record SourceFindings(int Files, long UnpackedSize, string Root, string Proposal)
{
    /// <summary>Reads a source and proposes a manifest.</summary>
    /// <returns>What was found; <c>UPL001</c> to <c>UPL010</c>, or <c>UPL040</c> when there is more to say than can be kept.</returns>
    internal static async Task<Result<SourceFindings>> ReadAsync(
        Stream content,
        string system,
        ArchiveLimits limits,
        CancellationToken cancellationToken
    )
    {
        var read = await ArchiveReader.ReadAsync(content, Wants, limits, cancellationToken);
        if (!read.Succeeded(out var listing, out var problem))
        {
            return problem;
        }

        var root = RootOf(listing);
        var tree = new SourceTree(
            listing.Files.Select(file => new SourceFile(file.Path[root.Length..], file.Size)),
            listing.Texts.ToImmutableDictionary(t => t.Key[root.Length..], t => t.Value)
        );
        var proposal = DetectionJson.Write(ComposeAlone(listing, root, system) ?? Detector.Detect(tree, system));
        return proposal.Length <= UploadConfiguration.LongestProposal
            ? new SourceFindings(
                listing.Files.Count,
                listing.Files.Sum(file => file.Size),
                root.TrimEnd('/'),
                proposal.Replace("\\u0000", "", StringComparison.Ordinal)
            )
            : UploadProblems.TooLong();
    }

    // Among sources a Compose file tells of the data services alone. Whoever sends nothing else wants all of it carried over.
    private static SourceDetection? ComposeAlone(ArchiveListing listing, string root, string system)
    {
        if (
            listing.Files is not [var only]
            || Path.GetExtension(only.Path) is not (".yaml" or ".yml")
            || !listing.Texts.TryGetValue(only.Path, out var text)
        )
        {
            return null;
        }

        var importing = ComposeImport.Read(text, only.Path[root.Length..]);
        return new(system, importing.Components, importing.Diagnostics, Files: 1, importing.Manifest ?? "");
    }

    // Whether a folder holds everything is known only at the end, so both readings of a path count.
    private static bool Wants(string path, long size) =>
        Detector.Wants(path, size)
        || (
            path.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash
            && Detector.Wants(path[(slash + 1)..], size)
        );

    /// <summary>Archives are often packed with one folder around everything, such as <c>shop-1.2/</c>.</summary>
    private static string RootOf(ArchiveListing listing)
    {
        if (
            listing.Files is not [var first, ..]
            || first.Path.IndexOf('/', StringComparison.Ordinal) is not (> 0 and var slash)
        )
        {
            return "";
        }

        var root = first.Path[..(slash + 1)];
        return listing.Files.All(file => file.Path.StartsWith(root, StringComparison.Ordinal)) ? root : "";
    }
}
