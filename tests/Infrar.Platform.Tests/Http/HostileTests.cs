using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Infrar.Platform.Tests.Servers;

namespace Infrar.Platform.Tests.Http;

/// <summary>Requests that mean harm.</summary>
public sealed class HostileTests(SharedPlatforms shared)
{
    // What a caller would like to set and must not.
    private static readonly string[] Coveted =
    [
        "isAdministrator",
        "role",
        "teamId",
        "team",
        "userId",
        "id",
        "version",
        "createdAt",
        "passwordHash",
        "projectQuota",
        "tier",
        "suspendedAt",
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_member_that_a_body_does_not_have_or_has_twice_is_refused()
    {
        var platform = await shared.On(postgres: false);
        var admin = await platform.AdministratorAsync(Cancel);
        var document = await admin.Client.GetJsonAsync("/openapi/v1.json", Cancel);
        var faults = new List<string>();
        var asked = 0;
        var project = (await admin.ProjectAsync("Hostile", Cancel)).Text("id");
        foreach (var operation in ApiOperation.Of(document).Where(o => o.JsonBody is not null))
        {
            var example = operation.JsonBody!.Value.GetProperty("example");
            foreach (var coveted in Coveted.Where(c => !Allows(document, operation.JsonBody.Value, c)))
            {
                var body = JsonNode.Parse(example.GetRawText())!.AsObject();
                body[coveted] = true;
                await ExpectRefusal(operation, body.ToJsonString(), coveted);
            }

            if (example.EnumerateObject().FirstOrDefault() is { Name: { } first } member)
            {
                var twice =
                    $"{{{JsonSerializer.Serialize(first)}:{member.Value.GetRawText()},{example.GetRawText()[1..]}";
                await ExpectRefusal(operation, twice, $"{first} twice");
            }
        }

        Assert.True(asked > 150, $"Only {asked} requests were made.");
        Assert.Empty(faults);

        async Task ExpectRefusal(ApiOperation operation, string body, string what)
        {
            asked++;
            var path = operation
                .Path.Replace("{team}", admin.Team, StringComparison.Ordinal)
                .Replace("{project}", project, StringComparison.Ordinal);
            using var request = new HttpRequestMessage(
                new HttpMethod(operation.Method),
                Regex.Replace(path, @"\{\w+\}", "x")
            );
            request.Headers.TryAddWithoutValidation("If-Match", "*");
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
            using var answer = await admin.Client.SendAsync(request, Cancel);
            if ((int)answer.StatusCode is not (422 or 404))
            {
                faults.Add($"{operation} with {what}: {(int)answer.StatusCode}");
            }
        }
    }

    [Theory]
    [InlineData("line\r\nSet-Cookie: a=b")]
    [InlineData("bell\u0007")]
    [InlineData("red \u001b[31m")]
    [InlineData("turned \u202Eabc")]
    [InlineData("nothing \u200B here")]
    [InlineData("null \u0000")]
    public async Task Names_that_would_write_into_logs_headers_or_terminals_are_refused(string name)
    {
        var person = await (await shared.On(postgres: false)).PersonAsync(Cancel);

        HttpResponseMessage[] answers =
        [
            await person.Client.PostAsJsonAsync("/api/v1/teams", new { name }, Cancel),
            await person.Client.PostAsJsonAsync("/api/v1/projects", new { team = person.Team, name }, Cancel),
            await person.Client.PatchAsJsonAsync("/api/v1/account", new { displayName = name }, Cancel),
            await person.Client.PostAsJsonAsync(
                "/api/v1/tokens",
                new { name, scopes = new[] { "teams:read" } },
                Cancel
            ),
        ];

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode));
    }

    [Theory]
    [InlineData("/api/v1/%0d%0aSet-Cookie:%20a=b")]
    [InlineData("/problems/%1b%5b31m")]
    [InlineData("/api/v1/projects/x%0aINFO:%20all%20is%20well")]
    public async Task Addresses_with_control_characters_stay_text_of_one_line(string path)
    {
        var person = await (await shared.On(postgres: false)).PersonAsync(Cancel);

        var answer = await person.Client.GetAsync(path, Cancel);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.DoesNotContain('\n', text);
        Assert.DoesNotContain('\u001b', text);
    }

    [Fact]
    public async Task Look_alikes_do_not_get_into_addresses_or_pass_for_an_account()
    {
        var person = await (await shared.On(postgres: false)).PersonAsync(Cancel);

        var slug = await person.Client.PostAsJsonAsync(
            "/api/v1/projects",
            new
            {
                team = person.Team,
                name = "Shop",
                slug = "sh\u043Ep",
            },
            Cancel
        );
        var made = await person.ProjectAsync("Sh\u043Ep", Cancel);
        var signIn = await person.Client.PostAsJsonAsync(
            "/api/v1/sessions",
            new { email = person.Email.Replace('p', '\u0440'), password = TestPlatform.Password },
            Cancel
        );

        Assert.Equal("PRJ003", await slug.ProblemCodeAsync(Cancel));
        Assert.True(made.Text("slug").All(char.IsAscii));
        Assert.Equal("ACC012", await signIn.ProblemCodeAsync(Cancel));
    }

    [Fact]
    public async Task Bodies_that_are_too_large_or_too_deep_are_refused()
    {
        var person = await (await shared.On(postgres: false)).PersonAsync(Cancel);
        var deep = new string('[', 20_000) + new string(']', 20_000);

        var large = await person.Client.PostAsJsonAsync(
            "/api/v1/teams",
            new { name = new string('x', 3 * 1024 * 1024) },
            Cancel
        );
        var nested = await person.Client.PostAsync(
            "/api/v1/teams",
            new StringContent($"{{\"name\":{deep}}}", Encoding.UTF8, "application/json"),
            Cancel
        );

        Assert.Equal("API004", await large.ProblemCodeAsync(Cancel));
        Assert.Equal("API001", await nested.ProblemCodeAsync(Cancel));
    }

    [Fact]
    public async Task A_body_that_drips_is_cut_off()
    {
        var platform = await shared.On(postgres: false);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(TimeSpan.FromSeconds(90));
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, new Uri(platform.Address).Port, Cancel);
        await using var stream = client.GetStream();
        await stream.WriteAsync(
            "POST /api/v1/sessions HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n{"u8.ToArray(),
            Cancel
        );

        // One byte now and then for as long as somebody takes them; a platform that waits for all of them takes a day.
        var bytes = new byte[256];
        var answer = stream.ReadAsync(bytes, patience.Token).AsTask();
        try
        {
            while (await Task.WhenAny(answer, Task.Delay(TimeSpan.FromMilliseconds(250), patience.Token)) != answer)
            {
                await stream.WriteAsync(" "u8.ToArray(), patience.Token);
            }

            var text = Encoding.ASCII.GetString(bytes, 0, await answer);
            Assert.True(text is "" || text.StartsWith("HTTP/1.1 408", StringComparison.Ordinal), text);
        }
        catch (IOException)
        {
            // The connection was reset, which is as good.
        }
    }

    private static bool Allows(JsonElement document, JsonElement content, string member)
    {
        var schema = content.GetProperty("schema");
        // A body that may be left out is null or what it is.
        if (schema.TryGetProperty("oneOf", out var either))
        {
            schema = either.EnumerateArray().First(e => e.TryGetProperty("$ref", out _));
        }

        if (schema.TryGetProperty("$ref", out var reference))
        {
            var name = reference.GetString()!.Split('/')[^1];
            schema = document.GetProperty("components").GetProperty("schemas").GetProperty(name);
        }

        return schema.GetProperty("properties").TryGetProperty(member, out _);
    }
}
