using System.Diagnostics;
using System.IO.Compression;

namespace Infrar.Platform.Benchmarks;

/// <summary>The engine's commands as somebody runs them in a folder, against stand-in clouds and with the state in a file.</summary>
internal sealed class ByHand : IDisposable
{
    private static readonly string _engine =
        Which("tofu")
        ?? Which("terraform")
        ?? throw new FileNotFoundException("Neither tofu nor terraform is on the PATH.");

    private readonly string _folder = Directory.CreateTempSubdirectory("infrar-by-hand-").FullName;

    /// <summary>Unpacks a configuration; its state stays in the folder, whatever backend it names.</summary>
    public ByHand(Stream archive)
    {
        var configuration = Path.Combine(_folder, "configuration");
        ZipFile.ExtractToDirectory(archive, configuration);
        File.WriteAllText(
            Path.Combine(configuration, "backend_override.tf"),
            "terraform {\n  backend \"local\" {}\n}\n"
        );
    }

    /// <summary>The same commands, in the same order, as a run of the platform has its engine do.</summary>
    public async Task ApplyAsync(bool hasChanges = true)
    {
        await using (var clouds = await CloudsAsync())
        {
            await RunAsync(clouds, 0, "init", "-input=false", "-no-color");
            await RunAsync(clouds, 2, "plan", "-json", "-input=false", "-detailed-exitcode", "-out=by-hand.plan");
            await RunAsync(clouds, 0, "show", "-json", "-no-color", "by-hand.plan");
        }

        if (!hasChanges)
        {
            return;
        }

        await using (var clouds = await CloudsAsync())
        {
            await RunAsync(clouds, 0, "init", "-input=false", "-no-color");
            await RunAsync(clouds, 0, "apply", "-json", "-input=false", "by-hand.plan");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Task<Clouds> CloudsAsync() => Clouds.StartAsync(Path.Combine(_folder, "cloud.json"));

    // Exit code 2 of a plan says that it has changes; without any it is 0.
    private async Task RunAsync(Clouds clouds, int most, params string[] arguments)
    {
        var start = new ProcessStartInfo(_engine, arguments)
        {
            WorkingDirectory = Path.Combine(_folder, "configuration"),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["TF_REATTACH_PROVIDERS"] = clouds.Reattach;
        start.Environment["CHECKPOINT_DISABLE"] = "1";
        start.Environment["TF_CLI_CONFIG_FILE"] = "/dev/null";
        start.Environment["TF_IN_AUTOMATION"] = "1";
        using var process = Process.Start(start)!;
        var said = process.StandardOutput.ReadToEndAsync();
        var errors = await process.StandardError.ReadToEndAsync();
        var output = await said;
        await process.WaitForExitAsync();
        if (process.ExitCode is not 0 && process.ExitCode != most)
        {
            throw new InvalidOperationException(
                $"{string.Join(' ', arguments)}: {errors}{output[^Math.Min(2000, output.Length)..]}"
            );
        }
    }

    private static string? Which(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(':')
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);

    /// <summary>The program that stands in for the clouds, while it serves.</summary>
    private sealed class Clouds(Process process, string reattach) : IAsyncDisposable
    {
        public string Reattach => reattach;

        public static async Task<Clouds> StartAsync(string file)
        {
            var start = new ProcessStartInfo(RunBenchmark.StandIn, ["serve", "--cloud", file])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            };
            var process = Process.Start(start)!;
            return new(
                process,
                await process.StandardOutput.ReadLineAsync() ?? throw new IOException("It did not serve.")
            );
        }

        public async ValueTask DisposeAsync()
        {
            process.StandardInput.Close();
            await process.WaitForExitAsync();
            process.Dispose();
        }
    }
}
