using System.Collections.Immutable;
using System.Diagnostics;
using System.Net.Sockets;
using Infrar.Platform.Hosting;
using Infrar.Platform.Runs.Executor;
using Infrar.Platform.Runs.Isolation;
using Infrar.Testing.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Infrar.Platform.Tests.Runs.Isolation;

/// <summary>A machine with a platform on it, as far as a run could see of it: a data folder, runs' folders, a server, a process.</summary>
internal sealed class Rig : IAsyncDisposable
{
    private readonly Socket _abstract = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly Process _victim;
    private WebApplication? _app;

    private Rig()
    {
        // Not below /tmp, which is empty inside: what is refused here is refused for another reason.
        Folder = Directory.CreateDirectory($"/var/tmp/infrar-{Path.GetRandomFileName()}").FullName;
        Write("data/infrar.db", "database-word");
        Write("data/master.key", "key-word");
        Write("data/vault/secret", "vault-word");
        Write("executor/run-other-1/configuration/errored.tfstate", "state-word");
        _abstract.Bind(new UnixDomainSocketEndPoint($"\0{Abstract}"));
        _abstract.Listen();
        // Without our output: whoever waits for that to end would wait for this.
        var start = new ProcessStartInfo("sh", ["-c", $"exec sleep {VictimSeconds} </dev/null >/dev/null 2>&1"]);
        start.Environment["VICTIM"] = "victims-word";
        _victim = Process.Start(start)!;
    }

    // An executor that a test kills leaves its own behind.
    private static string VictimSeconds =>
        Environment.GetEnvironmentVariable("INFRAR_TEST_HOLD") is null ? "3601" : "31";

    public static string? Missing { get; } =
        Testing.Engine.Missing ?? Programs.Missing("bwrap", "socat", "prlimit", "setpriv", "perl");

    public static string Engine { get; } = Programs.Find("tofu") ?? Programs.Find("terraform") ?? "";

    public string Folder { get; }

    public string Abstract => $"infrar-test-{Path.GetFileName(Folder)}";

    public string Executor => Path.Combine(Folder, "executor");

    /// <summary>What the state's server holds.</summary>
    public byte[]? State { get; private set; }

    /// <summary>What came to it, in order.</summary>
    public List<string> Requests { get; } = [];

    public Uri StateAddress => new($"{_app!.Urls.First()}/state");

    public int Port => new Uri(_app!.Urls.First()).Port;

    public static async Task<Rig> StartAsync()
    {
        var rig = new Rig();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        rig._app = builder.Build();
        rig._app.Run(rig.AnswerAsync);
        await rig._app.StartAsync();
        return rig;
    }

    public Bubblewrap Sandbox(Action<ExecutorOptions>? set = null, bool groups = true)
    {
        var options = new ExecutorOptions();
        set?.Invoke(options);
        return new(options, new ServerOptions { DataFolder = Path.Combine(Folder, "data") }) { UsesGroups = groups };
    }

    /// <summary>Lays out a run.</summary>
    public RunFolder Run(string name, string configuration)
    {
        var folder = Path.Combine(Executor, $"run-{name}-1");
        foreach (var part in (string[])["configuration", "data", "tmp"])
        {
            Directory.CreateDirectory(Path.Combine(folder, part));
        }

        File.WriteAllText(Path.Combine(folder, "configuration/main.tf"), configuration);
        return new(this, folder);
    }

    public int Victim => _victim.Id;

    public async ValueTask DisposeAsync()
    {
        _victim.Kill();
        _victim.Dispose();
        _abstract.Dispose();
        await _app!.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private void Write(string name, string text)
    {
        var file = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    private async Task AnswerAsync(HttpContext http)
    {
        lock (Requests)
        {
            Requests.Add($"{http.Request.Method} {http.Request.Path}");
        }

        if (http.Request.Path == "/state" && http.Request.Method is "GET")
        {
            http.Response.StatusCode = State is null ? 204 : 200;
            if (State is { } state)
            {
                await http.Response.Body.WriteAsync(state);
            }
        }
        else if (http.Request.Path == "/state" && http.Request.Method is "POST")
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body);
            State = body.ToArray();
        }
        else if (http.Request.Path != "/state/lock")
        {
            await http.Response.WriteAsync("other-word");
        }
    }
}

/// <summary>A run's folder, and commands in it.</summary>
internal sealed record RunFolder(Rig Rig, string Path)
{
    public string Configuration => System.IO.Path.Combine(Path, "configuration");

    public string Output => System.IO.Path.Combine(Path, "output.txt");

    public string Errors => System.IO.Path.Combine(Path, "errors.txt");

    public string Said => string.Concat(((string[])[Output, Errors]).Where(File.Exists).Select(File.ReadAllText));

    public EngineProcess Start(ISandbox sandbox, string program, params string[] arguments) =>
        sandbox.Start(Command(program, arguments));

    public EngineCommand Command(string program, params string[] arguments) =>
        new(program, [.. arguments], Path, Configuration, Environment(), Output, Errors);

    public Dictionary<string, string> More { get; } = [];

    public ImmutableArray<string> Sockets { get; init; } = [];

    /// <summary>Runs commands of the engine to their end.</summary>
    public async Task<EngineExit> RunAsync(ISandbox sandbox, params string[][] commands)
    {
        EngineExit exit = new(0);
        foreach (var arguments in commands)
        {
            using var process = sandbox.Start(Command(Rig.Engine, arguments) with { Sockets = Sockets });
            exit = await process.WaitAsync(TestContext.Current.CancellationToken);
            if (exit.Code is not 0)
            {
                break;
            }
        }

        return exit;
    }

    public Task<EngineExit> ApplyAsync(ISandbox sandbox) =>
        RunAsync(sandbox, ["init", "-input=false", "-no-color"], ["apply", "-json", "-input=false", "-auto-approve"]);

    private Dictionary<string, string> Environment() =>
        new(More)
        {
            ["PATH"] = "/usr/local/bin:/usr/bin:/bin",
            ["HOME"] = System.IO.Path.Combine(Path, "tmp"),
            ["TMPDIR"] = System.IO.Path.Combine(Path, "tmp"),
            ["CHECKPOINT_DISABLE"] = "1",
            ["TF_IN_AUTOMATION"] = "1",
            ["TF_CLI_CONFIG_FILE"] = "/dev/null",
            ["TF_DATA_DIR"] = System.IO.Path.Combine(Path, "data"),
            ["TF_HTTP_ADDRESS"] = $"{Rig.StateAddress}",
            ["TF_HTTP_LOCK_ADDRESS"] = $"{Rig.StateAddress}/lock",
            ["TF_HTTP_UNLOCK_ADDRESS"] = $"{Rig.StateAddress}/lock",
            ["TF_HTTP_USERNAME"] = "run",
            ["TF_HTTP_PASSWORD"] = "token-word",
            ["RUN"] = Path,
            ["RESULTS"] = System.IO.Path.Combine(Configuration, "results.txt"),
            ["DATA"] = System.IO.Path.Combine(Rig.Folder, "data"),
            ["OTHER"] = System.IO.Path.Combine(Rig.Executor, "run-other-1"),
            ["EXECUTOR"] = Rig.Executor,
            ["ENGINE"] = Rig.Engine,
            ["VICTIM"] = $"{Rig.Victim}",
            ["PORT"] = $"{Rig.Port}",
            ["ABSTRACT"] = Rig.Abstract,
        };
}
