using System.Diagnostics;

namespace Infrar.Testing;

/// <summary>The real OpenTofu or Terraform on this machine.</summary>
public static class Engine
{
    /// <summary>Why a test that needs the engine cannot run here; null when it can.</summary>
    public static string? Missing { get; } = Find() is null ? "Neither tofu nor terraform is on the PATH." : null;

    /// <summary>Runs the engine to its end in a folder, with text on its standard input.</summary>
    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(
        string folder,
        string? input,
        CancellationToken cancellationToken,
        params string[] arguments
    )
    {
        var start = new ProcessStartInfo(Find() ?? throw new InvalidOperationException(Missing))
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["CHECKPOINT_DISABLE"] = "1";
        start.Environment["TF_IN_AUTOMATION"] = "1";
        start.Environment["TF_INPUT"] = "0";
        start.Environment["TF_CLI_CONFIG_FILE"] = "/dev/null";
        using var process = Process.Start(start) ?? throw new InvalidOperationException("The engine did not start.");
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.StandardInput.WriteAsync(input.AsMemory(), cancellationToken);
        process.StandardInput.Close();
        await process.WaitForExitAsync(cancellationToken);
        return (process.ExitCode, await output, await errors);
    }

    private static string? Find() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .SelectMany(folder => new[] { Path.Combine(folder, "tofu"), Path.Combine(folder, "terraform") })
            .FirstOrDefault(File.Exists);
}
