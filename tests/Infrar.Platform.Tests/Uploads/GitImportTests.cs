using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Infrar.Platform.Tests.Credentials;
using Infrar.Platform.Tests.Servers;

namespace Infrar.Platform.Tests.Uploads;

/// <summary>A server of repositories, and a platform that may reach it by its address and not by its name.</summary>
public sealed class GitPlatform : IAsyncLifetime
{
    private GitServer? _server;
    private TestPlatform? _platform;

    internal GitServer Server => _server!;

    internal TestPlatform Platform => _platform!;

    public async ValueTask InitializeAsync()
    {
        if (GitServer.Missing is null)
        {
            _server = await GitServer.StartAsync(CancellationToken.None);
            _platform = await StartAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null && _platform is not null)
        {
            await _platform.DisposeAsync();
            await _server.DisposeAsync();
        }
    }

    internal Task<TestPlatform> StartAsync(params string[] settings) =>
        TestPlatform.StartAsync(
            false,
            CancellationToken.None,
            [$"--Uploads:Git:CaFile={Server.CaFile}", "--Uploads:Git:PrivateHosts:0=127.0.0.1", .. settings]
        );
}

/// <summary>Repositories of a real server of Git's smart HTTP, and addresses that must not be reached.</summary>
public sealed class GitImportTests : IClassFixture<GitPlatform>
{
    private readonly GitPlatform _git;

    public GitImportTests(GitPlatform git)
    {
        Assert.SkipWhen(GitServer.Missing is not null, GitServer.Missing ?? "");
        _git = git;
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private GitServer Server => _git.Server;

    [Fact]
    public async Task A_repository_is_fetched_at_its_branch_and_proposed_without_its_links()
    {
        var (person, project) = await PersonAsync(_git.Platform);

        var upload = await ImportAsync(person, project, new { url = $"{Server.Address}/open/shop.git", @ref = "v1" });

        Assert.Equal("detected", upload.Text("status"));
        Assert.Equal(40, upload.GetProperty("git").Text("commit").Length);
        Assert.Equal(4, upload.GetProperty("files").GetInt32());
        Assert.Contains(
            upload.GetProperty("proposal").GetProperty("components").EnumerateArray(),
            c => c.Text("kind") is "postgresql"
        );
    }

    [Fact]
    public async Task A_token_opens_a_private_repository_and_leaves_no_trace()
    {
        var (person, project) = await PersonAsync(_git.Platform);
        var url = $"{Server.Address}/private/shop.git";

        var opened = await ImportAsync(person, project, new { url, token = GitServer.Token });
        var without = await ImportAsync(person, project, new { url });
        var wrong = await ImportAsync(person, project, new { url, token = "another" });

        Assert.Equal("detected", opened.Text("status"));
        Assert.Equal("UPL052", without.GetProperty("problem").Text("code"));
        Assert.Equal("UPL052", wrong.GetProperty("problem").Text("code"));
        Assert.False(TracesOfPlatform.Has(await TracesOfPlatform.ReadAsync(_git.Platform, Cancel), GitServer.Token));
    }

    [Fact]
    public async Task What_does_not_exist_is_told_apart()
    {
        var (person, project) = await PersonAsync(_git.Platform);

        var branch = await ImportAsync(person, project, new { url = $"{Server.Address}/open/shop.git", @ref = "none" });
        var repository = await ImportAsync(person, project, new { url = $"{Server.Address}/open/none.git" });

        Assert.Equal("UPL053", branch.GetProperty("problem").Text("code"));
        Assert.Equal("UPL052", repository.GetProperty("problem").Text("code"));
    }

    [Fact]
    public async Task What_is_no_https_address_is_refused_at_once()
    {
        var (person, project) = await PersonAsync(_git.Platform);
        string[] urls =
        [
            "http://github.com/a/b.git",
            "ssh://git@github.com/a/b.git",
            "git@github.com:a/b.git",
            "file:///etc",
            "/etc",
            "ext::sh -c id",
            "https://user:token@github.com/a/b.git",
            "https://github.com/a/b.git?x=y",
            "https://github.com/a b.git",
            "--upload-pack=id",
        ];
        foreach (var url in urls)
        {
            var at = $"/api/v1/projects/{project}/uploads/git";
            var answer = await person.Client.PostAsJsonAsync(at, new { url }, Cancel);

            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
            Assert.Equal("UPL050", await answer.ProblemCodeAsync(Cancel));
        }
    }

    [Fact]
    public async Task Private_addresses_are_not_reached_not_by_name_and_not_by_redirect()
    {
        var (person, project) = await PersonAsync(_git.Platform);
        var asked = Server.Asked;
        string[] closed =
        [
            $"https://localhost:{Server.Port}/open/shop.git",
            $"https://[::ffff:127.0.0.1]:{Server.Port}/open/shop.git",
            "https://169.254.169.254/latest/meta-data",
            "https://10.1.2.3/a.git",
        ];
        foreach (var url in closed)
        {
            var refused = await ImportAsync(person, project, new { url });
            Assert.Equal("UPL051", refused.GetProperty("problem").Text("code"));
        }

        Assert.Equal(asked, Server.Asked);
        var redirected = await ImportAsync(person, project, new { url = $"{Server.Address}/redirect/open/shop.git" });
        Assert.Equal("UPL051", redirected.GetProperty("problem").Text("code"));
        Assert.Equal(asked + 1, Server.Asked);
    }

    [Fact]
    public async Task A_repository_beyond_the_bound_is_given_up()
    {
        await using var small = await _git.StartAsync("--Uploads:MaxBytes=100000");
        var (person, project) = await PersonAsync(small);

        var upload = await ImportAsync(person, project, new { url = $"{Server.Address}/open/shop.git" });

        Assert.Equal("UPL055", upload.GetProperty("problem").Text("code"));
    }

    private static async Task<(Person Person, string Project)> PersonAsync(TestPlatform platform)
    {
        var person = await platform.PersonAsync(Cancel);
        return (person, (await person.ProjectAsync("Shop", Cancel)).Text("id"));
    }

    private static async Task<JsonElement> ImportAsync(Person person, string project, object request)
    {
        var at = $"/api/v1/projects/{project}/uploads";
        var begun = await person.Client.PostJsonAsync($"{at}/git", request, Cancel);
        Assert.Equal("fetching", begun.Text("status"));
        return await person.Client.EndAsync($"{at}/{begun.Text("id")}", Cancel);
    }
}
