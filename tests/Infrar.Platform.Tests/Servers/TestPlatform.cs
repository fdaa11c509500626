using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Infrar.Platform.Hosting;
using Infrar.Platform.Parts.Database;
using Infrar.Testing.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Infrar.Platform.Tests.Servers;

/// <summary>The whole platform on a port of its own, over a real database, with people who use it.</summary>
public sealed class TestPlatform : IAsyncDisposable
{
    /// <summary>A password that every person of the tests has.</summary>
    public const string Password = "correct horse battery staple";

    private readonly WebApplication _app;
    private readonly string _folder;
    private int _people;
    private PgBouncerServer? _below;

    private TestPlatform(WebApplication app, string folder, string address) =>
        (_app, _folder, Address) = (app, folder, address);

    /// <summary>Where it listens.</summary>
    public string Address { get; }

    /// <summary>Where its embedded parts keep what they hold.</summary>
    public string DataFolder => Services.GetRequiredService<IOptions<ServerOptions>>().Value.DataFolder;

    /// <summary>Its parts.</summary>
    public IServiceProvider Services => _app.Services;

    /// <summary>Starts one.</summary>
    /// <param name="postgres">On PostgreSQL in the place of SQLite.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="settings">More settings.</param>
    public static async Task<TestPlatform> StartAsync(
        bool postgres,
        CancellationToken cancellationToken,
        params string[] settings
    )
    {
        var folder = Directory.CreateTempSubdirectory("infrar-platform-").FullName;
        var address = $"http://127.0.0.1:{Programs.FreePort()}";
        string[] database = postgres
            ?
            [
                "--Database:Kind=postgres",
                $"--Database:ConnectionString={await (await PostgresServer.Shared).CreateDatabaseAsync(cancellationToken)}",
                "--Database:PoolSize=10",
            ]
            : [];
        var app = PlatformHost.Build([
            $"--Server:DataFolder={folder}",
            $"--Server:Urls={address}",
            $"--Server:PublicUrl={address}",
            "--Account:PasswordIterations=100000",
            "--Account:SetupSecret=false",
            "--Account:Registration=open",
            // Only tests of the checks ask anybody.
            "--Credentials:CheckAfterStoring=false",
            // No test asks a provider's server for its prices, whatever the time is.
            "--Prices:Cron=",
            "--Limits:PerAddress=1000000",
            "--Limits:SignInsPerAddress=1000000",
            "--Limits:PerToken=1000000",
            .. database,
            .. settings,
        ]);
        await PlatformStart.StartAsync(app, cancellationToken);
        return new(app, folder, address);
    }

    /// <summary>Starts one whose requests reach PostgreSQL through PgBouncer in transaction mode.</summary>
    public static async Task<TestPlatform> StartPooledAsync()
    {
        var server = await PostgresServer.Shared;
        var bouncer = await PgBouncerServer.StartAsync(server, CancellationToken.None);
        var database = await server.CreateDatabaseAsync(CancellationToken.None);
        var platform = await StartAsync(
            false,
            CancellationToken.None,
            "--Database:Kind=postgres",
            $"--Database:ConnectionString={bouncer.Through(database)}",
            $"--Database:DirectConnectionString={database}",
            "--Database:PoolSize=10"
        );
        platform._below = bouncer;
        return platform;
    }

    /// <summary>A client that is nobody.</summary>
    public HttpClient Anonymous() => new(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = new(Address) };

    /// <summary>A client of somebody who is new and looks after the installation.</summary>
    public async Task<Person> AdministratorAsync(CancellationToken cancellationToken)
    {
        var person = await PersonAsync(cancellationToken);
        await MakeAdministratorAsync(person.UserId, true, cancellationToken);
        return person;
    }

    /// <summary>A client of somebody who is new.</summary>
    public async Task<Person> PersonAsync(CancellationToken cancellationToken)
    {
        var email = $"person{Interlocked.Increment(ref _people)}@example.com";
        var client = Anonymous();
        var made = await client.PostAsJsonAsync(
            "/api/v1/accounts",
            new
            {
                email,
                password = Password,
                displayName = email.Split('@')[0],
            },
            cancellationToken
        );
        made.EnsureSuccessStatusCode();
        var tokens = await client.PostJsonAsync(
            "/api/v1/sessions",
            new { email, password = Password },
            cancellationToken
        );
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer",
            tokens.Text("accessToken")
        );
        var teams = await client.GetJsonAsync("/api/v1/teams", cancellationToken);
        // Whoever comes first administers the installation; which test that is in must not matter.
        await MakeAdministratorAsync(tokens.Text("userId"), false, cancellationToken);
        return new(client, email, tokens.Text("userId"), teams[0].Text("id"), tokens.Text("refreshToken"));
    }

    private async Task MakeAdministratorAsync(string user, bool isOne, CancellationToken cancellationToken)
    {
        await using var scope = Services.CreateAsyncScope();
        await scope
            .ServiceProvider.GetRequiredService<PlatformContext>()
            .Users.Where(u => u.Id == user)
            .ExecuteUpdateAsync(set => set.SetProperty(u => u.IsAdministrator, isOne), cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // Stops what runs by the clock too; disposing alone leaves its threads behind.
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        // A process of its own would have let go of its databases; in this one another file may lie at the path by the next time.
        SqliteConnection.ClearAllPools();
        if (_below is not null)
        {
            await _below.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }
}

/// <summary>Somebody who uses the platform.</summary>
public sealed record Person(HttpClient Client, string Email, string UserId, string Team, string RefreshToken)
{
    /// <summary>A project of the person's own team.</summary>
    public async Task<JsonElement> ProjectAsync(
        string name,
        CancellationToken cancellationToken,
        string? manifest = null
    ) =>
        await Client.PostJsonAsync(
            "/api/v1/projects",
            new
            {
                team = Team,
                name,
                manifest,
            },
            cancellationToken
        );

    /// <summary>Takes somebody into the person's own team.</summary>
    public async Task InviteAsync(Person guest, string role, CancellationToken cancellationToken)
    {
        var invitation = await Client.PostJsonAsync(
            $"/api/v1/teams/{Team}/invitations",
            new { email = guest.Email, role },
            cancellationToken
        );
        (
            await guest.Client.PostAsJsonAsync(
                "/api/v1/invitations/accept",
                new { invitation = invitation.Text("secret") },
                cancellationToken
            )
        ).EnsureSuccessStatusCode();
    }
}

/// <summary>Short ways to say requests in tests.</summary>
public static class TestRequests
{
    /// <summary>The answer's JSON; the answer's text is the failure when it is a refusal.</summary>
    public static async Task<JsonElement> GetJsonAsync(
        this HttpClient client,
        string path,
        CancellationToken cancellationToken
    ) => await (await client.GetAsync(path, cancellationToken)).JsonAsync(cancellationToken);

    public static async Task<JsonElement> PostJsonAsync(
        this HttpClient client,
        string path,
        object body,
        CancellationToken cancellationToken
    ) => await (await client.PostAsJsonAsync(path, body, cancellationToken)).JsonAsync(cancellationToken);

    public static async Task<JsonElement> JsonAsync(
        this HttpResponseMessage response,
        CancellationToken cancellationToken
    )
    {
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode}: {text}");
        return JsonElement.Parse(text);
    }

    /// <summary>Puts what is to be in the place of what was read.</summary>
    public static async Task<HttpResponseMessage> PutAsReadAsync(
        this HttpClient client,
        string path,
        object body,
        CancellationToken cancellationToken,
        string? readAt = null
    )
    {
        var read = await client.GetAsync(readAt ?? path, cancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Put, path) { Content = JsonContent.Create(body) };
        request.Headers.IfMatch.Add(read.Headers.ETag!);
        return await client.SendAsync(request, cancellationToken);
    }

    /// <summary>The code of the problem that was answered.</summary>
    public static async Task<string> ProblemCodeAsync(
        this HttpResponseMessage response,
        CancellationToken cancellationToken
    )
    {
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        return JsonElement.Parse(await response.Content.ReadAsStringAsync(cancellationToken)).Text("code");
    }

    public static string Text(this JsonElement json, string name) => json.GetProperty(name).GetString()!;
}
