using System.Diagnostics;
using System.Security.Cryptography;
using Infrar.Platform.Hosting;
using Microsoft.Extensions.Options;

namespace Infrar.Platform.Builds.Builder;

/// <summary>Where this node builds.</summary>
internal sealed class BuilderPlace(IOptions<BuilderOptions> options, IOptions<ServerOptions> server)
{
    private readonly string _unique = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(3));
    private string? _program;

    /// <summary>What this builder calls itself: machine and process.</summary>
    public string Worker => $"{Environment.MachineName}-{Environment.ProcessId}-{_unique}";

    /// <summary>Where builds and what was built before are kept.</summary>
    public string Folder { get; } =
        Path.GetFullPath(
            options.Value.Folder is "" ? Path.Combine(server.Value.DataFolder, "builder") : options.Value.Folder
        );

    /// <summary>The program that builds, with its version, such as <c>buildah 1.28.2</c>.</summary>
    public async Task<string> ProgramAsync(CancellationToken cancellationToken)
    {
        if (_program is null)
        {
            var start = new ProcessStartInfo(options.Value.Program, ["--version"]) { RedirectStandardOutput = true };
            using var process = Process.Start(start) ?? throw new InvalidOperationException("It did not start.");
            var said = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            var words = said.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            _program = words.Length > 2 ? $"{words[0]} {words[2].Trim()}" : said.Trim();
        }

        return _program;
    }
}
