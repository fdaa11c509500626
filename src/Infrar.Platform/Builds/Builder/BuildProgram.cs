using System.ComponentModel;
using System.Diagnostics;
using Infrar.Platform.Runs.Isolation;

namespace Infrar.Platform.Builds.Builder;

/// <summary>Starts the program that builds, where it sees nothing of the machine's but programs, and of the platform's but one project.</summary>
/// <remarks>
/// Where the platform is root, the program runs as a user that owns nothing, with processes, mounts and a <c>/mnt</c> of its own: there lie
/// the build's folder and the project's layers, and no other project's. It makes a user namespace in there, and in it a container for each
/// step. Its group of the kernel bounds all of that together, and the kernel ends all of it with the first process.
/// </remarks>
/// <param name="options">What it may use.</param>
/// <param name="folder">The build's folder.</param>
/// <param name="groups">Groups that bound it.</param>
internal sealed class BuildProgram(BuilderOptions options, BuildFolder folder, ControlGroups groups)
{
    private const string SearchPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private const string Outside = """
        set -e
        groups=$1 store=$2 work=$3 user=$4 log=$5 net=$6
        shift 6
        for group in $groups; do echo 0 >"$group/cgroup.procs"; done
        chown -R "$user:$user" "$work"
        chown "$user:$user" "$store"
        exec setpriv --pdeathsig KILL unshare --mount --pid --ipc $net --fork --kill-child=KILL --mount-proc \
          /bin/sh -c "$INSIDE" sh "$store" "$work" "$user" "$@" >>"$log" 2>&1 </dev/null
        """;

    private const string Inside = """
        set -e
        store=$1 work=$2 user=$3
        shift 3
        unset INSIDE
        mount -t tmpfs -o mode=0755,size=64k infrar /mnt
        mkdir /mnt/store /mnt/work
        mount --bind "$store" /mnt/store
        mount --bind "$work" /mnt/work
        cd /mnt/work
        exec setpriv --reuid "$user" --regid "$user" --clear-groups "$@"
        """;

    private const string Plain = """
        groups=$1 log=$2
        shift 2
        for group in $groups; do echo 0 >"$group/cgroup.procs"; done
        exec setpriv --pdeathsig KILL "$@" >>"$log" 2>&1 </dev/null
        """;

    private static bool IsRoot => Environment.UserName is "root";

    /// <summary>Why nothing can be built on this machine; null when it can.</summary>
    public static string? Missing(BuilderOptions options)
    {
        string[] programs =
        [
            options.Program,
            options.Runtime,
            "newuidmap",
            "setpriv",
            .. IsRoot ? (string[])["unshare"] : [],
        ];
        var missing = programs.Where(p => Find(p) is null).ToList();
        if (missing.Count > 0)
        {
            return $"Not on this machine: {string.Join(", ", missing)}.";
        }

        var user = IsRoot ? options.User : Environment.UserName;
        try
        {
            // Such as a service manager's NoNewPrivileges: newuidmap could not give the build its ids.
            if (File.ReadLines("/proc/self/status").Contains("NoNewPrivs:\t1"))
            {
                return "This process may gain no privileges (no_new_privs), so no build can be given ids of its own.";
            }

            var isThere =
                !IsRoot || File.ReadLines("/etc/passwd").Any(l => l.StartsWith($"{user}:", StringComparison.Ordinal));
            return !isThere ? $"There is no user {user} to build as (Builder:User)."
                : File.ReadLines("/etc/subuid").Any(l => l.StartsWith($"{user}:", StringComparison.Ordinal)) ? null
                : $"The user {user} has no subordinate ids in /etc/subuid.";
        }
        catch (IOException)
        {
            return "There is no /etc/subuid on this machine.";
        }
    }

    /// <summary>A path of the build's folder or the project's layers as the program sees it.</summary>
    public string Seen(string path) =>
        !IsRoot ? path
        : path.StartsWith(folder.Store, StringComparison.Ordinal) ? $"/mnt/store{path[folder.Store.Length..]}"
        : $"/mnt/work{path[folder.Work.Length..]}";

    /// <summary>Starts it; what it says goes to the build's log.</summary>
    /// <param name="arguments">Its arguments after those that say where its layers are.</param>
    /// <param name="environment">More of its environment.</param>
    /// <exception cref="Win32Exception">It could not be started.</exception>
    public Process Start(IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        string[] command =
        [
            Find(options.Program) ?? options.Program,
            "--root",
            Seen(Path.Combine(folder.Store, "layers")),
            "--runroot",
            Seen(folder.In("run")),
            "--storage-driver",
            "overlay",
            .. arguments,
        ];
        var joined = string.Join(' ', groups.Folders);
        var start = new ProcessStartInfo(
            "/bin/sh",
            IsRoot
                ? ["-c", Outside, "sh", joined, folder.Store, folder.Work, options.User, folder.Log, "", .. command]
                : ["-c", Plain, "sh", joined, folder.Log, .. command]
        )
        {
            WorkingDirectory = "/",
            RedirectStandardInput = true,
        };
        start.Environment.Clear();
        foreach (var (name, value) in Surroundings().Concat(environment))
        {
            start.Environment[name] = value;
        }

        return Launcher.Start(start, ReadOnlyMemory<byte>.Empty);
    }

    private Dictionary<string, string> Surroundings()
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["PATH"] = SearchPath,
            ["LANG"] = "C.UTF-8",
            ["HOME"] = Seen(folder.In("home")),
            ["XDG_RUNTIME_DIR"] = Seen(folder.In("run")),
            ["TMPDIR"] = Seen(folder.In("tmp")),
            ["CONTAINERS_CONF"] = Seen(folder.In("containers.conf")),
            ["CONTAINERS_STORAGE_CONF"] = Seen(folder.In("storage.conf")),
            ["CONTAINERS_REGISTRIES_CONF"] = Seen(folder.In("registries.conf")),
            ["REGISTRY_AUTH_FILE"] = Seen(folder.In("auth.json")),
        };
        if (IsRoot)
        {
            all["INSIDE"] = Inside;
        }

        return all;
    }

    /// <summary>The path of a program; null when it is not here.</summary>
    private static string? Find(string program) =>
        Path.IsPathRooted(program)
            ? File.Exists(program)
                ? program
                : null
            : SearchPath.Split(':').Select(f => Path.Combine(f, program)).FirstOrDefault(File.Exists);
}
