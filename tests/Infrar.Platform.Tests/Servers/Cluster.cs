using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Reflection;
using Infrar.Testing;
using Infrar.Testing.Servers;

namespace Infrar.Platform.Tests.Servers;

/// <summary>Several processes of the platform on one PostgreSQL and one Redis, behind a proxy.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    private readonly RoundRobinProxy _proxy;

    private Cluster(IReadOnlyList<PlatformProcess> nodes, RoundRobinProxy proxy) => (Nodes, _proxy) = (nodes, proxy);

    /// <summary>The processes.</summary>
    public IReadOnlyList<PlatformProcess> Nodes { get; }

    /// <summary>Starts one: the first node makes the database, the others come together.</summary>
    public static async Task<Cluster> StartAsync(
        int count,
        CancellationToken cancellationToken,
        params string[] settings
    )
    {
        var root = Repository.Root(Assembly.GetExecutingAssembly());
        var database = await (await PostgresServer.Shared).CreateDatabaseAsync(cancellationToken);
        var redis = await RedisServer.Shared;
        var shared = Directory.CreateTempSubdirectory("infrar-cluster-").FullName;
        string[] all =
        [
            "--Database:Kind=postgres",
            $"--Database:ConnectionString={database}",
            "--Database:PoolSize=8",
            "--Cache:Kind=redis",
            $"--Cache:ConnectionString={redis.ConnectionString}",
            $"--Cache:KeyPrefix={Path.GetFileName(shared)}:",
            $"--Cache:Nodes={count}",
            $"--Files:Folder={shared}/files",
            "--Secrets:Kind=database",
            $"--Secrets:MasterKeyFile={shared}/master.key",
            "--Server:PublicUrl=http://infrar.example.com",
            "--Work:CheckInMilliseconds=1000",
            "--Account:Registration=open",
            "--Account:PasswordIterations=100000",
            "--Limits:PerAddress=1000000",
            "--Limits:SignInsPerAddress=1000000",
            "--Limits:PerToken=1000000",
            .. settings,
        ];
        var nodes = await Task.WhenAll(
            Enumerable.Range(0, count).Select(_ => PlatformProcess.StartAsync(root, cancellationToken, all))
        );
        return new(nodes, await RoundRobinProxy.StartAsync([.. nodes.Select(n => n.Address)], cancellationToken));
    }

    /// <summary>A client before the proxy that is nobody yet.</summary>
    public HttpClient Client() => new() { BaseAddress = _proxy.Address };

    /// <summary>Makes an account and signs the client in.</summary>
    public async Task<(string Team, string RefreshToken)> RegisterAsync(
        HttpClient client,
        string email,
        CancellationToken cancellationToken
    )
    {
        var person = new
        {
            email,
            password = TestPlatform.Password,
            displayName = email,
        };
        (await client.PostAsJsonAsync("/api/v1/accounts", person, cancellationToken)).EnsureSuccessStatusCode();
        var request = new { email, password = TestPlatform.Password };
        var tokens = await client.PostJsonAsync("/api/v1/sessions", request, cancellationToken);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer",
            tokens.Text("accessToken")
        );
        var teams = await client.GetJsonAsync("/api/v1/teams", cancellationToken);
        return (teams[0].Text("id"), tokens.Text("refreshToken"));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        foreach (var node in Nodes)
        {
            await node.DisposeAsync();
        }
    }
}
