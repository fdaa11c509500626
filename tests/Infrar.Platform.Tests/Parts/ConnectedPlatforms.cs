using Infrar.Platform.Tests;
using Infrar.Platform.Tests.Servers;
using Infrar.Testing.Servers;

[assembly: AssemblyFixture(typeof(ConnectedPlatforms))]

namespace Infrar.Platform.Tests;

/// <summary>A platform with all that it speaks to outside: a mail server, GitHub, and the providers of credentials.</summary>
internal sealed record Connected(
    TestPlatform Platform,
    MailboxServer Mailbox,
    GitHubServer GitHub,
    ProviderServer Providers
)
{
    public static async Task<Connected> StartAsync(bool postgres)
    {
        var cancel = CancellationToken.None;
        var (gitHub, providers) = (new GitHubServer(), new ProviderServer());
        await gitHub.StartAsync(cancel);
        await providers.StartAsync(cancel);
        var mailbox = await MailboxServer.StartAsync(cancel);
        var secret = Path.GetTempFileName();
        await File.WriteAllTextAsync(secret, ProviderServer.OwnSecret, cancel);
        var platform = await TestPlatform.StartAsync(
            postgres,
            cancel,
            [
                .. mailbox.Settings,
                .. gitHub.Settings,
                .. providers.Settings,
                "--Credentials:CheckAfterStoring=true",
                "--Credentials:AwsIdentity=key",
                $"--Credentials:AwsAccessKey={ProviderServer.OwnKey}",
                $"--Credentials:AwsSecretKeyFile={secret}",
                "--Network:AllowPrivate=true",
            ]
        );
        return new(platform, mailbox, gitHub, providers);
    }
}

/// <summary>One such platform on SQLite and one on PostgreSQL.</summary>
public sealed class ConnectedPlatforms : IAsyncDisposable
{
    private readonly Lazy<Task<Connected>> _sqlite = new(() => Connected.StartAsync(false));
    private readonly Lazy<Task<Connected>> _postgres = new(() => Connected.StartAsync(true));

    internal Task<Connected> On(bool postgres) => (postgres ? _postgres : _sqlite).Value;

    public async ValueTask DisposeAsync()
    {
        foreach (var started in (Lazy<Task<Connected>>[])[_sqlite, _postgres])
        {
            if (started.IsValueCreated)
            {
                var connected = await started.Value;
                await connected.Platform.DisposeAsync();
                await connected.Mailbox.DisposeAsync();
                await connected.GitHub.DisposeAsync();
                await connected.Providers.DisposeAsync();
            }
        }
    }
}

/// <summary>Tests of what the platform does with others, on both databases.</summary>
public abstract class ConnectedTests(bool postgres, ConnectedPlatforms shared) : IAsyncLifetime
{
    private Connected? _connected;

    internal TestPlatform Platform => _connected!.Platform;

    internal MailboxServer Mailbox => _connected!.Mailbox;

    internal GitHubServer GitHub => _connected!.GitHub;

    internal ProviderServer Providers => _connected!.Providers;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(postgres && PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        _connected = await shared.On(postgres);
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
