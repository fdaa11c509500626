using Infrar.Platform.Tests;
using Infrar.Platform.Tests.Servers;
using Infrar.Testing.Servers;

[assembly: AssemblyFixture(typeof(SharedPlatforms))]

namespace Infrar.Platform.Tests;

/// <summary>One platform on SQLite and one on PostgreSQL, for all tests that only add people and projects of their own.</summary>
public sealed class SharedPlatforms : IAsyncDisposable
{
    private readonly Lazy<Task<TestPlatform>> _sqlite = new(() =>
        TestPlatform.StartAsync(false, CancellationToken.None)
    );
    private readonly Lazy<Task<TestPlatform>> _postgres = new(() =>
        TestPlatform.StartAsync(true, CancellationToken.None)
    );

    private readonly Lazy<Task<TestPlatform>> _pooled = new(TestPlatform.StartPooledAsync);

    public Task<TestPlatform> On(bool postgres) => (postgres ? _postgres : _sqlite).Value;

    /// <summary>On PostgreSQL, reached through PgBouncer in transaction mode, where a session lasts one transaction.</summary>
    public Task<TestPlatform> Pooled => _pooled.Value;

    public async ValueTask DisposeAsync()
    {
        foreach (var started in (Lazy<Task<TestPlatform>>[])[_sqlite, _postgres, _pooled])
        {
            if (started.IsValueCreated)
            {
                await (await started.Value).DisposeAsync();
            }
        }
    }
}

/// <summary>Tests that hold on SQLite and on PostgreSQL alike; each class runs twice, and the main ones through PgBouncer too.</summary>
public abstract class BothDatabases(bool postgres, SharedPlatforms shared) : IAsyncLifetime
{
    private TestPlatform? _platform;

    /// <summary>Whether PostgreSQL is reached through PgBouncer.</summary>
    protected virtual bool IsPooled => false;

    protected TestPlatform Platform => _platform!;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(postgres && PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        Assert.SkipWhen(IsPooled && PgBouncerServer.Missing is not null, PgBouncerServer.Missing ?? "");
        _platform = await (IsPooled ? shared.Pooled : shared.On(postgres));
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
