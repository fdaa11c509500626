using System.Text.Json;
using Infrar.Platform.Hosting;
using Infrar.Platform.Http;
using Infrar.Platform.Runs.Executor;
using Microsoft.Extensions.Options;

namespace Infrar.Platform.Doctor;

/// <summary>What <c>infrar doctor</c> becomes: says what the platform lacks here; it need not run.</summary>
internal static class DoctorCommand
{
    /// <summary>Looks at everything; <c>Doctor:Format</c> is its one setting of its own.</summary>
    /// <returns>1 when something is broken.</returns>
    public static async Task<int> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        var configuration = Settings.Of(args);
        var all = await ExamineAsync(configuration, cancellationToken);
        if (configuration["Doctor:Format"] is "json")
        {
            await Console.Out.WriteLineAsync(JsonSerializer.Serialize(all, JsonShape.Options));
        }
        else
        {
            await WriteAsync(all);
        }

        return all.Exists(e => e.Condition is Condition.Broken) ? 1 : 0;
    }

    private static async Task<List<Examined>> ExamineAsync(
        ConfigurationManager configuration,
        CancellationToken cancellationToken
    )
    {
        List<Examined> all = [.. await MachineCheckup.ProgramsAsync(cancellationToken)];
        try
        {
            var server = configuration.GetSection("Server").Get<ServerOptions>() ?? new();
            all.AddRange(MachineCheckup.DataFolder(server.DataFolder));
            all.AddRange(MachineCheckup.Ports(server));
            var services = new ServiceCollection();
            services.AddLogging();
            services.AddSingleton<IConfiguration>(configuration);
            PlatformHost.AddServices(services, configuration, server);
            await using var provider = services.BuildServiceProvider();
            provider.GetRequiredService<IStartupValidator>().Validate();
            all.Add(new("configuration", Condition.Ok, "Every setting is right."));
            all.Add(MachineCheckup.Sandbox(provider.GetRequiredService<ISandbox>()));
            await using var scope = provider.CreateAsyncScope();
            all.AddRange(await new PartsCheckup(scope.ServiceProvider).RunAsync(cancellationToken));
        }
        catch (Exception fault) when (PlatformCommands.OptionFaults(fault) is { Count: > 0 } faults)
        {
            all.AddRange(
                faults.Select(f => new Examined("configuration", Condition.Broken, f, "docs/configuration.md"))
            );
        }
        catch (InvalidOperationException fault)
        {
            // A value that is not of its setting's kind.
            all.Add(new("configuration", Condition.Broken, fault.Message, "docs/configuration.md"));
        }

        return all;
    }

    private static async Task WriteAsync(List<Examined> all)
    {
        var width = all.Max(e => e.Name.Length);
        foreach (var one in all)
        {
            var word = one.Condition.ToString().ToLowerInvariant();
            await Console.Out.WriteLineAsync($"{word, -8} {one.Name.PadRight(width)}  {one.Says}");
            if (one.Mend is { } mend)
            {
                await Console.Out.WriteLineAsync($"{"", -8} {"".PadRight(width)}  → {mend}");
            }
        }

        var broken = all.Count(e => e.Condition is Condition.Broken);
        var warnings = all.Count(e => e.Condition is Condition.Warning);
        await Console.Out.WriteLineAsync(
            (broken, warnings) is (0, 0) ? "Nothing is amiss." : $"{broken} broken, {warnings} to be seen to."
        );
    }
}
