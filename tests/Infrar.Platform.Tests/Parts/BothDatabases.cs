using Infrar.Platform.Tests.Servers;
using Infrar.Testing.Servers;

namespace Infrar.Platform.Tests;

/// <summary>Tests that hold on SQLite and on PostgreSQL alike; each class runs twice.</summary>
public abstract class BothDatabases(bool postgres) : IAsyncLifetime
{
    private TestPlatform? _platform;

    protected TestPlatform Platform => _platform!;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>More settings for the platform.</summary>
    protected virtual string[] Settings => [];

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(postgres && PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        _platform = await TestPlatform.StartAsync(postgres, Cancel, Settings);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_platform is not null)
        {
            await _platform.DisposeAsync();
        }
    }
}
