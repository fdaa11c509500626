using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Infrar.Testing.Servers;

/// <summary>Finds servers' programs on this machine and runs short ones to their end.</summary>
public static class Programs
{
    // Debian keeps PostgreSQL's own programs and daemons off a plain user's PATH.
    private static readonly string[] _folders =
    [
        .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(
            Path.PathSeparator,
            StringSplitOptions.RemoveEmptyEntries
        ),
        .. (Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql") : [])
            .OrderByDescending(folder => int.TryParse(Path.GetFileName(folder), out var version) ? version : 0)
            .Select(folder => Path.Combine(folder, "bin")),
        "/usr/local/sbin",
        "/usr/sbin",
        "/sbin",
    ];

    /// <summary>The whole path of a program; null when it is not here.</summary>
    public static string? Find(string name) =>
        _folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    /// <summary>Which of some programs are not here, as a reason to skip; null when all are.</summary>
    public static string? Missing(params string[] names)
    {
        var missing = names.Where(name => Find(name) is null).ToList();
        return missing.Count is 0 ? null : $"Not on this machine: {string.Join(", ", missing)}.";
    }

    /// <summary>The command that runs a program as a user without privileges, when this process is root and the program refuses root.</summary>
    /// <remarks>Without a user it stays who we are; short programs get no signal when this process dies.</remarks>
    public static List<string> Command(string program, string? user, string? deathSignal)
    {
        var command = new List<string> { Find("setpriv") ?? throw new InvalidOperationException(Missing("setpriv")) };
        if (user is not null && Environment.UserName is "root")
        {
            command.AddRange(["--reuid", user, "--regid", user, "--clear-groups"]);
        }

        if (deathSignal is not null)
        {
            command.AddRange(["--pdeathsig", deathSignal]);
        }

        // setpriv wants an order of at least one thing.
        command.AddRange(["--no-new-privs", Find(program) ?? throw new InvalidOperationException(Missing(program))]);
        return command;
    }

    /// <summary>Runs a program to its end and gives what it printed.</summary>
    /// <exception cref="InvalidOperationException">It ended with another code than 0.</exception>
    public static async Task<string> RunAsync(
        string program,
        string? user,
        IReadOnlyDictionary<string, string> environment,
        CancellationToken cancellationToken,
        params string[] arguments
    )
    {
        var command = Command(program, user, deathSignal: null);
        var start = new ProcessStartInfo(command[0], [.. command.Skip(1), .. arguments])
        {
            WorkingDirectory = "/",
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Clean(start, environment);
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode is 0
            ? await output
            : throw new InvalidOperationException(
                $"{program} ended with {process.ExitCode}: {await output}{await errors}"
            );
    }

    /// <summary>A port of the loopback address that nobody listens on.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Makes a folder, and what is in it, a user's own.</summary>
    public static async Task GiveAsync(string folder, string user, CancellationToken cancellationToken)
    {
        if (Environment.UserName is "root")
        {
            _ = await RunAsync(
                "chown",
                null,
                new Dictionary<string, string>(),
                cancellationToken,
                "-R",
                $"{user}:{user}",
                folder
            );
        }
    }

    /// <summary>Leaves a program nothing of this process's environment but where programs are.</summary>
    public static void Clean(ProcessStartInfo start, IReadOnlyDictionary<string, string> environment)
    {
        start.Environment.Clear();
        start.Environment["PATH"] = string.Join(Path.PathSeparator, _folders);
        start.Environment["LANG"] = "C.UTF-8";
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }
    }
}
