using System.Diagnostics;

namespace Infrar.Cli.Tests;

public sealed class UpTests
{
    [Fact]
    public async Task Without_the_stand_in_clouds_nothing_is_started_on_them()
    {
        using var console = new TestConsole();
        console.Variables["INFRAR_REHEARSAL"] = "/nowhere/infrar-rehearsal";

        Assert.Equal(1, await console.Run("up", "--stand-in"));
        Assert.Contains("error CLI012", console.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("nothing real", console.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_platform_is_told_which_program_stands_in_and_people_are_told_that_nothing_is_real()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "It becomes a shell script.");
        var folder = Directory.CreateTempSubdirectory("infrar-up-");
        // In the platform's place: says what it was started with.
        var platform = Script(folder, "platform", "printf '%s\\n' \"$@\"");
        var standIn = Script(folder, "stand-in", "exit 0");
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "infrar"))
        {
            WorkingDirectory = folder.FullName,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in (string[])["up", "--stand-in"])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["INFRAR_PLATFORM"] = platform;
        start.Environment["INFRAR_REHEARSAL"] = standIn;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Contains($"--Executor:StandIn={standIn}\n", await output, StringComparison.Ordinal);
        Assert.Contains("nothing real is made", errors, StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }

    private static string Script(DirectoryInfo folder, string name, string text)
    {
        var path = Path.Combine(folder.FullName, name);
        File.WriteAllText(path, $"#!/bin/sh\n{text}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return path;
    }
}
