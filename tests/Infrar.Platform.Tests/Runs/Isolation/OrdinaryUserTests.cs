using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Infrar.Testing;
using Infrar.Testing.Servers;

namespace Infrar.Platform.Tests.Runs.Isolation;

/// <summary>The same where the platform is no root: in a process of its own, as another user.</summary>
public sealed class OrdinaryUserTests
{
    private const string User = "60901";

    [Fact]
    public async Task Sandboxes_hold_for_an_ordinary_user_too()
    {
        Assert.SkipWhen(Rig.Missing is not null, Rig.Missing ?? "");
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "This is an ordinary user.");
        var cancel = TestContext.Current.CancellationToken;
        var stage = Directory.CreateDirectory($"/var/tmp/infrar-{Path.GetRandomFileName()}").FullName;
        var home = Directory.CreateDirectory(Path.Combine(stage, "home")).FullName;
        var root = Directory.CreateDirectory(Path.Combine(stage, "root")).FullName;
        try
        {
            await Programs.GiveAsync(home, User, cancel);
            // That user may not be let into the folder that the repository lies in, so it is shown elsewhere.
            var runtime = Path.GetFullPath(
                Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "../../..")
            );
            var program = Path.Combine(
                root,
                Path.GetRelativePath(Repository.Root(Assembly.GetExecutingAssembly()), Environment.ProcessPath!)
            );
            var start = new ProcessStartInfo(
                "unshare",
                [
                    "--mount",
                    "--propagation",
                    "private",
                    "/bin/sh",
                    "-c",
                    $"mount --bind \"$1\" '{root}' && shift && cd '{home}' && exec setpriv --reuid {User} --regid {User} --clear-groups \"$@\"",
                    "sh",
                    Repository.Root(Assembly.GetExecutingAssembly()),
                    "env",
                    $"HOME={home}",
                    $"DOTNET_ROOT={runtime}",
                    program,
                    "-noLogo",
                    "-noColor",
                    "-class",
                    typeof(HostileRunTests).FullName!,
                    "-class",
                    typeof(SandboxTests).FullName!,
                ]
            )
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEndAsync(cancel);
            var errors = process.StandardError.ReadToEndAsync(cancel);
            await process.WaitForExitAsync(cancel);

            Assert.True(process.ExitCode is 0, $"{await output}{await errors}");
            // The attempts are among them, and none of those skips.
            var counts = Regex.Match(await output, "Total: ([0-9]+),.*Skipped: ([0-9]+)");
            Assert.InRange(
                int.Parse(counts.Groups[1].Value, CultureInfo.InvariantCulture),
                Attempts.All.Count + 10,
                500
            );
            Assert.InRange(int.Parse(counts.Groups[2].Value, CultureInfo.InvariantCulture), 0, 2);
        }
        finally
        {
            Directory.Delete(root);
            Directory.Delete(stage, recursive: true);
        }
    }
}
