using System.Text.Json;

namespace Infrar.Platform.Builds.Builder;

/// <summary>A build's folder at its builder, for one taking, beside what its project built before.</summary>
/// <remarks>
/// The program that builds runs what a stranger wrote, and may be deceived by it. It changes nothing but <see cref="Work"/> and
/// <see cref="Layers"/>, and what lies there is believed in nothing: the platform writes nothing into them, and follows no link out of them.
/// </remarks>
/// <param name="Path">The folder.</param>
/// <param name="Store">What this machine keeps of the project's builds.</param>
internal sealed record BuildFolder(string Path, string Store)
{
    /// <summary>Where the program that builds writes.</summary>
    public string Work => System.IO.Path.Combine(Path, "work");

    /// <summary>Layers of the project's builds, which the program that builds keeps.</summary>
    public string Layers => System.IO.Path.Combine(Store, "layers");

    /// <summary>What the program that builds is given to read: its settings, recipes, secrets of steps.</summary>
    public string Given => System.IO.Path.Combine(Path, "given");

    /// <summary>How one signs in to the registry; only commands that run no step are given it.</summary>
    public string Login => System.IO.Path.Combine(Path, "login");

    /// <summary>The source, unpacked.</summary>
    public string Source => System.IO.Path.Combine(Path, "source");

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
        foreach (
            var path in (string[])
                [
                    folder.Layers,
                    folder.Bases,
                    folder.Source,
                    folder.Given,
                    folder.Login,
                    folder.In("home"),
                    folder.In("run"),
                    folder.In("tmp"),
                ]
        )
        {
            Directory.CreateDirectory(path);
        }

        File.WriteAllText(System.IO.Path.Combine(folder.Store, BuildStores.Mark), "");
        return folder;
    }

    /// <summary>Notes of the images that were fetched, so that no program has to be started to find that out.</summary>
    public string Bases => System.IO.Path.Combine(Store, "bases");

    /// <summary>A path where the program that builds writes.</summary>
    public string In(string name) => System.IO.Path.Combine(Work, name);

    /// <summary>What the program that builds wrote into a small file; empty where there is none, or where it is a link.</summary>
    public string Written(string name) =>
        new FileInfo(In(name)) is { Exists: true, LinkTarget: null, Length: < 1024 } file
            ? File.ReadAllText(file.FullName).Trim()
            : "";

    /// <summary>Gives the program that builds a file to read; its path.</summary>
    public string Give(string name, string text) => WriteClosed(System.IO.Path.Combine(Given, name), text);

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
        _ = Give(
            "containers.conf",
            $"""
            [containers]
            default_ulimits = ["nofile=1024:4096", "nproc={options.Processes}:{options.Processes}"]

            [engine]
            runtime = "{options.Runtime}"
            cgroup_manager = "cgroupfs"

            """
        );
        _ = Give("storage.conf", "[storage]\ndriver = \"overlay\"\n");
        _ = Give("registries.conf", "unqualified-search-registries = []\nshort-name-mode = \"disabled\"\n");
        _ = WriteClosed(
            System.IO.Path.Combine(Login, "auth.json"),
            JsonSerializer.Serialize(new { auths = logins.ToDictionary(l => l.Key, l => new { auth = l.Value }) })
        );
    }

    private static string WriteClosed(string path, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
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
        return path;
    }
}
