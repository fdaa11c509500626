using System.Diagnostics;
using System.Text.Json;
using Infrar.Testing;

namespace Infrar.Cli.Tests;

/// <summary>
/// The promise of the product, whole: what is generated for Infrar itself, in every environment under every hosting
/// option, passes fmt, init, validate, plan, apply, an empty second plan and destroy with the real engine.
/// </summary>
public sealed class RehearsalTests
{
    private static readonly string Root = Repository.Root(typeof(RehearsalTests).Assembly);

    private static readonly string[] Phases = ["fmt", "init", "validate", "plan", "apply", "plan again", "destroy"];

    [Theory]
    [InlineData("staging")]
    [InlineData("production")]
    public async Task Every_option_is_applied_and_destroyed_without_a_difference_between(string environment)
    {
        Assert.SkipWhen(Engine.Missing is not null, Engine.Missing ?? "");

        var (exitCode, output, progress) = await RehearseAsync("placement/infrar.yaml", "-e", environment, "-s", "all");

        Assert.True(exitCode == 0, progress);
        Assert.DoesNotContain("Warning:", progress);
        using var answer = JsonDocument.Parse(output);
        var placements = answer.RootElement.GetProperty("placements").EnumerateArray().ToList();
        Assert.Equal(7, placements.Count);
        Assert.All(
            placements,
            p =>
                Assert.Equal(
                    Phases,
                    p.GetProperty("phases").EnumerateArray().Select(f => f.GetProperty("name").GetString())
                )
        );
    }

    [Fact]
    public async Task The_mended_manifest_is_applied_unprotected_and_destroyed()
    {
        Assert.SkipWhen(Engine.Missing is not null, Engine.Missing ?? "");

        var (exitCode, output, progress) = await RehearseAsync(
            "placement/infrar-mended.yaml",
            "-e",
            "production",
            "-s",
            "pages-aws"
        );

        Assert.True(exitCode == 0, progress);
        using var answer = JsonDocument.Parse(output);
        var placement = Assert.Single(answer.RootElement.GetProperty("placements").EnumerateArray());
        Assert.Equal(
            [.. Phases[..^1], "unprotect", "destroy"],
            placement.GetProperty("phases").EnumerateArray().Select(f => f.GetProperty("name").GetString()!)
        );
    }

    private static async Task<(int ExitCode, string Output, string Progress)> RehearseAsync(
        string manifest,
        params string[] arguments
    )
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "infrar"))
        {
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in (string[])["rehearse", "-f", manifest, "--format", "json", .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["INFRAR_REHEARSAL"] = StandIn();
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var progress = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return (process.ExitCode, await output, await progress);
    }

    // Built beside these tests and in the same configuration, as the project reference sees to.
    private static string StandIn()
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        return Path.Combine(Root, "artifacts", "bin", "Infrar.Rehearsal", configuration, "infrar-rehearsal");
    }
}
