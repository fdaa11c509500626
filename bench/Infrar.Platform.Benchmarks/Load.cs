using System.Globalization;
using System.Net.Http.Headers;
using System.Reflection;
using System.Text.Json;
using Infrar.Testing;
using Infrar.Testing.Servers;

namespace Infrar.Platform.Benchmarks;

/// <summary>A platform on PostgreSQL in a process of its own, with people who have projects.</summary>
internal sealed class Load : IAsyncDisposable
{
    public const string Password = "correct horse battery staple";

    private Load(PostgresServer postgres, PlatformProcess platform, string connection) =>
        (Postgres, Platform, Connection) = (postgres, platform, connection);

    public PostgresServer Postgres { get; }

    public PlatformProcess Platform { get; }

    /// <summary>How Npgsql reaches its database.</summary>
    public string Connection { get; }

    public static string Root { get; } = Repository.Root(Assembly.GetExecutingAssembly());

    /// <summary>What a platform on a database is told.</summary>
    public static string[] Settings(string connection) =>
        [
            "--Database:Kind=postgres",
            $"--Database:ConnectionString={connection}",
            "--Account:Registration=open",
            "--Account:ProjectsPerTeam=1000",
            "--Limits:PerAddress=1000000",
            "--Limits:SignInsPerAddress=1000000",
            "--Limits:PerToken=1000000",
            "--Logging:LogLevel:Default=Warning",
        ];

    public static async Task<Load> StartAsync(params string[] settings)
    {
        var postgres = await PostgresServer.StartAsync(new(), CancellationToken.None);
        var connection = await postgres.CreateDatabaseAsync(CancellationToken.None);
        var platform = await PlatformProcess.StartAsync(
            Root,
            CancellationToken.None,
            [.. Settings(connection), .. settings]
        );
        return new(postgres, platform, connection);
    }

    /// <summary>A client that keeps up to so many connections.</summary>
    public HttpClient Client(int connections = 1) =>
        new(new SocketsHttpHandler { MaxConnectionsPerServer = connections, UseCookies = false })
        {
            BaseAddress = Platform.Address,
        };

    /// <summary>Makes an account with a team.</summary>
    public static async Task<Visitor> RegisterAsync(HttpClient client, int number)
    {
        var email = $"person{number.ToString(CultureInfo.InvariantCulture)}@example.com";
        var account = new
        {
            email,
            password = Password,
            displayName = $"Person {number}",
        };
        (await client.PostAsJsonAsync("/api/v1/accounts", account)).EnsureSuccessStatusCode();
        var visitor = new Visitor(client, email);
        await visitor.SignInAsync();
        visitor.Team = (await visitor.GetAsync("/api/v1/teams"))[0].GetProperty("id").GetString()!;
        return visitor;
    }

    public async ValueTask DisposeAsync()
    {
        await Platform.DisposeAsync();
        await Postgres.DisposeAsync();
    }
}

/// <summary>Somebody who uses the platform through a client that others use as well.</summary>
internal sealed class Visitor(HttpClient client, string email)
{
    public string Team { get; set; } = "";

    public string UserId { get; private set; } = "";

    public string Token { get; private set; } = "";

    public async Task SignInAsync()
    {
        using var answer = await client.PostAsJsonAsync("/api/v1/sessions", new { email, password = Load.Password });
        answer.EnsureSuccessStatusCode();
        var tokens = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Token = tokens.GetProperty("accessToken").GetString()!;
        UserId = tokens.GetProperty("userId").GetString()!;
    }

    public async Task<JsonElement> GetAsync(string path)
    {
        using var answer = await SendAsync(HttpMethod.Get, path, null);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>Sends a request and reads its answer to the end.</summary>
    /// <exception cref="HttpRequestException">It was refused.</exception>
    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method,
        string path,
        HttpContent? content,
        EntityTagHeaderValue? version = null
    )
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        if (version is not null)
        {
            request.Headers.IfMatch.Add(version);
        }

        var answer = await client.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return answer;
    }

    /// <summary>Makes a project with Infrar's own placement.</summary>
    public async Task<string> ProjectAsync(string name)
    {
        var manifest = await File.ReadAllTextAsync(Path.Combine(Load.Root, "placement/infrar.yaml"));
        var body = JsonContent.Create(
            new
            {
                team = Team,
                name,
                manifest = $"{manifest}\n# {name}\n",
            }
        );
        using var made = await SendAsync(HttpMethod.Post, "/api/v1/projects", body);
        return (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("slug").GetString()!;
    }
}
