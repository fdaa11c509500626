using System.Reflection;
using System.Text.Json;
using Infrar.Rehearsal.Clouds;
using Infrar.Rehearsal.Faults;
using Infrar.Rehearsal.Protocol;
using Infrar.Rehearsal.Schemas;
using Infrar.Testing;
using Microsoft.AspNetCore.Builder;

namespace Infrar.Rehearsal.Tests.Engine;

/// <summary>A configuration in a folder of its own, with a cloud of its own served to the engine that runs there.</summary>
internal sealed class RehearsedFolder : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rt-");
    private readonly SocketFolder _sockets = new();
    private readonly Dictionary<string, string> _environment = new(StringComparer.Ordinal);
    private readonly CloudFile _cloud;
    private WebApplication? _server;

    private RehearsedFolder(string configuration)
    {
        Configuration = configuration;

        // Whatever the person running the tests has configured for the engine is no concern of theirs.
        _environment["TF_CLI_CONFIG_FILE"] = Path.Combine(FullName, "empty.rc");
        File.WriteAllText(_environment["TF_CLI_CONFIG_FILE"], "");
        _cloud = new CloudFile(CloudPath);
    }

    public string FullName => _folder.FullName;

    public string CloudPath => Path.Combine(FullName, "cloud.json");

    public string Configuration
    {
        set => File.WriteAllText(Path.Combine(FullName, "main.tf"), value);
    }

    public static string Sample(string name) =>
        File.ReadAllText(
            Path.Combine(Repository.ProjectDirectory(Assembly.GetExecutingAssembly()), "Configurations", $"{name}.tf")
        );

    /// <summary>Serves every provider to whatever runs in this folder.</summary>
    public static async Task<RehearsedFolder> ServeAsync(string configuration, string? faults = null)
    {
        // Skips before anything is started.
        _ = TofuEngine.Path;
        var rehearsal = new RehearsedFolder(configuration);
        var providers = ProviderCatalog
            .All.Select(p => new ServedProvider(p.Name, rehearsal._sockets.PathOf(p.Name)))
            .ToArray();
        rehearsal._server = PluginServer.Build(
            providers,
            rehearsal._cloud,
            rehearsal.Faults(faults),
            certificates: null
        );
        await rehearsal._server.StartAsync(TestContext.Current.CancellationToken);
        rehearsal._environment["TF_REATTACH_PROVIDERS"] = Reattachment.Line(providers);
        return rehearsal;
    }

    /// <summary>Serves nothing: the engine is to start providers itself, as <paramref name="environment"/> tells it.</summary>
    public static RehearsedFolder Unserved(
        string configuration,
        params IEnumerable<(string Name, string Value)> environment
    )
    {
        var rehearsal = new RehearsedFolder(configuration);
        foreach (var (name, value) in environment)
        {
            rehearsal._environment[name] = value;
        }

        return rehearsal;
    }

    public Task<EngineRun> RunAsync(params IEnumerable<string> arguments) =>
        TofuEngine.RunAsync(FullName, _environment, arguments);

    public Task<EngineRun> ApplyAsync(params IEnumerable<string> arguments) =>
        RunAsync(["apply", "-auto-approve", "-no-color", .. arguments]);

    /// <summary>Asserts that another plan finds nothing to do.</summary>
    public async Task SettlesAsync(params IEnumerable<string> arguments)
    {
        var plan = await RunAsync(["plan", "-detailed-exitcode", "-no-color", .. arguments]);
        Assert.True(plan.ExitCode is 0, $"exit code {plan.ExitCode}\n{plan.Output}\n{plan.Errors}");
    }

    public async Task<JsonElement> OutputsAsync()
    {
        var run = (await RunAsync("output", "-json")).Succeeds();
        using var json = JsonDocument.Parse(run.Output);
        return json.RootElement.Clone();
    }

    public Task<Cloud> CloudAsync() => _cloud.ReadAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _cloud.Dispose();
        _sockets.Dispose();
        _folder.Delete(recursive: true);
    }

    private FaultPlan Faults(string? rules)
    {
        if (rules is null)
        {
            return FaultPlan.None;
        }

        var path = Path.Combine(FullName, "faults.json");
        File.WriteAllText(path, rules);
        return FaultFile.Load(path);
    }
}
