using System.Net;
using System.Text.Json;
using Infrar.Platform.Access;
using Infrar.Platform.Limits;
using Infrar.Platform.Parts.Cache;
using Infrar.Testing.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Infrar.Platform.Tests.Limits;

/// <summary>The limits as clients meet them.</summary>
public sealed class LimitsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_request_too_many_is_refused_with_a_problem_and_a_time()
    {
        await using var node = await StartAsync(("Limits:PerAddress", "3"));
        for (var n = 0; n < 3; n++)
        {
            using var allowed = await AskAsync(node, "GET", "/", "198.51.100.1");
            Assert.Equal(HttpStatusCode.OK, allowed.StatusCode);
            Assert.StartsWith($"\"address\";r={2 - n};t=", allowed.Headers.GetValues("RateLimit").Single());
        }

        using var refused = await AskAsync(node, "GET", "/", "198.51.100.1");
        using var problem = JsonDocument.Parse(await refused.Content.ReadAsStringAsync(Cancellation));

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType?.MediaType);
        Assert.Equal("LIM001", problem.RootElement.GetProperty("code").GetString());
        Assert.True(problem.RootElement.TryGetProperty("traceId", out _));
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 330);
        Assert.Equal("\"address\";q=3;w=300", refused.Headers.GetValues("RateLimit-Policy").Single());
    }

    [Fact]
    public async Task Addresses_are_counted_apart_and_an_IPv6_client_by_its_network()
    {
        await using var node = await StartAsync(("Limits:PerAddress", "1"));

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(node, "GET", "/", "198.51.100.1"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(node, "GET", "/", "198.51.100.2"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await StatusAsync(node, "GET", "/", "::ffff:198.51.100.2"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(node, "GET", "/", "2001:db8:1:2::1"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await StatusAsync(node, "GET", "/", "2001:db8:1:2:ffff::9"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(node, "GET", "/", "2001:db8:1:3::1"));
    }

    [Fact]
    public async Task A_forwarded_address_is_believed_from_a_known_proxy_alone()
    {
        await using var node = await StartAsync(("Limits:PerAddress", "1"), ("Limits:Proxies:0", "10.0.0.0/16"));

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(node, "GET", "/", "10.0.0.1", "203.0.113.1"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(node, "GET", "/", "10.0.0.1", "203.0.113.2"));
        Assert.Equal(
            HttpStatusCode.TooManyRequests,
            await StatusAsync(node, "GET", "/", "10.0.0.2", "192.0.2.9, 203.0.113.2, 10.0.0.7")
        );
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(node, "GET", "/", "192.0.2.1", "203.0.113.3"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await StatusAsync(node, "GET", "/", "192.0.2.1", "203.0.113.4"));
    }

    [Fact]
    public async Task Without_known_proxies_no_forwarded_address_is_believed()
    {
        await using var node = await StartAsync(("Limits:PerAddress", "1"));

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(node, "GET", "/", "127.0.0.1", "203.0.113.1"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await StatusAsync(node, "GET", "/", "127.0.0.1", "203.0.113.2"));
    }

    [Fact]
    public async Task Signing_in_is_limited_more_and_renewing_is_not()
    {
        await using var node = await StartAsync(("Limits:SignInsPerAddress", "2"), ("Limits:PerAddress", "5"));

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(node, "POST", "/api/v1/sessions", "192.0.2.1"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(node, "POST", "/API/v1/Accounts", "192.0.2.1"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await StatusAsync(node, "POST", "/api/v1/sessions/", "192.0.2.1"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(node, "POST", "/api/v1/sessions/renew", "192.0.2.1"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(node, "GET", "/api/v1/sessions", "192.0.2.1"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await StatusAsync(node, "GET", "/", "192.0.2.1"));
    }

    [Theory]
    [InlineData("127.0.0.1", HttpStatusCode.OK)]
    [InlineData("::1", HttpStatusCode.OK)]
    [InlineData("::ffff:127.0.0.1", HttpStatusCode.OK)]
    [InlineData("192.0.2.1", HttpStatusCode.TooManyRequests)]
    public async Task Probes_from_the_machine_itself_alone_are_not_limited(string from, HttpStatusCode second)
    {
        await using var node = await StartAsync(("Limits:PerAddress", "1"));

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(node, "GET", "/", from));
        Assert.Equal(second, await StatusAsync(node, "GET", "/health", from));
        Assert.Equal(second, await StatusAsync(node, "GET", "/Ready", from));
        Assert.Equal(HttpStatusCode.TooManyRequests, await StatusAsync(node, "GET", "/readyish", from));
    }

    [Fact]
    public async Task A_caller_is_limited_by_tier_from_however_many_addresses()
    {
        await using var node = await StartAsync(("Limits:PerToken", "1"), ("Limits:Tiers:team", "3"));

        HttpStatusCode[] plain = [.. await ManyAsync(node, "/?user=a")];
        HttpStatusCode[] team = [.. await ManyAsync(node, "/?user=b&tier=team")];

        Assert.Equal(1, plain.Count(s => s is HttpStatusCode.OK));
        Assert.Equal(3, team.Count(s => s is HttpStatusCode.OK));
    }

    [Fact]
    public async Task Two_nodes_on_one_redis_share_one_limit()
    {
        Assert.SkipWhen(RedisServer.Missing is not null, RedisServer.Missing ?? "");
        await using var redis = await RedisServer.StartAsync(Cancellation);
        (string, string)[] settings =
        [
            ("Limits:PerAddress", "25"),
            ("Limits:WindowSeconds", "86400"),
            ("Cache:Kind", "redis"),
            ("Cache:ConnectionString", redis.ConnectionString),
        ];
        await using var one = await StartAsync(settings);
        await using var other = await StartAsync(settings);

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 60).Select(n => StatusAsync(n % 2 is 0 ? one : other, "GET", "/", "198.51.100.1"))
        );

        Assert.Equal(25, answers.Count(s => s is HttpStatusCode.OK));
        Assert.Equal(35, answers.Count(s => s is HttpStatusCode.TooManyRequests));
    }

    [Fact]
    public void All_faults_of_the_settings_are_listed()
    {
        var result = new LimitsOptionsValidation().Validate(
            null,
            new()
            {
                WindowSeconds = 0,
                PerAddress = 0,
                SignInsPerAddress = -1,
                PerToken = 2_000_000,
                Tiers = { ["team"] = 0 },
                Proxies = ["10.0.0.0/33"],
            }
        );

        Assert.Equal(6, result.Failures!.Count());
    }

    private static async Task<IEnumerable<HttpStatusCode>> ManyAsync(WebApplication node, string path)
    {
        var answers = new List<HttpStatusCode>();
        for (var n = 1; n <= 5; n++)
        {
            answers.Add(await StatusAsync(node, "GET", path, $"198.51.100.{n}"));
        }

        return answers;
    }

    private static async Task<WebApplication> StartAsync(params (string Name, string Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(s => s.Name, s => (string?)s.Value));
        builder.Logging.ClearProviders();
        builder.WebHost.UseTestServer();
        builder.Services.AddProblemDetails();
        builder.Services.AddCache(builder.Configuration);
        builder.Services.AddLimits(builder.Configuration);
        var app = builder.Build();
        app.UseLimits();
        app.Use(SignInAsync);
        app.UseTokenLimits();
        app.Run(http => http.Response.WriteAsync("here"));
        await app.StartAsync(Cancellation);
        return app;
    }

    // Stands where the platform's own step finds out who asks.
    private static Task SignInAsync(HttpContext http, RequestDelegate next)
    {
        if (http.Request.Query["user"] is [{ } user])
        {
            http.Features.Set(new Caller(user, null, null, []));
        }

        if (http.Request.Query["tier"] is [{ } tier])
        {
            http.Features.Set(new LimitTier(tier));
        }

        return next(http);
    }

    private static async Task<HttpStatusCode> StatusAsync(
        WebApplication node,
        string method,
        string path,
        string from,
        string? forwarded = null
    )
    {
        using var answer = await AskAsync(node, method, path, from, forwarded);
        return answer.StatusCode;
    }

    private static async Task<HttpResponseMessage> AskAsync(
        WebApplication node,
        string method,
        string path,
        string from,
        string? forwarded = null
    )
    {
        var server = node.GetTestServer();
        var address = IPAddress.Parse(from);
        using var handler = server.CreateHandler(http => http.Connection.RemoteIpAddress = address);
        using var client = new HttpMessageInvoker(handler);
        using var request = new HttpRequestMessage(new(method), new Uri(server.BaseAddress, path));
        if (forwarded is not null)
        {
            request.Headers.Add("X-Forwarded-For", forwarded);
        }

        return await client.SendAsync(request, Cancellation);
    }
}
