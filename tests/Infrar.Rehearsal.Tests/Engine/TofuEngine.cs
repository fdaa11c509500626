using System.Diagnostics;

namespace Infrar.Rehearsal.Tests.Engine;

/// <summary>The real engine on this machine: OpenTofu where there is one, else Terraform.</summary>
internal static class TofuEngine
{
    private static readonly string? s_path = Find("tofu") ?? Find("terraform");

    /// <summary>Where it is; skips the test when there is none.</summary>
    public static string Path
    {
        get
        {
            Assert.SkipWhen(s_path is null, "Neither tofu nor terraform is on the PATH.");
            return s_path!;
        }
    }

    /// <summary>Runs one command to its end.</summary>
    public static async Task<EngineRun> RunAsync(
        string folder,
        IReadOnlyDictionary<string, string> environment,
        params IEnumerable<string> arguments
    )
    {
        var start = new ProcessStartInfo(Path)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["CHECKPOINT_DISABLE"] = "1";
        start.Environment["TF_IN_AUTOMATION"] = "1";
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new EngineRun(process.ExitCode, await output, await errors);
    }

    private static string? Find(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(System.IO.Path.PathSeparator)
            .Select(folder => System.IO.Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
}

/// <summary>What an engine command said.</summary>
internal sealed record EngineRun(int ExitCode, string Output, string Errors)
{
    /// <summary>Everything it printed, without the frame around diagnostics and with its line breaks as spaces.</summary>
    public string Text =>
        string.Join(
            ' ',
            $"{Output}\n{Errors}".Split([' ', '\n', '│', '╷', '╵'], StringSplitOptions.RemoveEmptyEntries)
        );

    public EngineRun Succeeds()
    {
        Assert.True(ExitCode is 0, $"exit code {ExitCode}\n{Output}\n{Errors}");
        return this;
    }

    public EngineRun Fails(string because)
    {
        Assert.True(ExitCode is 1, $"exit code {ExitCode}\n{Output}\n{Errors}");
        Assert.Contains(because, Text);
        return this;
    }
}
