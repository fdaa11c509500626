using System.Collections.Immutable;
using System.Text;
using Infrar.Cli.Problems;
using Infrar.Core;

namespace Infrar.Cli.Generation;

/// <summary>A folder that Infrar writes as a whole: what it did not write it never touches, and half a change never stays.</summary>
/// <remarks>
/// 1. Decide: compare what is there, what was written last time, and what is to be written.
/// 2. Refuse when a file is in the way, before anything is touched.
/// 3. Write everything new into a stage beside the files.
/// 4. Move each old file into the stage and each new one out of it; the record goes last.
/// 5. Remove the stage. A fault on the way moves everything back; what a killed process left is moved back by the next.
/// </remarks>
internal sealed class GeneratedFolder(string path)
{
    private const string StageName = ".infrar-stage";

    private const string CreatedName = "created";

    private string Stage => Path.Combine(path, StageName);

    /// <summary>What writing these files would do.</summary>
    /// <param name="files">Relative path to content.</param>
    public FolderChanges Decide(ImmutableSortedDictionary<string, string> files)
    {
        var before = GenerationRecord.Read(path);
        var changes = ImmutableArray.CreateBuilder<FileChange>();
        foreach (var (name, content) in files)
        {
            changes.Add(new(name, ActionOn(name, content, before)));
        }

        foreach (var (name, digest) in before.Files.Where(f => !files.ContainsKey(f.Key)))
        {
            // A file that somebody took over is theirs now; it stays and is forgotten.
            if (DigestOf(name) == digest)
            {
                changes.Add(new(name, FileAction.Remove));
            }
        }

        return new(changes.ToImmutable());
    }

    /// <summary>Writes the files and removes those that are no longer made.</summary>
    /// <returns>What was done; <c>CLI009</c> when files are in the way, <c>CLI006</c> when the folder cannot be written.</returns>
    public Result<FolderChanges> Write(ImmutableSortedDictionary<string, string> files, bool force)
    {
        try
        {
            Recover();
            // 1.
            var changes = Decide(files);
            // 2.
            if (!force && changes.InTheWay is { Length: > 0 } inTheWay)
            {
                return CliProblems.WouldOverwrite(path, inTheWay);
            }

            // 3.
            Directory.CreateDirectory(Path.Combine(Stage, "new"));
            Directory.CreateDirectory(Path.Combine(Stage, "old"));
            var writes = changes.All.Where(c => c.Action is not (FileAction.Keep or FileAction.Remove)).ToArray();
            foreach (var change in writes)
            {
                WriteStaged(change.Path, files[change.Path]);
            }

            WriteStaged(GenerationRecord.FileName, GenerationRecord.Of(files).ToJson());
            File.WriteAllLines(
                Path.Combine(Stage, CreatedName),
                changes
                    .All.Where(c => c.Action is FileAction.Create)
                    .Select(c => $"{GenerationRecord.Digest(files[c.Path])} {c.Path}")
            );
            try
            {
                // 4.
                foreach (var change in changes.All.Where(c => c.Action is FileAction.Remove))
                {
                    MoveOut(change.Path);
                }

                foreach (var name in writes.Select(c => c.Path).Append(GenerationRecord.FileName))
                {
                    MoveOut(name);
                    MoveIn(name);
                }
            }
            catch
            {
                Recover();
                throw;
            }

            // 5.
            Directory.Delete(Stage, recursive: true);
            RemoveEmptyFolders(changes);
            return changes;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return CliProblems.Unwritable(path, WriteFault.OfFolder(path, fault));
        }
    }

    private FileAction ActionOn(string name, string content, GenerationRecord before)
    {
        if (Directory.Exists(Path.Combine(path, name)))
        {
            return FileAction.InTheWay;
        }

        if (DigestOf(name) is not { } there)
        {
            return FileAction.Create;
        }

        if (there == GenerationRecord.Digest(content))
        {
            return FileAction.Keep;
        }

        return before.Files.GetValueOrDefault(name) == there ? FileAction.Update : FileAction.InTheWay;
    }

    private string? DigestOf(string name)
    {
        var file = Path.Combine(path, name);
        return File.Exists(file) ? GenerationRecord.Digest(File.ReadAllBytes(file)) : null;
    }

    private void WriteStaged(string name, string content)
    {
        var file = Path.Combine(Stage, "new", name);
        CreateParent(file);
        File.WriteAllText(file, content, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
    }

    private void MoveOut(string name)
    {
        var file = Path.Combine(path, name);
        if (File.Exists(file))
        {
            var kept = Path.Combine(Stage, "old", name);
            CreateParent(kept);
            File.Move(file, kept);
        }
    }

    private void MoveIn(string name)
    {
        var file = Path.Combine(path, name);
        CreateParent(file);
        File.Move(Path.Combine(Stage, "new", name), file);
    }

    /// <summary>Puts back what a fault or a kill left in the stage: old files return, and new ones go.</summary>
    private void Recover()
    {
        var created = Path.Combine(Stage, CreatedName);
        foreach (var line in File.Exists(created) ? File.ReadAllLines(created) : [])
        {
            // Only what still is as it was written: somebody may have worked on it since.
            if (line.Split(' ', 2) is [var digest, var name] && DigestOf(name) == digest)
            {
                File.Delete(Path.Combine(path, name));
            }
        }

        var old = Path.Combine(Stage, "old");
        if (Directory.Exists(old))
        {
            foreach (var kept in Directory.EnumerateFiles(old, "*", SearchOption.AllDirectories))
            {
                File.Move(kept, Path.Combine(path, Path.GetRelativePath(old, kept)), overwrite: true);
            }
        }

        if (Directory.Exists(Stage))
        {
            Directory.Delete(Stage, recursive: true);
        }
    }

    private void RemoveEmptyFolders(FolderChanges changes)
    {
        foreach (
            var folder in changes
                .All.Where(c => c.Action is FileAction.Remove)
                .Select(c => Path.GetDirectoryName(c.Path))
        )
        {
            var full = Path.Combine(path, folder ?? "");
            if (
                folder is { Length: > 0 }
                && Directory.Exists(full)
                && !Directory.EnumerateFileSystemEntries(full).Any()
            )
            {
                Directory.Delete(full);
            }
        }
    }

    private static void CreateParent(string file)
    {
        if (Path.GetDirectoryName(file) is { Length: > 0 } parent)
        {
            Directory.CreateDirectory(parent);
        }
    }
}
