using System.IO.Compression;
using System.Text.Json;
using Infrar.Platform.Parts.Secrets;

namespace Infrar.Platform.Runs.Executor;

/// <summary>A run's folder at its executor, for one taking. It stays until the platform has acknowledged what came of it.</summary>
/// <param name="Path">The folder.</param>
/// <param name="Run">The run.</param>
/// <param name="Epoch">The taking.</param>
internal sealed record PhaseFolder(string Path, Id<Run> Run, int Epoch)
{
    /// <summary>Where the engine works.</summary>
    public string Configuration => System.IO.Path.Combine(Path, "configuration");

    /// <summary>What the engine said, line by line.</summary>
    public string Journal => System.IO.Path.Combine(Path, "journal.ndjson");

    public string Errors => System.IO.Path.Combine(Path, "errors.txt");

    public string Plan => System.IO.Path.Combine(Configuration, "infrar.plan");

    public string Lock => System.IO.Path.Combine(Configuration, ".terraform.lock.hcl");

    /// <summary>The state that an engine could not hand in.</summary>
    public string ErroredState => System.IO.Path.Combine(Configuration, "errored.tfstate");

    /// <summary>How the engine ended; there once it has.</summary>
    public string Exit => System.IO.Path.Combine(Path, "exit.json");

    /// <summary>Whether the engine applied, and so may have changed something.</summary>
    public bool IsApply => File.Exists(System.IO.Path.Combine(Path, "apply"));

    /// <summary>Makes the folder.</summary>
    public static PhaseFolder Create(string root, Run run)
    {
        var folder = new PhaseFolder(System.IO.Path.Combine(root, $"{run.Id}-{run.Epoch}"), run.Id, run.Epoch);
        DurableFile.CreateFolder(folder.Configuration);
        if (run.Status is RunStatus.Applying)
        {
            File.WriteAllText(System.IO.Path.Combine(folder.Path, "apply"), "");
        }

        return folder;
    }

    /// <summary>Folders of runs whose end was not acknowledged.</summary>
    public static IEnumerable<PhaseFolder> Left(string root)
    {
        if (!Directory.Exists(root))
        {
            yield break;
        }

        foreach (var path in Directory.EnumerateDirectories(root, "run-*"))
        {
            var name = System.IO.Path.GetFileName(path);
            var at = name.LastIndexOf('-');
            if (int.TryParse(name[(at + 1)..], out var epoch) && Id<Run>.TryParse(name[..at], null, out var run))
            {
                yield return new(path, run, epoch);
            }
        }
    }

    /// <summary>Unpacks the configuration.</summary>
    public async Task UnpackAsync(Stream archive, CancellationToken cancellationToken)
    {
        var file = System.IO.Path.Combine(Path, "configuration.zip");
        await using (var copy = File.Create(file))
        {
            await archive.CopyToAsync(copy, cancellationToken);
        }

        await ZipFile.ExtractToDirectoryAsync(file, Configuration, overwriteFiles: true, cancellationToken);
        File.Delete(file);
    }

    /// <summary>Notes how the engine ended, before anything is told.</summary>
    public void Ended(EngineExit exit) => File.WriteAllText(Exit, JsonSerializer.Serialize(exit));

    /// <summary>How the engine ended; null while that is not known.</summary>
    public EngineExit? ReadExit() =>
        File.Exists(Exit) ? JsonSerializer.Deserialize<EngineExit>(File.ReadAllText(Exit)) : null;

    /// <summary>Removes it: all that it held is where it belongs.</summary>
    public void Remove()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // It was gone.
        }
    }
}
