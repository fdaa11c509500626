using System.Collections.Immutable;
using System.IO.Compression;
using System.Text;
using Infrar.Core;
using Infrar.Core.Pricing;
using Infrar.Core.Tofu;
using Infrar.Platform.Evaluations;
using Infrar.Platform.Http;
using Infrar.Providers;

namespace Infrar.Platform.Runs;

/// <summary>The configuration of a run, generated from what is chosen of a manifest.</summary>
/// <param name="Archive">Its files as a zip archive; the same files give the same bytes.</param>
/// <param name="Strategy">The hosting option.</param>
internal sealed record RunConfigurationFiles(byte[] Archive, string Strategy)
{
    /// <summary>Writes it.</summary>
    /// <param name="selected">What is chosen.</param>
    /// <param name="set">Names of variables that the workspace has values for.</param>
    /// <param name="isStandIn">Whether the clouds are stood in for: then variables without a value get one that looks right.</param>
    /// <returns>The configuration; <c>PRJ010</c>, <c>RUN005</c>, or <c>RUN006</c> with every variable that has no value.</returns>
    public static Result<RunConfigurationFiles> Write(Selected selected, IReadOnlySet<string> set, bool isStandIn)
    {
        if (!selected.Place().Succeeded(out var placement, out var problem))
        {
            return problem;
        }

        var files = TofuWriter.Write(placement, AllProviders.Catalog);
        if (!files.ContainsKey("versions.tf"))
        {
            return RunProblems.NothingGenerated(selected.Environment.Name, selected.System.Strategy.Name);
        }

        var missing = TofuWriter
            .RequiredVariables(placement, AllProviders.Catalog)
            .Where(v => !set.Contains(v.Name))
            .ToImmutableArray();
        if (missing.Length > 0 && !isStandIn)
        {
            return RunProblems.VariablesMissing(missing.Select(v => v.Name).Order(StringComparer.Ordinal));
        }

        if (missing.Length > 0)
        {
            files = files.SetItem(
                "stand-in.auto.tfvars.json",
                Encoding.UTF8.GetString(CoreJson.Bytes(json => StandInValues.Write(json, missing)))
            );
        }

        files = files.SetItem(RunUsage.FileName, UsageFileWriter.Write(placement, selected.Traffic));
        return new RunConfigurationFiles(Zip(files), selected.System.Strategy.Name);
    }

    private static byte[] Zip(ImmutableSortedDictionary<string, string> files)
    {
        using var archive = new MemoryStream();
        using (var zip = new ZipArchive(archive, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (path, text) in files)
            {
                var entry = zip.CreateEntry(path, CompressionLevel.Fastest);
                entry.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
                using var writer = new StreamWriter(entry.Open());
                writer.Write(text);
            }
        }

        return archive.ToArray();
    }
}
