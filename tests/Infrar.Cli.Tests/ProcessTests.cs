using System.Diagnostics;
using Infrar.Testing;

namespace Infrar.Cli.Tests;

/// <summary>The built program as a process of its own: what strings and writers cannot show.</summary>
public sealed class ProcessTests
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "infrar");

    [Fact]
    public async Task The_version_is_one_line()
    {
        var (exitCode, output, error) = await RunAsync($"'{Program}' --version");

        Assert.Equal(0, exitCode);
        Assert.Equal($"{ProductVersion.Line}\n", output);
        Assert.Equal("", error);
    }

    [Fact]
    public async Task A_reader_that_has_seen_enough_is_no_fault()
    {
        var (exitCode, _, error) = await RunAsync($"set -o pipefail; '{Program}' --help | true");

        Assert.Equal("", error);
        Assert.Equal(0, exitCode);
    }

    [Fact]
    public async Task A_pipe_gets_plain_UTF_8_without_a_byte_order_mark()
    {
        var folder = Repository.ProjectDirectory(typeof(ProcessTests).Assembly);
        var (exitCode, output, _) = await RunAsync(
            $"cd '{folder}/Fixtures' && '{Program}' compare -f shop.yaml -e production"
        );

        Assert.Equal(0, exitCode);
        Assert.DoesNotContain('\uFEFF', output);
        Assert.DoesNotContain('\e', output);
        Assert.Contains('≥', output);
    }

    private static async Task<(int ExitCode, string Output, string Error)> RunAsync(string script)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var start = new ProcessStartInfo("bash", ["-c", script])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return (process.ExitCode, await output, await error);
    }
}
