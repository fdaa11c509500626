using System.Net;
using System.Text;
using System.Text.Json;
using Infrar.Platform.Access;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Projects;
using Infrar.Platform.Remote;
using Infrar.Platform.Teams;
using Infrar.Platform.Tests.Runs;
using Infrar.Platform.Tests.Servers;
using Infrar.Platform.Tests.State;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Infrar.Platform.Tests.Remote;

/// <summary>Every address of the protocol × every sort of caller, and what is asked without a token.</summary>
public sealed class RemoteAccessTests(RemotePlatforms platforms) : IAsyncLifetime, IClassFixture<RemotePlatforms>
{
    private static readonly string[] OpenToEveryone =
    [
        "/api/v2/ping",
        "/api/v2/configuration-versions/{id}/content/{ticket}",
        "/api/v2/runs/{run}/logs/{log}/{ticket}",
        "/api/v2/{*path:nonfile}",
    ];

    private RemotePlatform _remote = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(RunScene.Missing is not null, RunScene.Missing ?? "");
        _remote = await platforms.On(false);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Every_address_lets_in_whom_its_rule_says_and_nobody_else()
    {
        var scene = await RemoteScene.MakeAsync(_remote);
        var ids = await ThingsAsync(scene);
        using var stranger = await TokenAsync(await _remote.Platform.PersonAsync(Cancel), RemoteScene.Scopes);
        var watcher = await _remote.Platform.PersonAsync(Cancel);
        await JoinAsync(scene, watcher, Role.Viewer);
        using var viewer = await TokenAsync(watcher, RemoteScene.Scopes);
        using var scopeless = await TokenAsync(scene.Person, "audit:read");
        using var nobody = _remote.Platform.Anonymous();
        var (asked, faults) = (0, new List<string>());

        foreach (var endpoint in Endpoints())
        {
            var rule = endpoint.Metadata.GetRequiredMetadata<AccessRule>();
            var pattern = $"/{endpoint.RoutePattern.RawText!.TrimStart('/')}";
            if (rule.To is AccessTo.Everyone)
            {
                Assert.Contains(pattern, OpenToEveryone);
                continue;
            }

            var of = endpoint.Metadata.GetMetadata<ProjectOf>();
            var path = pattern
                .Replace("{project}", scene.Project, StringComparison.Ordinal)
                .Replace("{workspace}", "production", StringComparison.Ordinal)
                .Replace("{id}", of is null ? "" : ids[of], StringComparison.Ordinal);
            foreach (var method in endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods)
            {
                await Expect(nobody, HttpStatusCode.Unauthorized);
                await Expect(scopeless, HttpStatusCode.Forbidden);
                if (rule.To is AccessTo.Project)
                {
                    await Expect(stranger, HttpStatusCode.NotFound);
                    if (rule.Least > Role.Viewer)
                    {
                        await Expect(viewer, HttpStatusCode.Forbidden);
                    }
                    else
                    {
                        await Expect(viewer, HttpStatusCode.OK);
                    }
                }

                async Task Expect(HttpClient client, HttpStatusCode status)
                {
                    using var request = new HttpRequestMessage(new(method), path);
                    using var answer = await client.SendAsync(request, Cancel);
                    asked++;
                    var text = await answer.Content.ReadAsStringAsync(Cancel);
                    if (answer.StatusCode != status)
                    {
                        faults.Add($"{method} {path}: {(int)answer.StatusCode}, expected {(int)status}: {text}");
                    }
                    else if (status is not HttpStatusCode.OK)
                    {
                        var error = JsonElement.Parse(text).GetProperty("errors")[0];
                        Assert.Equal($"{(int)status}", error.Text("status"));
                        Assert.NotEmpty(error.Text("detail"));
                    }
                }
            }
        }

        Assert.Empty(faults);
        Assert.True(asked > 80, $"Only {asked} requests were made.");
    }

    [Fact]
    public async Task A_run_is_asked_for_only_where_one_may()
    {
        var scene = await RemoteScene.MakeAsync(_remote);
        var ids = await ThingsAsync(scene);
        var other = await RemoteScene.MakeAsync(_remote);
        var watcher = await _remote.Platform.PersonAsync(Cancel);
        await JoinAsync(scene, watcher, Role.Viewer);
        using var viewer = await TokenAsync(watcher, RemoteScene.Scopes);
        using var stranger = other.Client();
        using var owner = scene.Client();
        var asked = RunOf(ids[RemoteNames.Workspace], ids[RemoteNames.Configuration]);

        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(stranger, "runs", asked)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(viewer, "runs", asked)).StatusCode);
        // Another's configuration in one's own workspace.
        var own = await ThingsAsync(other);
        Assert.Equal(
            HttpStatusCode.NotFound,
            (
                await PostAsync(stranger, "runs", RunOf(own[RemoteNames.Workspace], ids[RemoteNames.Configuration]))
            ).StatusCode
        );
        Assert.Equal(HttpStatusCode.Created, (await PostAsync(owner, "runs", asked)).StatusCode);
    }

    [Theory]
    [InlineData("\"allow-config-generation\": true", "RMT002")]
    [InlineData("\"allow-empty-apply\": true", "RMT002")]
    [InlineData("\"terraform-version\": \"1.5.0\"", "RMT002")]
    [InlineData("\"variables\": [{\"key\": \"a b\", \"value\": \"1\"}]", "RMT005")]
    [InlineData("\"variables\": [{\"key\": \"a\"}]", "RMT005")]
    [InlineData("\"variables\": [7]", "RMT005")]
    [InlineData("\"target-addrs\": [\"a\\nb\"]", "CNF008")]
    [InlineData("\"target-addrs\": [\"\"]", "CNF008")]
    public async Task What_is_not_done_here_is_refused_in_words(string attribute, string code)
    {
        var scene = await RemoteScene.MakeAsync(_remote);
        var ids = await ThingsAsync(scene);
        using var client = scene.Client();
        using var answer = await PostAsync(
            client,
            "runs",
            RunOf(ids[RemoteNames.Workspace], ids[RemoteNames.Configuration], attribute)
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal("application/vnd.api+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(
            code,
            JsonElement.Parse(await answer.Content.ReadAsStringAsync(Cancel)).GetProperty("errors")[0].Text("code")
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"data\": 7}")]
    [InlineData("{\"data\": {\"attributes\": [], \"relationships\": 1}}")]
    [InlineData("{\"data\": {\"attributes\": {\"name\": {}, \"state\": \"***\", \"md5\": \"x\"}}}")]
    [InlineData("{\"data\": {\"relationships\": {\"workspace\": {\"data\": {\"id\": \"../x\"}}}}}")]
    public async Task Whatever_is_sent_is_answered_in_words(string body)
    {
        var scene = await RemoteScene.MakeAsync(_remote);
        var ids = await ThingsAsync(scene);
        var workspace = ids[RemoteNames.Workspace];
        using var client = scene.Client();
        foreach (
            var path in (string[])
                [
                    "runs",
                    $"workspaces/{workspace}/state-versions",
                    $"workspaces/{workspace}/configuration-versions",
                    $"organizations/{scene.Project}/workspaces",
                    $"runs/{ids[RemoteNames.Run]}/actions/apply",
                    "nothing/like/it",
                ]
        )
        {
            using var answer = await PostAsync(client, path, body);
            Assert.True((int)answer.StatusCode < 500, $"{path}: {answer.StatusCode}");
        }
    }

    [Fact]
    public async Task A_log_is_the_same_in_whatever_pieces_it_is_read_and_only_by_its_own_address()
    {
        var scene = await RemoteScene.MakeAsync(_remote);
        var ids = await ThingsAsync(scene);
        using var client = scene.Client();
        var run = ids[RemoteNames.Run];
        var kept = await scene.Person.Client.GetStringAsync($"{scene.Runs.Runs}/{run}/plan-log", Cancel);
        var address = await LogAddressAsync(client, $"plans/plan{run["run".Length..]}");
        using var nobody = _remote.Platform.Anonymous();

        foreach (var limit in (int[])[1, 7, 1000, 1 << 20])
        {
            using var read = new MemoryStream();
            while (true)
            {
                var piece = await nobody.GetByteArrayAsync($"{address}?limit={limit}&offset={read.Length}", Cancel);
                read.Write(piece);
                if (piece.Length is 0 || piece[^1] is 3)
                {
                    break;
                }
            }

            Assert.Equal($"\u0002{kept}\u0003", Encoding.UTF8.GetString(read.ToArray()));
        }

        // From the middle, as after a restart.
        var whole = Encoding.UTF8.GetBytes($"\u0002{kept}\u0003");
        Assert.Equal(whole[100..150], await nobody.GetByteArrayAsync($"{address}?limit=50&offset=100", Cancel));
        Assert.Empty(await nobody.GetByteArrayAsync($"{address}?limit=50&offset=100000", Cancel));
        foreach (
            var wrong in (string[])
                [
                    address.Replace("/plan/", "/apply/", StringComparison.Ordinal),
                    address.Replace(run, ids[RemoteNames.Run][..^1] + "0", StringComparison.Ordinal),
                    address[..^4] + "AAAA",
                    address[..address.LastIndexOf('/')] + "/x",
                ]
        )
        {
            Assert.Equal(HttpStatusCode.NotFound, (await nobody.GetAsync(wrong, Cancel)).StatusCode);
        }
    }

    [Fact]
    public async Task Content_comes_once_and_only_by_its_own_address()
    {
        var scene = await RemoteScene.MakeAsync(_remote);
        var workspace = (await ThingsAsync(scene))[RemoteNames.Workspace];
        using var client = scene.Client();
        using var nobody = _remote.Platform.Anonymous();
        var begun = await DataAsync(await PostAsync(client, $"workspaces/{workspace}/configuration-versions", "{}"));
        var address = Local(begun.GetProperty("attributes").Text("upload-url"));
        var path = $"configuration-versions/{begun.Text("id")}";

        Assert.Equal(HttpStatusCode.NotFound, (await PutAsync(nobody, address[..^4] + "AAAA", [])).StatusCode);
        Assert.Equal("pending", (await StatusAsync(client, path)));
        Assert.Equal(
            HttpStatusCode.Conflict,
            (await PostAsync(client, "runs", RunOf(workspace, begun.Text("id")))).StatusCode
        );
        Assert.Equal(
            HttpStatusCode.UnprocessableEntity,
            (await PutAsync(nobody, address, "no archive"u8.ToArray())).StatusCode
        );
        Assert.Equal("errored", await StatusAsync(client, path));
        Assert.Equal(HttpStatusCode.Conflict, (await PutAsync(nobody, address, "again"u8.ToArray())).StatusCode);
        Assert.Equal(
            HttpStatusCode.Conflict,
            (await PostAsync(client, "runs", RunOf(workspace, begun.Text("id")))).StatusCode
        );
    }

    private static async Task<string> StatusAsync(HttpClient client, string path) =>
        (await DataAsync(await client.GetAsync($"/api/v2/{path}", Cancel))).GetProperty("attributes").Text("status");

    private IEnumerable<RouteEndpoint> Endpoints() =>
        _remote
            .Platform.Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<SpeaksJsonApi>() is not null);

    // One of each thing that an address can name.
    private async Task<Dictionary<ProjectOf, string>> ThingsAsync(RemoteScene scene)
    {
        using var terraform = await scene.TerraformAsync(RemoteScene.Hello);
        await terraform.RunAsync("apply", "-auto-approve");
        var workspace = (await scene.Person.Client.GetJsonAsync(scene.Runs.Workspace, Cancel)).Text("id");
        await using var scope = _remote.Platform.Services.CreateAsyncScope();
        var records = scope.ServiceProvider.GetRequiredService<PlatformContext>();
        var project = new Id<Project>(scene.Project);
        return new()
        {
            [RemoteNames.Workspace] = workspace,
            [RemoteNames.Run] = (await scene.LastRunAsync()).Text("id"),
            [RemoteNames.Configuration] = (
                await records
                    .Set<Platform.Runs.Configurations.UploadedConfiguration>()
                    .FirstAsync(c => c.ProjectId == project, Cancel)
            )
                .Id
                .Value,
            [RemoteNames.State] = (
                await records.Set<Platform.State.StateVersion>().FirstAsync(v => v.ProjectId == project, Cancel)
            )
                .Id
                .Value,
        };
    }

    private async Task JoinAsync(RemoteScene scene, Person person, Role role)
    {
        await using var scope = _remote.Platform.Services.CreateAsyncScope();
        var records = scope.ServiceProvider.GetRequiredService<PlatformContext>();
        records.Add(Member.Join(new(scene.Person.Team), person.UserId, role, TimeProvider.System));
        await records.SaveChangesAsync(Cancel);
    }

    private async Task<HttpClient> TokenAsync(Person person, params string[] scopes)
    {
        var client = _remote.Platform.Anonymous();
        client.DefaultRequestHeaders.Authorization = new("Bearer", await StateScene.TokenAsync(person, scopes));
        return client;
    }

    private async Task<string> LogAddressAsync(HttpClient client, string path) =>
        Local(
            (await DataAsync(await client.GetAsync($"/api/v2/{path}", Cancel)))
                .GetProperty("attributes")
                .Text("log-read-url")
        );

    // The address is that of the server's front.
    private string Local(string address) =>
        address.Replace($"https://{_remote.Front.Host}", "", StringComparison.Ordinal);

    private static async Task<JsonElement> DataAsync(HttpResponseMessage answer) =>
        (await answer.JsonAsync(Cancel)).GetProperty("data");

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, string path, string body) =>
        client.PostAsync($"/api/v2/{path}", new StringContent(body, Encoding.UTF8, "application/vnd.api+json"), Cancel);

    private static Task<HttpResponseMessage> PutAsync(HttpClient client, string address, byte[] body) =>
        client.PutAsync(address, new ByteArrayContent(body), Cancel);

    private static string RunOf(string workspace, string configuration, string attribute = "\"refresh\": true") =>
        $$$$"""
            {"data": {"type": "runs", "attributes": { {{{{attribute}}}} }, "relationships": {
              "workspace": {"data": {"type": "workspaces", "id": "{{{{workspace}}}}"}},
              "configuration-version": {"data": {"type": "configuration-versions", "id": "{{{{configuration}}}}"}}
            }}}
            """;
}
