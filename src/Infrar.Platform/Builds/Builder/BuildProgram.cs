using System.ComponentModel;
using System.Diagnostics;
using Infrar.Platform.Runs.Isolation;

namespace Infrar.Platform.Builds.Builder;

/// <summary>Starts the program that builds, where it sees programs and what belongs to one build and its project, and nothing else.</summary>
/// <remarks>
/// <para>
/// Steps of a build are containers in a user namespace, which the program itself makes. That it keeps them in is not relied on: versions
/// that distributions ship let <c>RUN --mount</c> show a step any place of the machine (CVE-2024-1753, CVE-2024-9675). So the program runs as
/// a user that owns nothing, with processes, mounts and a root of its own. There are <c>/usr</c>, a few files of <c>/etc</c>, the source and
/// what it is given to read, none of which it can change; its own folder and the project's layers, which it can; and how one signs in to the
/// registry only for commands that run no step.
/// </para>
/// <para>Its group of the kernel bounds all of that together, and the kernel ends all of it with the first process.</para>
/// </remarks>
/// <param name="options">What it may use.</param>
/// <param name="folder">The build's folder.</param>
/// <param name="groups">Groups that bound it.</param>
internal sealed class BuildProgram(BuilderOptions options, BuildFolder folder, ControlGroups groups)
{
    private const string SearchPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    private const string Nothing = "-";

    private const string Outside = """
        set -e
        groups=$1 log=$2 user=$3 layers=$4 work=$5 given=$6 source=$7 login=$8
        for group in $groups; do echo 0 >"$group/cgroup.procs"; done
        chown -R "$user:$user" "$work" "$given" "$source"
        [ "$login" = - ] || chown -R "$user:$user" "$login"
        chown "$user:$user" "$layers"
        shift 2
        exec setpriv --pdeathsig KILL unshare --mount --pid --ipc --fork --kill-child=KILL --mount-proc \
          /bin/sh -c "$INSIDE" sh "$@" >>"$log" 2>&1 </dev/null
        """;

    private const string Inside = """
        set -e
        user=$1 layers=$2 work=$3 given=$4 source=$5 login=$6
        shift 6
        unset INSIDE
        mount -t tmpfs -o mode=0755,size=16m infrar /mnt
        cd /mnt
        mkdir usr etc etc/ssl etc/containers proc sys dev run var mnt old
        mkdir mnt/store mnt/work mnt/given mnt/source mnt/login
        mkdir -m 1777 tmp var/tmp
        mkdir -m 0700 run/build
        chown "$user:$user" run/build
        mount --rbind -o ro /usr usr
        for name in bin sbin lib lib32 lib64 libx32; do
          if [ -L "/$name" ]; then ln -s "$(readlink "/$name")" "$name"
          elif [ -d "/$name" ]; then mkdir "$name"; mount --bind -o ro "/$name" "$name"; fi
        done
        for name in passwd group subuid subgid nsswitch.conf resolv.conf hosts ld.so.cache; do
          [ ! -f "/etc/$name" ] || cp -L "/etc/$name" "etc/$name"
        done
        [ ! -d /etc/ssl ] || mount --rbind -o ro /etc/ssl etc/ssl
        echo '{"default": [{"type": "insecureAcceptAnything"}]}' >etc/containers/policy.json
        mount --rbind /sys sys
        mount --rbind /dev dev
        mount -t tmpfs -o mode=1777,size=64m infrar dev/shm
        mount -t proc proc proc
        mount --bind "$layers" mnt/store
        mount --bind "$work" mnt/work
        mount --bind -o ro "$given" mnt/given
        mount --bind -o ro "$source" mnt/source
        [ "$login" = - ] || mount --bind -o ro "$login" mnt/login
        pivot_root . old
        cd /
        umount -l old
        rmdir old
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
            .. IsRoot ? (string[])["unshare", "pivot_root"] : [],
        ];
        var missing = programs.Where(p => Find(p) is null).ToList();
        if (missing.Count > 0)
        {
            return $"Not on this machine: {string.Join(", ", missing)}.";
        }

        if (!IsRoot && options.Isolation is not BuildIsolation.None)
        {
            return "Builds are kept apart from what the platform keeps only where it runs as root. Where everybody who sends sources may be trusted with that, set Builder:Isolation to none.";
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
    public string Seen(string path)
    {
        if (!IsRoot)
        {
            return path;
        }

        var (at, seen) = Places().First(p => path == p.At || path.StartsWith($"{p.At}/", StringComparison.Ordinal));
        return seen + path[at.Length..];
    }

    /// <summary>Starts it; what it says goes to the build's log.</summary>
    /// <param name="arguments">Its arguments after those that say where its layers are.</param>
    /// <param name="signsIn">Whether it gets to see how one signs in to the registry: never one that runs steps.</param>
    /// <exception cref="Win32Exception">It could not be started.</exception>
    public Process Start(IEnumerable<string> arguments, bool signsIn)
    {
        string[] command =
        [
            Find(options.Program) ?? options.Program,
            "--root",
            Seen(folder.Layers),
            "--runroot",
            $"{RunFolder}/containers",
            "--storage-driver",
            "overlay",
            .. arguments,
        ];
        var joined = string.Join(' ', groups.Folders);
        var login = signsIn ? folder.Login : Nothing;
        var start = new ProcessStartInfo(
            "/bin/sh",
            IsRoot
                ?
                [
                    "-c",
                    Outside,
                    "sh",
                    joined,
                    folder.Log,
                    options.User,
                    folder.Layers,
                    folder.Work,
                    folder.Given,
                    folder.Source,
                    login,
                    .. command,
                ]
                : ["-c", Plain, "sh", joined, folder.Log, .. command]
        )
        {
            WorkingDirectory = "/",
            RedirectStandardInput = true,
        };
        start.Environment.Clear();
        foreach (var (name, value) in Surroundings(signsIn))
        {
            start.Environment[name] = value;
        }

        return Launcher.Start(start, ReadOnlyMemory<byte>.Empty);
    }

    // Anew for each command where it has a root of its own, so that none finds what another left there.
    private string RunFolder => IsRoot ? "/run/build" : folder.In("run");

    private (string At, string Seen)[] Places() =>
        [
            (folder.Layers, "/mnt/store"),
            (folder.Work, "/mnt/work"),
            (folder.Given, "/mnt/given"),
            (folder.Source, "/mnt/source"),
            (folder.Login, "/mnt/login"),
        ];

    private Dictionary<string, string> Surroundings(bool signsIn)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["PATH"] = SearchPath,
            ["LANG"] = "C.UTF-8",
            ["HOME"] = IsRoot ? "/tmp" : folder.In("home"),
            ["XDG_RUNTIME_DIR"] = RunFolder,
            ["TMPDIR"] = Seen(folder.In("tmp")),
            ["CONTAINERS_CONF"] = Seen(Path.Combine(folder.Given, "containers.conf")),
            ["CONTAINERS_STORAGE_CONF"] = Seen(Path.Combine(folder.Given, "storage.conf")),
            ["CONTAINERS_REGISTRIES_CONF"] = Seen(Path.Combine(folder.Given, "registries.conf")),
        };
        if (signsIn)
        {
            all["REGISTRY_AUTH_FILE"] = Seen(Path.Combine(folder.Login, "auth.json"));
        }

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
