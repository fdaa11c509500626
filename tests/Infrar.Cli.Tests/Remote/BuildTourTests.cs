using System.Diagnostics;
using Infrar.Testing;
using Infrar.Testing.Servers;

namespace Infrar.Cli.Tests.Remote;

/// <summary>The tour of <c>examples/shop</c>: from sources to a running environment, as a reader walks it.</summary>
public sealed class BuildTourTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private static readonly string? Missing = Environment.UserName is not "root"
        ? "Images are built here by root alone."
        : Programs.Missing("buildah", "runc", "newuidmap", "docker-registry", "busybox")
            ?? (
                File.ReadAllText("/etc/passwd").Contains("infrar-build:", StringComparison.Ordinal)
                    ? null
                    : "Not on this machine: the user infrar-build."
            )
            ?? (Programs.Missing("tofu") is null ? null : Programs.Missing("terraform"));

    [Fact]
    public async Task The_sources_become_a_running_environment()
    {
        Assert.SkipWhen(Missing is not null, Missing ?? "");
        var root = Repository.Root(typeof(BuildTourTests).Assembly);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        var start = new ProcessStartInfo("setsid", ["--wait", Path.Combine(root, "examples/shop/tour")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["INFRAR"] = Path.Combine(AppContext.BaseDirectory, "infrar");
        start.Environment["INFRAR_PLATFORM"] = Path.ChangeExtension(RunningPlatform.Program, null);
        start.Environment["INFRAR_REHEARSAL"] = RunningPlatform.StandIn;
        start.Environment["NO_COLOR"] = "1";
        using var tour = Process.Start(start)!;
        var output = tour.StandardOutput.ReadToEndAsync(patience.Token);
        var error = tour.StandardError.ReadToEndAsync(patience.Token);
        try
        {
            await tour.WaitForExitAsync(patience.Token);
        }
        finally
        {
            tour.Kill(entireProcessTree: true);
        }

        var (said, faults) = (await output, await error);
        Assert.True(tour.ExitCode is 0, $"{said}\n{faults}");
        foreach (var component in (string[])["api", "mailer", "web"])
        {
            Assert.Matches($"/{component}@sha256:[0-9a-f]{{64}}", said);
        }

        Assert.Contains("/cgi-bin/health answers: well", said, StringComparison.Ordinal);
        Assert.Contains("is live in staging", said, StringComparison.Ordinal);
        Assert.Contains("api: made of the same as by bld-", said, StringComparison.Ordinal);
        Assert.DoesNotContain("web: made of the same", said, StringComparison.Ordinal);
    }
}
