using System.Net;
using System.Net.Http.Json;
using Infrar.Platform.Tests.Events;
using Infrar.Platform.Tests.Servers;
using Infrar.Platform.Tests.Uploads;
using Infrar.Testing.Servers;

namespace Infrar.Platform.Tests.Hosting;

/// <summary>Two and four processes of the platform on one PostgreSQL and one Redis, behind a proxy that hands each request to the next.</summary>
public sealed class ClusterTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public async Task Nodes_behind_a_proxy_are_one_platform(int count)
    {
        Skip();
        await using var cluster = await Cluster.StartAsync(count, Cancel);
        using var client = cluster.Client();
        var (team, refresh) = await cluster.RegisterAsync(client, "ada@example.com", Cancel);

        // Signing keys: what one node signs each node takes, whether it made the keys or found them.
        for (var n = 0; n < 3 * count; n++)
        {
            _ = await client.GetJsonAsync("/api/v1/account", Cancel);
        }

        await Versions_are_kept_apart(client, team, count);
        await A_repeated_request_is_done_once(client, team, count);
        await Of_those_who_trade_a_token_at_once_one_goes_on(cluster, refresh, count);
        await A_sign_out_reaches_every_node(cluster, client, count);
    }

    [Fact]
    public async Task A_limit_is_one_for_all_nodes()
    {
        Skip();
        await using var cluster = await Cluster.StartAsync(
            2,
            Cancel,
            "--Limits:PerAddress=40",
            "--Limits:Proxies:0=127.0.0.1/32"
        );
        using var client = cluster.Client();

        var statuses = await Task.WhenAll(
            Enumerable.Range(0, 60).Select(async _ => (await client.GetAsync("/api/v1/account", Cancel)).StatusCode)
        );

        Assert.Equal(40, statuses.Count(status => status is HttpStatusCode.Unauthorized));
        Assert.Equal(20, statuses.Count(status => status is HttpStatusCode.TooManyRequests));
    }

    [Fact]
    public async Task A_node_that_is_killed_takes_nothing_with_it()
    {
        Skip();
        await using var cluster = await Cluster.StartAsync(2, Cancel);
        using var client = cluster.Client();
        var (team, _) = await cluster.RegisterAsync(client, "ada@example.com", Cancel);

        await cluster.Nodes[0].KillAsync(Cancel);
        // The proxy asks the other node when one does not answer.
        var made = await client.PostJsonAsync("/api/v1/projects", new { team, name = "After the loss" }, Cancel);
        await cluster.Nodes[0].StartAsync(Cancel);

        for (var n = 0; n < 4; n++)
        {
            var project = await client.GetJsonAsync($"/api/v1/projects/{made.Text("slug")}", Cancel);
            Assert.Equal(made.Text("id"), project.Text("id"));
        }
    }

    [Fact]
    public async Task Four_nodes_check_each_upload_once_and_go_on_with_events_that_another_began()
    {
        Skip();
        await using var cluster = await Cluster.StartAsync(4, Cancel);
        using var client = cluster.Client();
        var (team, _) = await cluster.RegisterAsync(client, "ada@example.com", Cancel);
        var project = (await client.PostJsonAsync("/api/v1/projects", new { team, name = "Events" }, Cancel)).Text(
            "id"
        );
        var content = Sources.Zip(Sources.Shop);

        var followed = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(async _ =>
                {
                    var address = await client.BeginAsync(project, content, Cancel);
                    // Followed from before it is there to be followed at four nodes in turn: each event is asked for anew.
                    var following = FollowAsync(client, address);
                    using var sent = await client.ChunkAsync(address, 0, content, Cancel);
                    sent.EnsureSuccessStatusCode();
                    using var completed = await client.PostAsync($"{address}/complete", null, Cancel);
                    completed.EnsureSuccessStatusCode();
                    return (address, await following);
                })
        );

        foreach (var (address, seen) in followed)
        {
            Assert.Equal("detected", (await client.GetJsonAsync(address, Cancel)).Text("status"));
            Assert.Equal(Enumerable.Range(1, seen.Count).Select(n => (long)n), seen.Select(e => e.Id));
            Assert.Contains("detected", seen[^1].Data, StringComparison.Ordinal);
        }

        var checks = await client.GetJsonAsync($"/api/v1/teams/{team}/audit?action=upload.check", Cancel);
        var subjects = checks.GetProperty("items").EnumerateArray().Select(row => row.Text("subject")).ToList();
        Assert.Equal(8, subjects.Count);
        Assert.Equal(8, subjects.Distinct().Count());
    }

    /// <summary>Every event of an upload to its end, by a client whose connection is lost after each, so that the next node goes on.</summary>
    private static async Task<List<FeedEvent>> FollowAsync(HttpClient client, string address)
    {
        var seen = new List<FeedEvent>();
        while (true)
        {
            using (var answer = await Feed.OpenAsync(client, address, seen.LastOrDefault()?.Id, Cancel))
            {
                if (answer.StatusCode is HttpStatusCode.NoContent)
                {
                    return seen;
                }
            }

            await foreach (var one in Feed.ReadAsync(client, address, seen.LastOrDefault()?.Id, Cancel))
            {
                seen.Add(one);
                break;
            }
        }
    }

    /// <summary>Of all who edit the same version at once, on whatever node, one succeeds.</summary>
    private static async Task Versions_are_kept_apart(HttpClient client, string team, int count)
    {
        await client.PostJsonAsync("/api/v1/projects", new { team, name = "Versions" }, Cancel);
        for (var round = 0; round < 3; round++)
        {
            using var read = await client.GetAsync("/api/v1/projects/versions", Cancel);
            var version = read.Headers.ETag!;
            var answers = await Task.WhenAll(
                Enumerable
                    .Range(0, 2 * count)
                    .Select(async n =>
                    {
                        using var edit = new HttpRequestMessage(HttpMethod.Patch, "/api/v1/projects/versions")
                        {
                            Content = JsonContent.Create(new { name = $"Versions {round}.{n}" }),
                        };
                        edit.Headers.IfMatch.Add(version);
                        using var answer = await client.SendAsync(edit, Cancel);
                        return answer.StatusCode;
                    })
            );
            Assert.Single(answers, HttpStatusCode.OK);
            Assert.Equal(2 * count - 1, answers.Count(answer => answer is HttpStatusCode.PreconditionFailed));
        }
    }

    private static async Task A_repeated_request_is_done_once(HttpClient client, string team, int count)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        for (var n = 0; n < 2 * count; n++)
        {
            using var create = new HttpRequestMessage(HttpMethod.Post, "/api/v1/projects")
            {
                Content = JsonContent.Create(new { team, name = "Once" }),
            };
            create.Headers.Add("Idempotency-Key", "one-and-the-same");
            using var answer = await client.SendAsync(create, Cancel);
            ids.Add((await answer.JsonAsync(Cancel)).Text("id"));
        }

        Assert.Single(ids);
    }

    /// <summary>However many nodes are asked at once, the session lives on with one token, and the traded one is worth nothing.</summary>
    private static async Task Of_those_who_trade_a_token_at_once_one_goes_on(Cluster cluster, string refresh, int count)
    {
        using var client = cluster.Client();
        var traded = await Task.WhenAll(Enumerable.Range(0, 2 * count).Select(_ => RenewAsync(client, refresh)));

        var alive = new List<string>();
        foreach (var token in traded.OfType<string>())
        {
            if (await RenewAsync(client, token) is { } next)
            {
                alive.Add(next);
            }
        }

        Assert.NotEmpty(alive);
        Assert.Null(await RenewAsync(client, refresh));
        Assert.NotNull(await RenewAsync(client, alive[^1]));
    }

    private static async Task<string?> RenewAsync(HttpClient client, string refreshToken)
    {
        using var answer = await client.PostAsJsonAsync("/api/v1/sessions/renew", new { refreshToken }, Cancel);
        return answer.IsSuccessStatusCode ? (await answer.JsonAsync(Cancel)).Text("refreshToken") : null;
    }

    /// <summary>Within the ten seconds that docs/platform.md promises, no node takes the token any more.</summary>
    private static async Task A_sign_out_reaches_every_node(Cluster cluster, HttpClient client, int count)
    {
        using (var gone = await client.DeleteAsync("/api/v1/sessions", Cancel))
        {
            gone.EnsureSuccessStatusCode();
        }

        await Task.Delay(TimeSpan.FromSeconds(10.5), Cancel);
        foreach (var node in cluster.Nodes)
        {
            using var direct = new HttpClient { BaseAddress = node.Address };
            direct.DefaultRequestHeaders.Authorization = client.DefaultRequestHeaders.Authorization;
            using var answer = await direct.GetAsync("/api/v1/account", Cancel);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }

        Assert.Equal(count, cluster.Nodes.Count);
    }

    private static void Skip() =>
        Assert.SkipWhen(
            (PostgresServer.Missing ?? RedisServer.Missing ?? RoundRobinProxy.Missing) is not null,
            PostgresServer.Missing ?? RedisServer.Missing ?? RoundRobinProxy.Missing ?? ""
        );
}
