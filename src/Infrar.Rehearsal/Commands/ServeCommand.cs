using System.CommandLine;
using Infrar.Rehearsal.Clouds;
using Infrar.Rehearsal.Faults;
using Infrar.Rehearsal.Protocol;
using Infrar.Rehearsal.Schemas;

namespace Infrar.Rehearsal.Commands;

/// <summary><c>serve</c>: many providers from one process that outlives any single engine command.</summary>
internal static class ServeCommand
{
    private static readonly Option<string[]> s_providers = new("--providers")
    {
        Description = "Providers to serve, separated by commas; all of them unless given.",
        HelpName = "NAME,...",
        CustomParser = result =>
            [.. result.Tokens.SelectMany(t => t.Value.Split(',', StringSplitOptions.RemoveEmptyEntries))],
    };

    public static Command Create()
    {
        var command = new Command(
            "serve",
            "Serves providers until it is stopped; prints a value for TF_REATTACH_PROVIDERS."
        )
        {
            SharedOptions.Cloud,
            s_providers,
            SharedOptions.Faults,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult line, CancellationToken cancellationToken)
    {
        var names = line.GetValue(s_providers) is { Length: > 0 } some
            ? some
            : [.. ProviderCatalog.All.Select(p => p.Name)];
        if (names.FirstOrDefault(n => ProviderCatalog.Find(n) is null) is { } unknown)
        {
            return SharedOptions.RefuseProvider(unknown);
        }

        using var folder = new SocketFolder();
        using var cloud = new CloudFile(SharedOptions.CloudPath(line));
        var faults = FaultFile.Load(SharedOptions.FaultsPath(line));
        var providers = names.Distinct().Select(name => new ServedProvider(name, folder.PathOf(name))).ToArray();
        await using var server = PluginServer.Build(providers, cloud, faults, certificates: null);
        await server.StartAsync(cancellationToken);
        await Console.Out.WriteLineAsync(Reattachment.Line(providers));
        await Console.Out.FlushAsync(cancellationToken);
        await StandardInput.UntilClosedAsync(cancellationToken);
        await server.StopAsync(CancellationToken.None);
        return 0;
    }
}
