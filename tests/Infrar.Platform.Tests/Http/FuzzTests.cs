using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Infrar.Platform.Tests.Servers;

namespace Infrar.Platform.Tests.Http;

/// <summary>Requests from the OpenAPI document with parts made wrong: no answer is a fault of ours, and none tells of the insides.</summary>
public sealed class FuzzTests
{
    // Bytes that the upload is announced with.
    private const int UploadSize = 1_000;

    private const string Maintenance = "/api/v1/administration/maintenance";

    // INFRAR_FUZZ=10000 is the long form.
    private static readonly int Requests = int.TryParse(
        Environment.GetEnvironmentVariable("INFRAR_FUZZ"),
        out var requests
    )
        ? requests
        : 2_000;

    private static readonly string[] Texts =
    [
        "",
        " ",
        "null",
        "0",
        "-1",
        "9223372036854775808",
        "1e400",
        "../../etc/passwd",
        "%2e%2e%2f",
        "' or 1=1 --",
        "<script>alert(1)</script>",
        "${jndi:ldap://127.0.0.1/a}",
        "{{7*7}}",
        "a\r\nSet-Cookie: x=y",
        "\u0000",
        "\uD800",
        "\u202Eabc",
        new string('x', 10_000),
        "prj-00000000000000000000",
        "team-00000000000000000000",
    ];

    private static readonly string[] Bodies =
    [
        "",
        "null",
        "[]",
        "{",
        "{}",
        "\"text\"",
        "{\"a\":1,\"a\":2}",
        "{\"text\":\"infrar: 1\\nsystem: &a [*a]\"}",
        new string('[', 5_000),
        "{\"name\":null,\"team\":null}",
        "{\"email\":\"a@b.c\",\"password\":1e999}",
    ];

    [Fact]
    public async Task No_answer_is_a_fault_and_none_tells_of_the_insides()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var platform = await TestPlatform.StartAsync(false, cancel);
        // Somebody who may do most, so that what lies behind the rules is reached.
        var person = await platform.AdministratorAsync(cancel);
        var project = (await person.ProjectAsync("fuzz", cancel)).Text("id");
        var upload = await person.Client.PostAsJsonAsync(
            $"/api/v1/projects/{project}/uploads",
            new { name = "fuzz.zip", size = UploadSize },
            cancel
        );
        var there = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["team"] = person.Team,
            ["project"] = project,
            ["upload"] = (await upload.Content.ReadFromJsonAsync<JsonElement>(cancel)).Text("id"),
        };
        var document = await person.Client.GetJsonAsync("/openapi/v1.json", cancel);
        ApiOperation[] operations = [.. ApiOperation.Of(document).Where(o => !IsTheEnd(o))];
        var random = new Random(20261127);

        for (var number = 0; number < Requests; number++)
        {
            var operation = operations[random.Next(operations.Length)];
            using var request = Request(random, operation, there);
            using var answer = await person.Client.SendAsync(request, cancel);
            var text = await answer.Content.ReadAsStringAsync(cancel);

            Assert.True(
                (int)answer.StatusCode < 500,
                $"{operation.Method} {request.RequestUri}: {(int)answer.StatusCode} {text}"
            );
            Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
            Assert.DoesNotContain("Exception", text, StringComparison.Ordinal);
            Assert.DoesNotContain("SQLite", text, StringComparison.OrdinalIgnoreCase);
            if (operation.Path is Maintenance)
            {
                // Until its end nothing else could be changed.
                using var ended = await person.Client.DeleteAsync(Maintenance, cancel);
                Assert.True(ended.IsSuccessStatusCode);
            }
        }
    }

    // Without session or upload every later request would get the same refusal; the events of an upload end only minutes later.
    private static bool IsTheEnd(ApiOperation operation) =>
        (
            operation.Method is "DELETE"
            && (
                operation.Path.StartsWith("/api/v1/sessions", StringComparison.Ordinal)
                || operation.Path.EndsWith("/uploads/{upload}", StringComparison.Ordinal)
            )
        ) || operation.Path.EndsWith("/uploads/{upload}/events", StringComparison.Ordinal);

    private static HttpRequestMessage Request(Random random, ApiOperation operation, Dictionary<string, string> there)
    {
        var filled = System.Text.RegularExpressions.Regex.Replace(
            operation.Path,
            @"\{(\w+)\}",
            match =>
                random.Next(3) > 0 && there.TryGetValue(match.Groups[1].Value, out var id)
                    ? id
                    : Uri.EscapeDataString(Pick(random, Texts).Replace("\uD800", "", StringComparison.Ordinal))
        );
        var query = random.Next(2) is 0
            ? ""
            : $"?{Pick(random, ["cursor", "limit", "environment", "currency", "weights", "draft", "since", "confirm"])}={Uri.EscapeDataString(Pick(random, Texts).Replace("\uD800", "", StringComparison.Ordinal))}";
        var request = new HttpRequestMessage(new HttpMethod(operation.Method), filled + query);
        if (operation.BytesType is { } type && random.Next(4) > 0)
        {
            AddBytes(random, request, type);
        }
        else if (operation.Method is not ("GET" or "HEAD"))
        {
            request.Content = new StringContent(Body(random, operation), Encoding.UTF8);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(
                random.Next(10) is 0 ? "text/plain" : "application/json"
            );
        }

        if (random.Next(4) is 0)
        {
            request.Headers.TryAddWithoutValidation(
                Pick(random, ["If-Match", "Idempotency-Key", "X-Forwarded-For"]),
                Pick(random, ["*", "\"v1\"", "x", "W/\"\""])
            );
        }

        return request;
    }

    private static void AddBytes(Random random, HttpRequestMessage request, string type)
    {
        var bytes = new byte[random.Next(2 * UploadSize)];
        random.NextBytes(bytes);
        request.Content = new ByteArrayContent(bytes);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
        request.Headers.TransferEncodingChunked = random.Next(3) is 0;
        request.Headers.TryAddWithoutValidation(
            "Upload-Offset",
            Pick(random, ["0", "0", "0", "-1", "1", "x", "9223372036854775808", ""])
        );
        if (random.Next(2) is 0)
        {
            request.Headers.TryAddWithoutValidation(
                "Upload-Checksum",
                Pick(random, ["sha256 ", "sha256 AAAA", "md5 x", $"sha256 {Convert.ToBase64String(new byte[32])}"])
            );
        }
    }

    private static string Body(Random random, ApiOperation operation)
    {
        if (operation.JsonBody is { } content && random.Next(2) is 0)
        {
            return Mutated(random, content.GetProperty("example"));
        }

        if (random.Next(2) is 0)
        {
            return Pick(random, Bodies);
        }

        string[] names =
        [
            "name",
            "team",
            "email",
            "password",
            "text",
            "role",
            "scopes",
            "expiresInDays",
            "displayName",
            "strategy",
            "slug",
            "totp",
        ];
        var body = new Dictionary<string, object?>();
        for (var fields = random.Next(5); fields >= 0; fields--)
        {
            body[Pick(random, names)] = random.Next(4) switch
            {
                0 => random.Next(),
                1 => null,
                2 => new[] { Pick(random, Texts) },
                _ => Pick(random, Texts),
            };
        }

        return JsonSerializer.Serialize(body);
    }

    // Right but for one member, so that it gets past what looks at forms alone.
    private static string Mutated(Random random, JsonElement example)
    {
        var body = System.Text.Json.Nodes.JsonNode.Parse(example.GetRawText())!.AsObject();
        var member = Pick(random, [.. body.Select(m => m.Key)]);
        body[member] = random.Next(3) is 0 ? random.NextInt64() : Pick(random, Texts);
        return body.ToJsonString();
    }

    private static string Pick(Random random, string[] from) => from[random.Next(from.Length)];
}
