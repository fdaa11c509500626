using System.Text.Json;

namespace Infrar.Platform.Builds.Builder;

/// <summary>A build's folder at its builder, for one taking, beside what its project built before.</summary>
/// <param name="Path">The folder.</param>
/// <param name="Store">Where the project's layers lie on this machine.</param>
internal sealed record BuildFolder(string Path, string Store)
{
    /// <summary>What the program that builds gets to see of it.</summary>
    public string Work => System.IO.Path.Combine(Path, "work");

    /// <summary>The source, unpacked.</summary>
    public string Source => In("source");

    /// <summary>What of the log was told: without secrets.</summary>
    public string Told => System.IO.Path.Combine(Path, "told.txt");

    /// <summary>What was said, by the program that builds and by whoever runs it.</summary>
    public string Log => System.IO.Path.Combine(Path, "log.txt");

    /// <summary>Makes the folders of a build.</summary>
    /// <param name="root">The builder's folder.</param>
    /// <param name="build">The build.</param>
    public static BuildFolder Create(string root, Build build)
    {
        var folder = new BuildFolder(
            System.IO.Path.Combine(root, $"{build.Id}-{build.Epoch}"),
            System.IO.Path.Combine(root, "stores", build.ProjectId.Value)
        );
        File.WriteAllText(
            System.IO.Path.Combine(Directory.CreateDirectory(folder.Store).FullName, BuildStores.Mark),
            ""
        );
        foreach (
            var path in (string[])[folder.Source, folder.Store, folder.In("home"), folder.In("run"), folder.In("tmp")]
        )
        {
            Directory.CreateDirectory(path);
        }

        return folder;
    }

    /// <summary>A path in what the program that builds gets to see.</summary>
    public string In(string name) => System.IO.Path.Combine(Work, name);

    /// <summary>Folders of builds that an earlier process of this node left.</summary>
    public static IEnumerable<string> Left(string root) =>
        Directory.Exists(root) ? Directory.EnumerateDirectories(root, "bld-*") : [];

    /// <summary>Removes it.</summary>
    public void Remove() => Remove(Path);

    /// <summary>Removes a build's folder.</summary>
    public static void Remove(string path)
    {
        try
        {
            Directory.Delete(path, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // It was gone.
        }
    }

    /// <summary>Writes what the program that builds is set up by; nothing of its user's or the machine's own counts.</summary>
    public void Configure(BuilderOptions options, IEnumerable<KeyValuePair<string, string>> logins)
    {
        // A limit that the machine does not grant would keep every step from starting.
        File.WriteAllText(
            In("containers.conf"),
            $"""
            [containers]
            default_ulimits = ["nofile=1024:4096", "nproc={options.Processes}:{options.Processes}"]

            [engine]
            runtime = "{options.Runtime}"
            cgroup_manager = "cgroupfs"

            """
        );
        File.WriteAllText(In("storage.conf"), "[storage]\ndriver = \"overlay\"\n");
        File.WriteAllText(
            In("registries.conf"),
            "unqualified-search-registries = []\nshort-name-mode = \"disabled\"\n"
        );
        File.WriteAllText(In("policy.json"), """{"default": [{"type": "insecureAcceptAnything"}]}""");
        WriteClosed(
            In("auth.json"),
            JsonSerializer.Serialize(new { auths = logins.ToDictionary(l => l.Key, l => new { auth = l.Value }) })
        );
    }

    /// <summary>Writes a file that nobody else reads.</summary>
    public static void WriteClosed(string path, string text)
    {
        using var stream = new FileStream(
            path,
            new FileStreamOptions
            {
                Mode = FileMode.Create,
                Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            }
        );
        using var writer = new StreamWriter(stream);
        writer.Write(text);
    }
}
