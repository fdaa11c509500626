using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Infrar.Platform.Hosting;
using Infrar.Platform.Parts.Secrets;
using Infrar.Platform.Runs.Executor;

namespace Infrar.Platform.Doctor;

/// <summary>What the machine itself must have.</summary>
internal static class MachineCheckup
{
    private const long LeastFree = 1L << 30;
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Programs that runs and builds start.</summary>
    public static async Task<IEnumerable<Examined>> ProgramsAsync(CancellationToken cancellationToken) =>
        [
            await ProgramAsync(
                "engine",
                ["tofu", "terraform"],
                "Install OpenTofu (https://opentofu.org/docs/intro/install) or Terraform; without one nothing is planned or applied.",
                cancellationToken
            ),
            await ProgramAsync("git", ["git"], "Install git; without it no repository is fetched.", cancellationToken),
            await ProgramAsync(
                "buildah",
                ["buildah"],
                "Install buildah; without it no image is built.",
                cancellationToken
            ),
            await ProgramAsync(
                "bubblewrap",
                ["bwrap"],
                "Install bubblewrap; without it runs and builds have no sandbox.",
                cancellationToken
            ),
            await ProgramAsync(
                "socat",
                ["socat"],
                "Install socat; without it runs have no sandbox, for nothing would lead out of one.",
                cancellationToken,
                "-V"
            ),
        ];

    /// <summary>Whether a sandbox for runs can be made.</summary>
    public static Examined Sandbox(ISandbox sandbox) =>
        sandbox.Missing is { } missing
            ? new(
                "sandbox",
                Condition.Warning,
                missing,
                "See docs/isolation.md; until then nothing is planned or applied here."
            )
            : new(
                "sandbox",
                Condition.Ok,
                sandbox is NoSandbox ? "None is wanted (Executor:Isolation)." : "One could be made."
            );

    /// <summary>The data folder: whose it is, and how much room is left.</summary>
    public static IEnumerable<Examined> DataFolder(string folder)
    {
        if (!Directory.Exists(folder))
        {
            yield return new("data folder", Condition.Ok, $"{folder} is not there yet; the first start makes it.");
            yield break;
        }

        string[] all = [folder, .. Secret(folder).Where(File.Exists)];
        var open = all.Where(IsOpenToOthers).ToList();
        yield return open is []
            ? new("data folder", Condition.Ok, $"{folder} is its owner's alone.")
            : new(
                "data folder",
                Condition.Warning,
                $"Others may look into {string.Join(", ", open)}.",
                $"chmod go-rwx {string.Join(' ', open)}"
            );
        yield return CanWrite(folder)
            ? new("data folder rights", Condition.Ok, "It can be written.")
            : new(
                "data folder rights",
                Condition.Broken,
                $"{folder} cannot be written.",
                $"chown -R $(id -u) {folder}"
            );
        var free = new DriveInfo(Path.GetFullPath(folder)).AvailableFreeSpace;
        var says = string.Create(CultureInfo.InvariantCulture, $"{free / (double)(1L << 30):0.0} GiB are free.");
        yield return free >= LeastFree
            ? new("disk", Condition.Ok, says)
            : new(
                "disk",
                Condition.Warning,
                says,
                "Free at least 1 GiB: a database that cannot write refuses requests."
            );
    }

    /// <summary>Whether the platform can listen where it is told to, or does so already.</summary>
    public static IEnumerable<Examined> Ports(ServerOptions server)
    {
        var runs = Directory.Exists(server.DataFolder) && IsInUse(server.DataFolder);
        foreach (var text in server.Urls.Split(';'))
        {
            var named = text.Replace("://+", "://0.0.0.0", StringComparison.Ordinal)
                .Replace("://*", "://0.0.0.0", StringComparison.Ordinal);
            if (!Uri.TryCreate(named, UriKind.Absolute, out var url))
            {
                continue;
            }

            yield return (runs, CanListen(url)) switch
            {
                (_, true) => new("port", Condition.Ok, $"{url.Authority} is free."),
                (true, false) => new("port", Condition.Ok, $"The platform listens at {url.Authority}."),
                (false, false) => new(
                    "port",
                    Condition.Broken,
                    $"Somebody else listens at {url.Authority}, or this user may not.",
                    "Name another port: infrar up --listen http://127.0.0.1:8081"
                ),
            };
        }
    }

    private static async Task<Examined> ProgramAsync(
        string name,
        string[] programs,
        string mend,
        CancellationToken cancellationToken,
        string version = "--version"
    )
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        var found = programs
            .SelectMany(p => folders.Select(f => Path.Combine(f, p)))
            .FirstOrDefault(f => Path.IsPathRooted(f) && File.Exists(f));
        if (found is null)
        {
            return new(name, Condition.Warning, $"{string.Join(" and ", programs)}: not on PATH.", mend);
        }

        var examined = await Examined.TryAsync(
            name,
            mend,
            async patience => new Examined(
                name,
                Condition.Ok,
                $"{await VersionAsync(found, version, patience)} ({found})"
            ),
            cancellationToken
        );
        // The platform serves without it.
        return examined.Condition is Condition.Broken ? examined with { Condition = Condition.Warning } : examined;
    }

    private static async Task<string?> VersionAsync(string program, string version, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, [version])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // It says its version and asks nobody whether there is a newer one.
        start.Environment["CHECKPOINT_DISABLE"] = "1";
        using var process = Process.Start(start)!;
        var line = await process.StandardOutput.ReadLineAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode is 0
            ? line
            : throw new InvalidOperationException($"{program} {version} ends with {process.ExitCode}.");
    }

    private static IEnumerable<string> Secret(string folder) =>
        ((string[])["infrar.db", "infrar.db-wal", "infrar.db-shm", "master.key", "setup-secret"]).Select(f =>
            Path.Combine(folder, f)
        );

    private static bool IsOpenToOthers(string path) => (File.GetUnixFileMode(path) & ~Owner) is not UnixFileMode.None;

    private static bool CanWrite(string folder)
    {
        try
        {
            DurableFile.Write(Path.Combine(folder, ".doctor"), [1]);
            File.Delete(Path.Combine(folder, ".doctor"));
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static bool IsInUse(string folder)
    {
        try
        {
            using var alone = DataFolderInUse.TryTakeAlone(folder);
            return alone is null;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static bool CanListen(Uri url)
    {
        try
        {
            using var listener = new TcpListener(
                IPAddress.TryParse(url.Host.Trim('[', ']'), out var address) ? address : IPAddress.Loopback,
                url.Port
            );
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
