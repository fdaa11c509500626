namespace Infrar.Platform.Tests.Runs.Isolation;

/// <summary>What a hostile configuration tries, as a command of the shell that ends with 0 when it works.</summary>
/// <param name="Name">What it tries.</param>
/// <param name="Command">The command.</param>
/// <param name="WorksWithout">Whether it works where there is no sandbox, so that the command is known to be right; null where nobody tries it there.</param>
public sealed record Attempt(string Name, string Command, bool? WorksWithout = null);

/// <summary>All that is tried in one apply.</summary>
public static class Attempts
{
    /// <summary>The attempts in order.</summary>
    public static IReadOnlyList<Attempt> All { get; } =
    [
        // Files.
        new("file() on /etc/shadow", "test -n \"$FILE_SHADOW\""),
        new("file() on the platform's database", "test -n \"$FILE_DATABASE\"", true),
        new("fileset() over the platform's data folder", "test -n \"$FILE_SET\"", true),
        new("file() on /proc/1/environ", "test -n \"$FILE_ENVIRON\""),
        new("read /etc/shadow", "cat /etc/shadow"),
        new("read the platform's database", "cat \"$DATA/infrar.db\"", true),
        new("read the master key", "cat \"$DATA/master.key\"", true),
        new("read the vault", "cat \"$DATA/vault/secret\"", true),
        new("list the data folder", "ls \"$DATA\"", true),
        new("read another run's state", "cat \"$OTHER/configuration/errored.tfstate\"", true),
        new("list the other runs", "ls \"$EXECUTOR\" | grep -v run-own", true),
        new("list home folders", "ls -d /root/. /home/*/."),
        new("write to the system", "touch /usr/bin/planted /usr/lib/planted /etc/planted"),
        new("write to the engine's program", "perl -e 'open(F, \">>\", $ENV{ENGINE}) or exit 1'"),
        new("forge how the run ended", "echo '{\"Code\":0}' >\"$RUN/exit.json\""),
        new(
            "rewrite what the engine said",
            "rm \"$RUN/output.txt\" || mv \"$RUN/output.txt\" \"$RUN/tmp/o\" || echo >\"$RUN/output.txt\""
        ),
        new("plant a run's folder", "mkdir \"$EXECUTOR/run-planted-1\""),
        new("link a system's file hard into the folder", "ln /usr/bin/env \"$RUN/tmp/env\""),
        new("make a device", "mknod \"$RUN/tmp/disk\" b 8 0"),
        new("open disks and memory", "ls /dev/mem /dev/kmsg /dev/vda /dev/sda 2>/dev/null | grep ."),
        new("look into /sys", "ls /sys/class", true),
        new("write to control groups", "ls /sys/fs/cgroup", true),
        new("look at the machine's sockets in /run", "ls /run | grep -v infrar", true),
        // Processes.
        new(
            "read the environment of processes",
            "cat /proc/[0-9]*/environ 2>/dev/null | tr '\\0' '\\n' | grep victims-word",
            true
        ),
        new("read /proc/1/environ", "tr -d '\\0' </proc/1/environ | grep ."),
        new("see a process of the machine", "grep sleep \"/proc/$VICTIM/comm\"", true),
        new("signal a process of the machine", "kill -0 \"$VICTIM\"", true),
        new("signal every process", "kill -0 -- -\"$VICTIM\" || kill -CONT \"$VICTIM\""),
        new("read the machine's command lines", "cat /proc/[0-9]*/cmdline | tr '\\0' ' ' | grep 'sleep 360[1]'", true),
        new("trace a process", Call(101, "0, 0, 0, 0"), true),
        new("read another process's memory", Refused(310, "$$, 0, 0, 0, 0, 0")),
        new("put words into the terminal", "perl -e 'my $c = \"x\"; ioctl(STDIN, 0x5412, $c); exit($! == 1)'"),
        // Rights.
        new("become root", "perl -e '$< = 0; $> = 0; exit($> != 0)'"),
        new("use a set-user-ID program", "! grep -q 'NoNewPrivs:.1' /proc/self/status"),
        new("have any capability left", "! grep -q 'CapBnd:.0000000000000000' /proc/self/status"),
        new("make a user namespace", "unshare --user true", true),
        new(
            "make one by clone",
            "perl -e 'my $p = syscall(56, 0x10000011, 0, 0, 0, 0); exit(0) if $p == 0; exit($p < 0)'",
            true
        ),
        new(
            "make one by clone3",
            "perl -e 'my $a = pack(\"Q11\", 0x10000000, (0) x 3, 17, (0) x 6); my $p = syscall(435, $a, 88); exit(0) if $p == 0; exit($p < 0)'",
            true
        ),
        new("mount", Refused(165, "0, 0, 0, 0, 0")),
        new("change the root", Refused(161, "0")),
        new("write to /proc/sys", "echo core >/proc/sys/kernel/core_pattern"),
        new("press a system request", "echo h >/proc/sysrq-trigger"),
        new("load a module", Refused(175, "0, 0, 0")),
        new("load another kernel", Refused(246, "0, 0, 0, 0")),
        new("reboot", Refused(169, "0, 0, 0, 0")),
        new("load a program into the kernel", Refused(321, "0, 0, 0")),
        new("count the processor's events", Refused(298, "0, 0, 0, 0, 0")),
        new("use the kernel's keys", Refused(250, "0, 0, 0, 0, 0")),
        new("handle page faults", Refused(323, "0")),
        new("open a file by its handle", Refused(304, "0, 0, 0")),
        new("use io_uring", Refused(425, "1, 0")),
        new("swap", Refused(167, "0, 0")),
        new("enter another namespace", Refused(308, "0, 0")),
        new("call by the numbers of x32", Refused(0x40000000 + 39, "")),
        // The network.
        new("reach the metadata address", "socat -u TCP:169.254.169.254:80,connect-timeout=2 -"),
        new(
            "reach the platform at its own address",
            "socat -u OPEN:/dev/null \"TCP:127.0.0.1:$PORT,connect-timeout=2\"",
            true
        ),
        new("reach a public address past the proxy", "socat -u OPEN:/dev/null TCP:1.1.1.1:443,connect-timeout=2"),
        new(
            "ask a name server",
            "perl -MSocket -e 'socket(S, 2, 2, 17) or exit 1; send(S, \"x\", 0, pack_sockaddr_in(53, inet_aton(\"9.9.9.9\"))) or exit 1'"
        ),
        new("an abstract unix socket of the machine", "socat -u OPEN:/dev/null \"ABSTRACT-CONNECT:$ABSTRACT\"", true),
        new("a raw socket", "perl -e 'socket(S, 2, 3, 1) or exit 1'"),
        new("a packet socket", "perl -e 'socket(S, 17, 3, 768) or exit 1'"),
        new("a netlink socket", "perl -e 'socket(S, 16, 3, 0) or exit 1'", true),
        new("proxy: the metadata address", Proxy("CONNECT 169.254.169.254:443")),
        new("proxy: loopback", Proxy("CONNECT 127.0.0.1:443")),
        new("proxy: loopback by name", Proxy("CONNECT localhost:443")),
        new("proxy: loopback as one number", Proxy("CONNECT 2130706433:443")),
        new("proxy: loopback in IPv6", Proxy("CONNECT [::1]:443")),
        new("proxy: loopback dressed as IPv6", Proxy("CONNECT [::ffff:127.0.0.1]:443")),
        new("proxy: a private address", Proxy("CONNECT 10.0.0.1:443")),
        new("proxy: another port", Proxy("CONNECT 1.1.1.1:22")),
        new("proxy: a request that is no tunnel", Proxy("GET http://127.0.0.1:$PORT/other")),
        new("state: another path of the platform", State("GET /other")),
        new("state: up from its path", State("GET /state/../other")),
        new("state: a whole address", State("GET http://127.0.0.1:$PORT/other")),
        new(
            "state: a second request behind the first",
            State("GET /state HTTP/1.1\\r\\nHost: a\\r\\n\\r\\nGET /other")
        ),
        new(
            "state: a request hidden in a body",
            State("GET /state HTTP/1.1\\r\\nHost: a\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n0\\r\\n\\r\\nGET /other")
        ),
    ];

    /// <summary>The shell script that tries them all and writes what each came to.</summary>
    public static string Script =>
        string.Join(
            '\n',
            All.Select((a, i) => $"( {a.Command} ) >/dev/null 2>&1 </dev/null; echo \"{i} $?\" >>\"$RESULTS\"")
        ) + "\ntrue\n";

    private static string Call(int number, string arguments) => $"perl -e 'exit(syscall({number}, {arguments}) < 0)'";

    // With arguments that mean nothing, so that what is refused is the call and not what it asks.
    private static string Refused(long number, string arguments) =>
        $"perl -e 'syscall({(arguments is "" ? $"{number}" : $"{number}, {arguments}")}); exit($! == 1)'";

    private static string Proxy(string request) =>
        $"printf \"{request} HTTP/1.1\\r\\n\\r\\n\" | socat -t5 - TCP:127.0.0.1:13128 | grep -E ' 200 |other-word'";

    private static string State(string request) =>
        $"printf \"{request} HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n\" | socat -t5 - TCP:127.0.0.1:18080 | grep other-word";
}
