using System.CommandLine;
using System.Runtime.InteropServices;
using Infrar.Rehearsal.Schemas;

namespace Infrar.Rehearsal.Commands;

/// <summary><c>mirror</c>: a folder engines install providers from, so that plain <c>tofu init</c> finds them here.</summary>
internal static class MirrorCommand
{
    private const UnixFileMode Executable =
        UnixFileMode.UserRead
        | UnixFileMode.UserWrite
        | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead
        | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead
        | UnixFileMode.OtherExecute;

    private static readonly Argument<string> s_folder = new("folder") { Description = "Where to write it." };

    public static Command Create()
    {
        var command = new Command(
            "mirror",
            "Writes a filesystem mirror of every provider and a tofu.rc that points to it."
        )
        {
            s_folder,
            SharedOptions.Cloud,
            SharedOptions.Faults,
        };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult line)
    {
        var folder = Path.GetFullPath(line.GetRequiredValue(s_folder));
        var arguments = $"--cloud {Quote(Path.GetFullPath(SharedOptions.CloudPath(line)))}";
        if (SharedOptions.FaultsPath(line) is { } faults)
        {
            arguments += $" --faults {Quote(Path.GetFullPath(faults))}";
        }

        foreach (var provider in ProviderCatalog.All)
        {
            foreach (var host in ProviderCatalog.Hosts)
            {
                Write(Path.Combine(folder, host, provider.Namespace, provider.Name), provider, arguments);
            }
        }

        var configuration = Path.Combine(folder, "tofu.rc");
        File.WriteAllText(
            configuration,
            $$"""
            provider_installation {
              filesystem_mirror {
                path = "{{folder}}"
              }
            }

            """
        );
        Console.Out.WriteLine($"TF_CLI_CONFIG_FILE={configuration}");
        return 0;
    }

    /// <summary>A script rather than a copy of this program: the engines take anything they can execute.</summary>
    private static void Write(string folder, KnownProvider provider, string arguments)
    {
        var target = Path.Combine(folder, provider.Version, Platform());
        Directory.CreateDirectory(target);
        var script = Path.Combine(target, $"terraform-provider-{provider.Name}_v{provider.Version}");
        File.WriteAllText(script, $"#!/bin/sh\nexec {Self()} plugin {provider.Name} {arguments}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(script, Executable);
        }
    }

    /// <summary>How Go names this machine.</summary>
    private static string Platform()
    {
        var system = OperatingSystem.IsMacOS() ? "darwin" : "linux";
        return RuntimeInformation.OSArchitecture is Architecture.Arm64 ? $"{system}_arm64" : $"{system}_amd64";
    }

    /// <summary>This program, whether it was started by its own executable or by the runtime's.</summary>
    private static string Self()
    {
        var program = Environment.ProcessPath ?? "dotnet";
        return Path.GetFileNameWithoutExtension(program) is "dotnet"
            ? $"{Quote(program)} {Quote(Path.Combine(AppContext.BaseDirectory, "infrar-rehearsal.dll"))}"
            : Quote(program);
    }

    private static string Quote(string path) => $"'{path.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
