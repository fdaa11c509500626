namespace Infrar.Platform.Runs.Isolation;

/// <summary>Says what this machine lacks for sandboxes, by making one.</summary>
internal static class SandboxRequirements
{
    private static readonly string[] _always = ["bwrap", "socat", "prlimit", "env", "find"];
    private static readonly string[] _asRoot = ["unshare", "setpriv", "mount", "chown"];

    /// <summary>Why no sandbox can be made, and what to do; null when one can.</summary>
    /// <param name="hasFilter">Whether the processor's system calls are known.</param>
    /// <param name="path">Where programs are.</param>
    /// <param name="sandbox">Makes one.</param>
    public static string? Missing(bool hasFilter, string path, Bubblewrap sandbox)
    {
        if (!OperatingSystem.IsLinux() || !hasFilter)
        {
            return "Sandboxes need Linux on x86-64 or 64-bit ARM.";
        }

        var folders = path.Split(':');
        var missing = _always
            .Concat(Environment.IsPrivilegedProcess ? _asRoot : [])
            .Where(program => !folders.Any(folder => File.Exists(Path.Combine(folder, program))))
            .ToList();
        if (missing.Count > 0)
        {
            return $"Not on this machine: {string.Join(", ", missing)} (Debian's packages bubblewrap, socat, util-linux, mount, coreutils, findutils).";
        }

        var folder = Directory.CreateTempSubdirectory("infrar-check-").FullName;
        try
        {
            var (code, said) = TryOut(folder, sandbox);
            return code is 0 ? null : Explained(said);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static (int Code, string Said) TryOut(string folder, Bubblewrap sandbox)
    {
        var errors = Path.Combine(folder, "errors.txt");
        using var process = sandbox.Start(
            new(
                "/bin/true",
                [],
                folder,
                folder,
                new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin" },
                Path.Combine(folder, "output.txt"),
                errors
            )
        );
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        try
        {
            var exit = Task.Run(() => process.WaitAsync(patience.Token), patience.Token).GetAwaiter().GetResult();
            return (exit.Code, File.Exists(errors) ? File.ReadAllText(errors).Trim().ReplaceLineEndings(" ") : "");
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            return (1, "It did not come up within 20 seconds.");
        }
    }

    private static string Explained(string said)
    {
        var why =
            Setting("/proc/sys/user/max_user_namespaces") is "0"
                ? "This kernel allows no user namespaces: set sysctl user.max_user_namespaces to 10000."
            : Setting("/proc/sys/kernel/unprivileged_userns_clone") is "0"
                ? "This kernel keeps user namespaces from ordinary users: set sysctl kernel.unprivileged_userns_clone=1."
            : Setting("/proc/sys/kernel/apparmor_restrict_unprivileged_userns") is "1"
                ? "AppArmor keeps user namespaces from programs without a profile: give /usr/bin/bwrap one with 'userns,', or set sysctl kernel.apparmor_restrict_unprivileged_userns=0."
            : said.Contains("unshare", StringComparison.Ordinal) || said.Contains("mount:", StringComparison.Ordinal)
                ? "This process is root and yet may not mount: run the platform as an ordinary user, or its container with CAP_SYS_ADMIN."
            : said.Contains("proc", StringComparison.Ordinal)
                ? "No new /proc can be mounted, as in containers with parts of theirs covered: let the container show its whole /proc (Docker: --security-opt systempaths=unconfined)."
            : "The kernel, or the container's seccomp profile, allows no namespaces: let it allow unshare, clone with namespaces, mount and pivot_root (Docker: --security-opt seccomp=unconfined).";
        return $"{why} It said: {said}";
    }

    private static string? Setting(string file) => File.Exists(file) ? File.ReadAllText(file).Trim() : null;
}
