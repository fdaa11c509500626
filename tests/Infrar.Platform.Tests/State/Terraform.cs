using System.Diagnostics;
using Infrar.Testing.Servers;

namespace Infrar.Platform.Tests.State;

/// <summary>The real, unmodified engine in a folder of its own, with its state at an address.</summary>
internal sealed class Terraform : IDisposable
{
    private readonly Dictionary<string, string> _environment;

    /// <summary>Makes the folder.</summary>
    /// <param name="address">Of the state.</param>
    /// <param name="token">What opens it.</param>
    /// <param name="configuration">HCL beside the backend's own.</param>
    public Terraform(string address, string token, string configuration)
    {
        Folder = Directory.CreateTempSubdirectory("infrar-terraform-").FullName;
        Write(configuration);
        _environment = new()
        {
            ["HOME"] = Folder,
            ["CHECKPOINT_DISABLE"] = "1",
            ["TF_IN_AUTOMATION"] = "1",
            ["TF_INPUT"] = "0",
            ["TF_HTTP_ADDRESS"] = address,
            ["TF_HTTP_LOCK_ADDRESS"] = $"{address}/lock",
            ["TF_HTTP_UNLOCK_ADDRESS"] = $"{address}/lock",
            ["TF_HTTP_USERNAME"] = "anybody",
            ["TF_HTTP_PASSWORD"] = token,
            ["TF_HTTP_RETRY_WAIT_MIN"] = "1",
            ["TF_HTTP_RETRY_WAIT_MAX"] = "2",
        };
    }

    /// <summary>Why it cannot be had; null when it can.</summary>
    public static string? Missing => Programs.Missing("terraform");

    public string Folder { get; }

    /// <summary>Sets a variable of its environment.</summary>
    public string this[string name]
    {
        set => _environment[name] = value;
    }

    /// <summary>Writes what is wanted.</summary>
    public void Write(string configuration) =>
        File.WriteAllText(
            Path.Combine(Folder, "main.tf"),
            $"terraform {{\n  backend \"http\" {{}}\n}}\n{configuration}\n"
        );

    /// <summary>Runs it; what it says is the failure when it ends with another code than 0.</summary>
    public async Task<string> RunAsync(params string[] arguments)
    {
        var (exitCode, output) = await TryAsync(arguments);
        Assert.True(exitCode is 0, $"terraform {string.Join(' ', arguments)} ended with {exitCode}:\n{output}");
        return output;
    }

    /// <summary>Runs it to its end.</summary>
    public async Task<(int ExitCode, string Output)> TryAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(Programs.Find("terraform")!, arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Programs.Clean(start, _environment);
        using var process = Process.Start(start)!;
        var cancel = TestContext.Current.CancellationToken;
        var output = process.StandardOutput.ReadToEndAsync(cancel);
        var errors = process.StandardError.ReadToEndAsync(cancel);
        await process.WaitForExitAsync(cancel);
        return (process.ExitCode, await output + await errors);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
