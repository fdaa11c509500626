using System.Globalization;
using System.Text;
using Infrar.Platform.Runs.Executor;

namespace Infrar.Platform.Runs.Isolation;

/// <summary>What bubblewrap is told: what an engine sees, and its environment. Read from a pipe, for secrets are among it.</summary>
internal static class SandboxArguments
{
    private const int TemporaryBytes = 64 << 20;
    private const int SharedMemoryBytes = 16 << 20;

    // Of /etc, what programs need to reach the world and to know whose certificates to believe.
    private static readonly string[] _etc =
    [
        "ssl",
        "pki",
        "ca-certificates",
        "ld.so.cache",
        "ld.so.conf",
        "ld.so.conf.d",
        "alternatives",
        "localtime",
        "mime.types",
        "services",
        "protocols",
    ];

    private static readonly string[] _system = ["bin", "sbin", "lib", "lib32", "lib64", "libx32"];

    /// <summary>Writes them.</summary>
    /// <param name="command">What is started.</param>
    /// <param name="environment">The engine's environment inside.</param>
    /// <param name="folder">The sandbox's folder.</param>
    /// <param name="writable">Folders of the run that can be written to.</param>
    /// <param name="hidden">Folders that lie in what is shown and are not.</param>
    /// <param name="place">Where something is bound from.</param>
    /// <param name="user">The user inside.</param>
    public static byte[] Write(
        EngineCommand command,
        IReadOnlyDictionary<string, string> environment,
        SandboxFolder folder,
        IEnumerable<string> writable,
        IEnumerable<string> hidden,
        Func<string, string> place,
        int user
    )
    {
        var id = user.ToString(CultureInfo.InvariantCulture);
        List<string> all =
        [
            "--unshare-user",
            "--unshare-pid",
            "--unshare-ipc",
            "--unshare-uts",
            "--unshare-net",
            "--unshare-cgroup-try",
            "--uid",
            id,
            "--gid",
            id,
            "--hostname",
            "infrar-run",
            "--die-with-parent",
            "--new-session",
            "--cap-drop",
            "ALL",
            "--seccomp",
            "4",
            "--clearenv",
            "--ro-bind",
            "/usr",
            "/usr",
        ];
        foreach (var name in _system)
        {
            var path = new DirectoryInfo($"/{name}");
            all.AddRange(
                path.LinkTarget is { } target ? ["--symlink", target, path.FullName]
                : path.Exists ? ["--ro-bind", path.FullName, path.FullName]
                : []
            );
        }

        foreach (var name in _etc)
        {
            all.AddRange(["--ro-bind-try", $"/etc/{name}", $"/etc/{name}"]);
        }

        foreach (var name in SandboxFolder.Etc)
        {
            all.AddRange(["--ro-bind", folder[name], $"/etc/{name}"]);
        }

        foreach (var path in hidden)
        {
            all.AddRange(["--size", "4096", "--tmpfs", path, "--remount-ro", path]);
        }

        // A device can be used where nothing can be made.
        all.AddRange(["--proc", "/proc", "--dev", "/dev"]);
        all.AddRange(["--size", $"{SharedMemoryBytes}", "--tmpfs", "/dev/shm", "--remount-ro", "/dev"]);
        all.AddRange(["--perms", "1777", "--size", $"{TemporaryBytes}", "--tmpfs", "/tmp"]);
        all.AddRange(["--ro-bind", folder.Net, SandboxScripts.Net]);
        if (!IsShown(command.Program))
        {
            all.AddRange(["--ro-bind", place(command.Program), command.Program]);
        }

        foreach (var path in command.Sockets.Concat(command.Readable).Where(path => !IsShown(path)))
        {
            all.AddRange(["--ro-bind", place(path), path]);
        }

        // The files beside its folders are the executor's notes: read, and never written, by the engine.
        all.AddRange(["--ro-bind", place(command.Folder), command.Folder]);
        foreach (var path in writable)
        {
            all.AddRange(["--bind", Path.Combine(place(command.Folder), Path.GetFileName(path)), path]);
        }

        all.AddRange(["--remount-ro", "/", "--chdir", command.WorkingFolder]);
        foreach (var (name, value) in environment)
        {
            all.AddRange(["--setenv", name, value]);
        }

        return Encoding.UTF8.GetBytes(string.Concat(all.Select(one => one + '\0')));
    }

    /// <summary>Whether a path is in what every sandbox shows.</summary>
    public static bool IsShown(string path) =>
        path.StartsWith("/usr/", StringComparison.Ordinal)
        || _system.Any(name => path.StartsWith($"/{name}/", StringComparison.Ordinal));
}
