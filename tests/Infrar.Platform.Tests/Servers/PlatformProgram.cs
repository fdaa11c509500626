using System.Diagnostics;
using System.Reflection;
using Infrar.Testing;

namespace Infrar.Platform.Tests.Servers;

/// <summary>The platform's program as a process of its own.</summary>
internal static class PlatformProgram
{
    public static string Path { get; } =
        System.IO.Path.Combine(
            Repository.Root(Assembly.GetExecutingAssembly()),
            "artifacts/bin/Infrar.Platform/release/infrar-platform"
        );

    /// <summary>Runs it to its end.</summary>
    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] args)
    {
        var start = new ProcessStartInfo(Path, args) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var cancel = TestContext.Current.CancellationToken;
        var output = process.StandardOutput.ReadToEndAsync(cancel);
        var errors = process.StandardError.ReadToEndAsync(cancel);
        await process.WaitForExitAsync(cancel);
        return (process.ExitCode, await output, await errors);
    }
}
