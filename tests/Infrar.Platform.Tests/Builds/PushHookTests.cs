using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Infrar.Platform.Builds.Hooks;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Teams;
using Infrar.Platform.Tests.Credentials;
using Infrar.Platform.Tests.Servers;
using Infrar.Platform.Tests.Uploads;
using Infrar.Testing.Servers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Infrar.Platform.Tests.Builds;

/// <summary>A server of repositories, and platforms on both databases that fetch from it and leave building to others.</summary>
public sealed class PushPlatforms : IAsyncDisposable
{
    private readonly Lazy<Task<GitServer>> _git = new(() => GitServer.StartAsync(CancellationToken.None));
    private readonly Dictionary<bool, Lazy<Task<TestPlatform>>> _platforms;

    public PushPlatforms() =>
        _platforms = new() { [false] = new(() => StartAsync(false)), [true] = new(() => StartAsync(true)) };

    public Task<TestPlatform> On(bool postgres) => _platforms[postgres].Value;

    internal Task<GitServer> Git => _git.Value;

    public async ValueTask DisposeAsync()
    {
        foreach (var platform in _platforms.Values.Where(p => p.IsValueCreated))
        {
            await (await platform.Value).DisposeAsync();
        }

        if (_git.IsValueCreated)
        {
            await (await _git.Value).DisposeAsync();
        }
    }

    private async Task<TestPlatform> StartAsync(bool postgres) =>
        await TestPlatform.StartAsync(
            postgres,
            CancellationToken.None,
            [
                "--Builder:Registry=registry.example.com/images",
                "--Builder:Slots=0",
                $"--Uploads:Git:CaFile={(await _git.Value).CaFile}",
                "--Uploads:Git:PrivateHosts:0=127.0.0.1",
            ]
        );
}

/// <summary>Pushes as GitHub, GitLab and Gitea tell of them, and those that are not theirs.</summary>
public abstract class PushHookTests(bool postgres, PushPlatforms platforms) : IAsyncLifetime
{
    private TestPlatform _platform = null!;
    private GitServer _git = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public sealed class OnSqlite(PushPlatforms platforms)
        : PushHookTests(false, platforms),
            IClassFixture<PushPlatforms>;

    public sealed class OnPostgres(PushPlatforms platforms)
        : PushHookTests(true, platforms),
            IClassFixture<PushPlatforms>;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(GitServer.Missing is not null, GitServer.Missing ?? "");
        Assert.SkipWhen(postgres && PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        (_platform, _git) = (await platforms.On(postgres), await platforms.Git);
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("github")]
    [InlineData("gitea")]
    [InlineData("gitlab")]
    public async Task A_push_that_its_sender_proves_is_fetched_at_its_commit_and_built(string sender)
    {
        var scene = await SceneAsync(new { url = $"{_git.Address}/private/shop.git", token = GitServer.Token });
        var commit = await _git.CommitAsync("private", Cancel);

        var answer = await SendAsync(scene, sender, Body(commit, "Banner\n\nfor the sale"), scene.Secret);

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        var build = JsonElement.Parse(await answer.Content.ReadAsStringAsync(Cancel)).Text("build");
        var at = $"/api/v1/projects/{scene.Project}";
        var read = (await scene.Person.Client.GetJsonAsync($"{at}/builds/{build}", Cancel)).GetProperty("build");
        Assert.Equal("Banner", read.Text("message"));
        Assert.Equal(scene.Maker, read.Text("createdBy"));
        var upload = await scene.Person.Client.EndAsync($"{at}/uploads/{read.Text("upload")}", Cancel);
        Assert.Equal("detected", upload.Text("status"));
        Assert.Equal(commit, upload.GetProperty("git").Text("commit"));
        var hook = await scene.Person.Client.GetJsonAsync($"{at}/hooks/{scene.Hook}", Cancel);
        var delivery = Assert.Single(hook.GetProperty("deliveries").EnumerateArray());
        Assert.Equal(
            (build, "main", commit),
            (delivery.Text("build"), delivery.Text("branch"), delivery.Text("commit"))
        );
        Assert.False(TracesOfPlatform.Has(await TracesOfPlatform.ReadAsync(_platform, Cancel), GitServer.Token));
    }

    [Fact]
    public async Task What_nobody_who_knows_the_secret_signed_is_refused_and_builds_nothing()
    {
        var scene = await SceneAsync(new { url = $"{_git.Address}/open/shop.git" });
        var other = await SceneAsync(new { url = $"{_git.Address}/open/shop.git" });
        var body = Body(await _git.CommitAsync("open", Cancel), "Not theirs");
        (string, string)[][] proofs =
        [
            [],
            [("X-Hub-Signature-256", "")],
            [("X-Hub-Signature-256", Signed(body, scene.Secret)[7..])],
            [("X-Hub-Signature-256", Signed(body, scene.Secret)[..^2])],
            [("X-Hub-Signature-256", Signed(body + " ", scene.Secret))],
            // Another tenant's secret is as wrong as any.
            [("X-Hub-Signature-256", Signed(body, other.Secret))],
            [("X-Hub-Signature", Signed(body, scene.Secret))],
            [("X-Gitlab-Token", other.Secret)],
            [("X-Gitea-Signature", Signed(body, other.Secret)[7..])],
            // One proof that holds does not make up for one that does not.
            [("X-Hub-Signature-256", Signed(body, other.Secret)), ("X-Gitlab-Token", scene.Secret)],
        ];
        foreach (var proof in proofs)
        {
            var refused = await PostAsync(scene.Hook, body, [("X-GitHub-Event", "push"), .. proof]);
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
            Assert.Equal("BLD025", await refused.ProblemCodeAsync(Cancel));
        }

        var nowhere = await SendAsync(scene with { Hook = "hok-00000000000000000000" }, "github", body, scene.Secret);
        Assert.Equal("BLD025", await nowhere.ProblemCodeAsync(Cancel));
        Assert.Empty(await BuildsAsync(scene));
        Assert.Empty(await BuildsAsync(other));
    }

    [Fact]
    public async Task A_push_is_built_once_however_often_and_under_whatever_name_it_is_sent()
    {
        var scene = await SceneAsync(new { url = $"{_git.Address}/open/shop.git" });
        var body = Body(await _git.CommitAsync("open", Cancel), "Once");

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => SendAsync(scene, "github", body, scene.Secret))
        );

        Assert.Single(answers, a => a.StatusCode is HttpStatusCode.Accepted);
        Assert.All(answers, a => Assert.True(a.IsSuccessStatusCode));
        var build = Assert.Single(await BuildsAsync(scene)).Text("id");
        foreach (var answer in answers)
        {
            Assert.Equal(build, JsonElement.Parse(await answer.Content.ReadAsStringAsync(Cancel)).Text("build"));
        }
    }

    [Fact]
    public async Task Only_pushes_to_the_branch_are_built_and_everything_else_is_answered()
    {
        var scene = await SceneAsync(new { url = $"{_git.Address}/open/shop.git", branch = "release/*" });
        var commit = await _git.CommitAsync("open", Cancel);
        string[] bodies =
        [
            Body(commit, "Main", "refs/heads/main"),
            Body(commit, "A tag", "refs/tags/release/1"),
            Body(new string('0', 40), "Gone", "refs/heads/release/1"),
            Body("--upload-pack=id", "No commit", "refs/heads/release/1"),
            "[]",
            "no json",
            """{"ref": "refs/heads/release/\ud800"}""",
        ];
        foreach (var body in bodies)
        {
            var left = await SendAsync(scene, "github", body, scene.Secret);
            Assert.Equal(HttpStatusCode.OK, left.StatusCode);
            Assert.NotEqual("", JsonElement.Parse(await left.Content.ReadAsStringAsync(Cancel)).Text("said"));
        }

        var ping = await PostAsync(
            scene.Hook,
            "{}",
            [("X-GitHub-Event", "ping"), ("X-Hub-Signature-256", Signed("{}", scene.Secret))]
        );
        Assert.Equal(HttpStatusCode.OK, ping.StatusCode);
        Assert.Empty(await BuildsAsync(scene));
        var taken = await SendAsync(scene, "github", Body(commit, "Taken", "refs/heads/release/1"), scene.Secret);
        Assert.Equal(HttpStatusCode.Accepted, taken.StatusCode);
    }

    [Fact]
    public async Task A_hook_does_nothing_that_its_maker_may_no_longer_and_a_refused_push_may_come_again()
    {
        var scene = await SceneAsync(new { url = $"{_git.Address}/open/shop.git" });
        var body = Body(await _git.CommitAsync("open", Cancel), "Later");

        await BecomeAsync(scene, Role.Viewer);
        var refused = await SendAsync(scene, "github", body, scene.Secret);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal("BLD026", await refused.ProblemCodeAsync(Cancel));
        Assert.Contains("BLD026", (await DeliveriesAsync(scene))[0].Text("refusal"), StringComparison.Ordinal);
        await BecomeAsync(scene, Role.Owner);
        Assert.Equal(HttpStatusCode.Accepted, (await SendAsync(scene, "github", body, scene.Secret)).StatusCode);
        Assert.Equal("", Assert.Single(await DeliveriesAsync(scene)).Text("refusal"));

        (
            await scene.Person.Client.DeleteAsync($"/api/v1/projects/{scene.Project}/hooks/{scene.Hook}", Cancel)
        ).EnsureSuccessStatusCode();
        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(scene, "github", body, scene.Secret)).StatusCode);
    }

    [Fact]
    public async Task A_hook_that_would_release_every_branch_or_fetch_no_repository_is_refused()
    {
        var person = await _platform.PersonAsync(Cancel);
        var at = $"/api/v1/projects/{(await person.ProjectAsync("shop", Cancel)).Text("id")}/hooks";

        var release = await person.Client.PostAsJsonAsync(
            at,
            new { url = "https://git.example.com/a.git", release = "production" },
            Cancel
        );
        var file = await person.Client.PostAsJsonAsync(at, new { url = "file:///etc" }, Cancel);

        Assert.Equal("BLD023", await release.ProblemCodeAsync(Cancel));
        Assert.Equal("UPL050", await file.ProblemCodeAsync(Cancel));
    }

    [Theory]
    [InlineData(null, "main", true)]
    [InlineData("main", "main", true)]
    [InlineData("main", "main2", false)]
    [InlineData("release/*", "release/1/2", true)]
    [InlineData("release/*", "release", false)]
    [InlineData("*-fix", "a-fix", true)]
    [InlineData("a*b*a", "aba", true)]
    [InlineData("a*b*a", "aa", false)]
    [InlineData("ab*ba", "aba", false)]
    [InlineData("*", "", true)]
    public void A_pattern_takes_branches(string? pattern, string branch, bool takes) =>
        Assert.Equal(takes, PushHook.Of(default, default, new("", pattern), new("", ""), "", default).Takes(branch));

    private async Task<Scene> SceneAsync(object hook)
    {
        var person = await _platform.PersonAsync(Cancel);
        var project = (await person.ProjectAsync("shop", Cancel)).Text("id");
        var made = await person.Client.PostJsonAsync($"/api/v1/projects/{project}/hooks", hook, Cancel);
        var shown = made.GetProperty("hook");
        Assert.DoesNotContain(
            made.Text("secret"),
            await person.Client.GetStringAsync($"/api/v1/projects/{project}/hooks/{shown.Text("id")}", Cancel),
            StringComparison.Ordinal
        );
        return new(person, project, shown.Text("id"), made.Text("secret"), shown.Text("createdBy"));
    }

    private Task<HttpResponseMessage> SendAsync(Scene scene, string sender, string body, string secret) =>
        PostAsync(
            scene.Hook,
            body,
            sender switch
            {
                "github" =>
                [
                    ("X-GitHub-Event", "push"),
                    ("X-GitHub-Delivery", RandomNumberGenerator.GetHexString(32, lowercase: true)),
                    ("X-Hub-Signature-256", Signed(body, secret)),
                ],
                "gitea" => [("X-Gitea-Event", "push"), ("X-Gitea-Signature", Signed(body, secret)[7..])],
                _ => [("X-Gitlab-Event", "Push Hook"), ("X-Gitlab-Token", secret)],
            }
        );

    private async Task<HttpResponseMessage> PostAsync(string hook, string body, (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/hooks/{hook}")
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await _platform.Anonymous().SendAsync(request, Cancel);
    }

    private async Task BecomeAsync(Scene scene, Role role)
    {
        await using var scope = _platform.Services.CreateAsyncScope();
        var records = scope.ServiceProvider.GetRequiredService<PlatformContext>();
        var member = await records.Set<Member>().SingleAsync(m => m.UserId == scene.Maker, Cancel);
        member.Become(role);
        await records.SaveChangesAsync(Cancel);
    }

    private static async Task<JsonElement[]> BuildsAsync(Scene scene) =>
        [
            .. (await scene.Person.Client.GetJsonAsync($"/api/v1/projects/{scene.Project}/builds", Cancel))
                .GetProperty("items")
                .EnumerateArray(),
        ];

    private static async Task<JsonElement[]> DeliveriesAsync(Scene scene) =>
        [
            .. (await scene.Person.Client.GetJsonAsync($"/api/v1/projects/{scene.Project}/hooks/{scene.Hook}", Cancel))
                .GetProperty("deliveries")
                .EnumerateArray(),
        ];

    private static string Body(string commit, string message, string branch = "refs/heads/main") =>
        JsonSerializer.Serialize(
            new
            {
                @ref = branch,
                after = commit,
                commits = new[] { new { id = commit, message } },
                // What a push says about addresses is believed in nothing.
                repository = new { clone_url = "https://169.254.169.254/a.git" },
            }
        );

    private static string Signed(string body, string secret) =>
        $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(body)))}";

    private sealed record Scene(Person Person, string Project, string Hook, string Secret, string Maker);
}
