using System.CommandLine;
using System.Runtime.InteropServices;
using Infrar.Rehearsal.Clouds;
using Infrar.Rehearsal.Faults;
using Infrar.Rehearsal.Protocol;
using Infrar.Rehearsal.Schemas;

namespace Infrar.Rehearsal.Commands;

/// <summary><c>plugin</c>: one provider as a child of the engine that started it.</summary>
internal static class PluginCommand
{
    private const string ExecutablePrefix = "terraform-provider-";

    private static readonly Argument<string?> s_provider = new("provider")
    {
        Description = $"Unless given, {SharedOptions.ProviderVariable}, else as in this executable's name.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public static Command Create()
    {
        var command = new Command("plugin", "Serves one provider to the engine that started it.")
        {
            s_provider,
            SharedOptions.Cloud,
            SharedOptions.Faults,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult line, CancellationToken cancellationToken)
    {
        if (!Handshake.IsExpected)
        {
            await Console.Error.WriteLineAsync(
                "A plugin is started by tofu or terraform, not by hand. To serve providers yourself: infrar-rehearsal serve"
            );
            return 1;
        }

        var name =
            line.GetValue(s_provider)
            ?? Environment.GetEnvironmentVariable(SharedOptions.ProviderVariable)
            ?? OwnName();
        if (ProviderCatalog.Find(name) is null)
        {
            return SharedOptions.RefuseProvider(name);
        }

        // On Ctrl-C the engine gets the same signal, finishes what it must, and then shuts us down.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => signal.Cancel = true);
        using var folder = new SocketFolder();
        using var cloud = new CloudFile(SharedOptions.CloudPath(line));
        var faults = FaultFile.Load(SharedOptions.FaultsPath(line));
        var provider = new ServedProvider(name, folder.PathOf(name));
        var certificates = Handshake.CreateCertificates(TimeProvider.System.GetUtcNow());
        await using var server = PluginServer.Build([provider], cloud, faults, certificates);
        using var terminate = PosixSignalRegistration.Create(
            PosixSignal.SIGTERM,
            signal =>
            {
                signal.Cancel = true;
                server.Lifetime.StopApplication();
            }
        );
        await server.StartAsync(cancellationToken);
        await Console.Out.WriteLineAsync(Handshake.Line(provider.SocketPath, certificates));
        await Console.Out.FlushAsync(cancellationToken);
        await server.WaitForShutdownAsync(cancellationToken);
        return 0;
    }

    /// <summary>Of <c>terraform-provider-aws_v6.25.0</c> it is <c>aws</c>.</summary>
    private static string OwnName()
    {
        var file = Path.GetFileName(Environment.ProcessPath) ?? "";
        return file.StartsWith(ExecutablePrefix, StringComparison.Ordinal)
            ? file[ExecutablePrefix.Length..].Split('_')[0]
            : file;
    }
}
