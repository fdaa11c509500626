using Infrar.Testing;
using Infrar.Testing.Servers;

[assembly: AssemblyFixture(typeof(Infrar.Cli.Tests.Remote.RunningPlatform))]

namespace Infrar.Cli.Tests.Remote;

/// <summary>One platform for all tests of this assembly, started by the first that needs it.</summary>
public sealed class RunningPlatform : IAsyncDisposable
{
    private readonly Lazy<Task<PlatformServer>> _server = new(async () =>
    {
        // Many people share one address here.
        string[] settings =
        [
            "--Limits:PerAddress=100000",
            "--Limits:SignInsPerAddress=100000",
            "--Limits:PerToken=100000",
            "--Prices:Cron=",
            // Nothing real is made, and how engines are kept apart is tested at the platform.
            $"--Executor:StandIn={StandIn}",
            "--Executor:Isolation=None",
            // Builds wait here: how they are made is tested at the platform.
            "--Builder:Slots=0",
            "--Builder:Registry=registry.example.com/infrar",
        ];
        var server = await PlatformServer.StartAsync(Program, settings, CancellationToken.None);
        // Whoever comes first administers; nobody of the tests should.
        using var admin = new Person(server.Address, "Admin");
        await admin.RegisterAsync("--setup-secret-file", server.SetupSecretFile);
        return server;
    });

    /// <summary>The built platform, beside these tests and in the same configuration, as the project reference sees to.</summary>
    public static string Program { get; } =
        Path.Combine(
            Repository.Root(typeof(RunningPlatform).Assembly),
            "artifacts/bin/Infrar.Platform",
            new DirectoryInfo(AppContext.BaseDirectory).Name,
            "infrar-platform.dll"
        );

    /// <summary>The built program that stands in for the clouds.</summary>
    public static string StandIn { get; } =
        Path.Combine(
            Repository.Root(typeof(RunningPlatform).Assembly),
            "artifacts/bin/Infrar.Rehearsal",
            new DirectoryInfo(AppContext.BaseDirectory).Name,
            "infrar-rehearsal"
        );

    /// <summary>The server; skips the test where none can run.</summary>
    public Task<PlatformServer> ServerAsync()
    {
        Assert.SkipWhen(PlatformServer.Missing is not null, PlatformServer.Missing ?? "");
        return _server.Value;
    }

    /// <summary>Somebody with an account, signed in, with a folder and a team of their own.</summary>
    internal async Task<Person> SignedInAsync(string name)
    {
        var person = new Person((await ServerAsync()).Address, name);
        await person.RegisterAsync();
        await person.SignInAsync();
        return person;
    }

    public async ValueTask DisposeAsync()
    {
        if (_server.IsValueCreated)
        {
            await (await _server.Value).DisposeAsync();
        }
    }
}
