using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Infrar.Platform.Runs.Executor;

namespace Infrar.Platform.Runs.Isolation;

/// <summary>The two small shell scripts around an engine: before the sandbox, and in it before the engine.</summary>
internal static class SandboxScripts
{
    /// <summary>Port inside at which an engine finds its state.</summary>
    public const int StatePort = 18_080;

    /// <summary>Port inside of the proxy to the world.</summary>
    public const int ProxyPort = 13_128;

    /// <summary>Where the sockets of these are inside.</summary>
    public const string Net = "/run/infrar";

    /// <summary>Opens the output, enters the groups, and becomes the sandbox. Its arguments are the command inside.</summary>
    /// <remarks>
    /// As root it becomes another user first. That user may reach nothing of the platform's, so what it is to see is mounted where it
    /// may, in a mount namespace of its own.
    /// </remarks>
    /// <param name="command">What is started.</param>
    /// <param name="filter">File of what the kernel refuses.</param>
    /// <param name="groups">The kernel's groups.</param>
    /// <param name="staged">As root, what is mounted where; empty otherwise.</param>
    /// <param name="given">As root, what is made the user's.</param>
    /// <param name="user">As root, the user; null otherwise.</param>
    public static string Outside(
        EngineCommand command,
        string filter,
        ControlGroups groups,
        IReadOnlyDictionary<string, string> staged,
        IEnumerable<string> given,
        int? user
    )
    {
        // By its path, so that not even where programs are stands in its environment, which everything inside could read.
        const string Bubblewrap = "env -i \"$(command -v bwrap)\" --args 3 -- \"$@\"";
        var script = new StringBuilder();
        script.Append(
            CultureInfo.InvariantCulture,
            $"exec 3<&0 4<{Quoted(filter)} </dev/null >>{Quoted(command.Output)} 2>>{Quoted(command.Errors)} || exit 125\n"
        );
        foreach (var folder in groups.Folders)
        {
            script.Append(CultureInfo.InvariantCulture, $"echo $$ >{Quoted(folder + "/cgroup.procs")} || exit 125\n");
        }

        if (user is null)
        {
            return script.Append(CultureInfo.InvariantCulture, $"cd /; exec {Bubblewrap}\n").ToString();
        }

        var inner = new StringBuilder("set -e\n");
        foreach (var (source, place) in staged)
        {
            inner.Append(CultureInfo.InvariantCulture, $"mount --bind {Quoted(source)} {Quoted(place)}\n");
        }

        foreach (var path in given)
        {
            inner.Append(CultureInfo.InvariantCulture, $"chown -RhP {user}:{user} {Quoted(path)}\n");
        }

        inner.Append(
            CultureInfo.InvariantCulture,
            $"cd /; exec setpriv --reuid {user} --regid {user} --clear-groups --no-new-privs --inh-caps=-all --bounding-set=-all {Bubblewrap}\n"
        );
        return script
            .Append(
                CultureInfo.InvariantCulture,
                $"exec unshare --mount --propagation private /bin/sh -c {Quoted(inner.ToString())} sh \"$@\"\n"
            )
            .ToString();
    }

    /// <summary>Lets the ways out listen, then becomes the engine under its limits.</summary>
    public static ImmutableArray<string> Inside(
        EngineCommand command,
        ExecutorOptions options,
        bool hasState,
        bool hasProxy
    )
    {
        var script = new StringBuilder(
            """
            listen() {
              socat "TCP4-LISTEN:$2,bind=127.0.0.1,fork,reuseaddr,backlog=128" "UNIX-CONNECT:$1" </dev/null >/dev/null 2>&1 &
              n=0
              while [ $n -lt 500 ]; do
                while read -r _ at _ how _; do
                  [ "$at:$how" = "0100007F:$3:0A" ] && return
                done </proc/net/tcp
                n=$((n + 1))
                sleep 0.01
              done
              echo "The way to $1 did not open within five seconds." >&2
              exit 1
            }

            """
        );
        Listen(hasState, "state", StatePort);
        Listen(hasProxy, "proxy", ProxyPort);
        var file = (long)Math.Max(options.DiskMebibytes, options.OutputMebibytes) << 20;
        script.Append(
            CultureInfo.InvariantCulture,
            $"exec prlimit --nproc={options.Processes} --nofile={options.OpenFiles} --fsize={file} --cpu={options.CpuMinutes * 60L} --core=0 -- \"$@\"\n"
        );
        return ["/bin/sh", "-c", script.ToString(), "sh", command.Program, .. command.Arguments];

        void Listen(bool isThere, string name, int port)
        {
            if (isThere)
            {
                script.Append(CultureInfo.InvariantCulture, $"listen {Net}/{name} {port} {port:X4}\n");
            }
        }
    }

    private static string Quoted(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
