using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using Infrar.Platform.Http;
using Infrar.Platform.Tests.Servers;
using Infrar.Testing;

namespace Infrar.Platform.Tests.Http;

/// <summary>The OpenAPI document is whole, right, and the one that is checked in.</summary>
public sealed partial class ApiDocumentTests(SharedPlatforms shared)
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    // What can be asked once by itself: another answer to the same challenge or ticket is refused, and what was made is then in the list.
    private static readonly string[] OnceAnyway = ["POST /api/v1/account/passkeys", "POST /api/v1/account/github"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private async Task<JsonElement> DocumentAsync() =>
        await (await shared.On(postgres: false)).Anonymous().GetJsonAsync("/openapi/v1.json", Cancel);

    [Fact]
    public async Task The_document_is_the_one_that_is_checked_in()
    {
        var path = Path.Combine(Repository.Root(Assembly.GetExecutingAssembly()), "docs/openapi.json");
        var actual = JsonSerializer.Serialize(await DocumentAsync(), Indented) + "\n";
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") is "1")
        {
            await File.WriteAllTextAsync(path, actual, Cancel);
        }

        Assert.True(
            File.Exists(path) && await File.ReadAllTextAsync(path, Cancel) == actual,
            "docs/openapi.json is not what the platform serves. Run UPDATE_GOLDEN=1 ./test platform and review what changed."
        );
    }

    [Fact]
    public async Task Every_operation_says_what_it_does_what_it_takes_and_how_it_refuses()
    {
        var faults = new List<string>();
        foreach (var operation in ApiOperation.Of(await DocumentAsync()))
        {
            foreach (var needed in (string[])["operationId", "summary", "tags", "x-infrar-access"])
            {
                if (!operation.Json.TryGetProperty(needed, out _))
                {
                    faults.Add($"{operation} has no {needed}");
                }
            }

            faults.AddRange(
                operation
                    .Parameters.Where(p => !p.TryGetProperty("description", out _))
                    .Select(p => $"{operation}: {p.Text("name")} has no description")
            );
            faults.AddRange(
                InPath()
                    .Matches(operation.Path)
                    .Select(m => m.Groups[1].Value)
                    .Except(
                        operation.Parameters.Where(p => p.Text("in") is "path").Select(p => p.Text("name")),
                        StringComparer.Ordinal
                    )
                    .Select(name => $"{operation} does not say what {name} is")
            );
            var refusals = operation
                .Json.GetProperty("responses")
                .EnumerateObject()
                .Count(r =>
                    r.Value.TryGetProperty("content", out var content)
                    && content.TryGetProperty("application/problem+json", out _)
                );
            if (refusals < 2)
            {
                faults.Add($"{operation} does not say how it refuses");
            }
        }

        Assert.Empty(faults);
    }

    [Fact]
    public async Task Every_body_and_every_answer_has_an_example_that_is_of_its_schema()
    {
        var document = await DocumentAsync();
        var faults = new List<string>();
        foreach (var operation in ApiOperation.Of(document))
        {
            if (operation.JsonBody is { } body)
            {
                faults.AddRange(Faults(document, body).Select(f => $"{operation} body: {f}"));
            }

            foreach (var response in operation.Json.GetProperty("responses").EnumerateObject())
            {
                // What Core writes itself has no schema of ours.
                if (
                    response.Name.StartsWith('2')
                    && response.Value.TryGetProperty("content", out var content)
                    && content.TryGetProperty("application/json", out var answer)
                    && answer.TryGetProperty("schema", out var schema)
                    && !(schema.TryGetProperty("$ref", out var to) && to.GetString()!.EndsWith("/JsonElement"))
                )
                {
                    faults.AddRange(Faults(document, answer).Select(f => $"{operation} {response.Name}: {f}"));
                }
            }
        }

        Assert.Empty(faults);
    }

    [Fact]
    public void Every_example_can_be_read_as_what_it_is_an_example_of()
    {
        var shapes = typeof(ApiExampleAttribute)
            .Assembly.GetTypes()
            .Where(t => t.GetCustomAttribute<ApiExampleAttribute>() is not null)
            .ToList();
        Assert.True(shapes.Count > 30);
        foreach (var shape in shapes)
        {
            var json = shape.GetCustomAttribute<ApiExampleAttribute>()!.Json;
            Assert.NotNull(JsonSerializer.Deserialize(json, shape, JsonShape.Options));
        }
    }

    [Fact]
    public async Task Everything_that_somebody_who_is_signed_in_creates_can_be_asked_for_again()
    {
        var without =
            from operation in ApiOperation.Of(await DocumentAsync())
            where operation.Method is "POST" && operation.Rule is not "everyone"
            where operation.Json.GetProperty("responses").TryGetProperty("201", out _)
            where !operation.Parameters.Any(p => p.Text("name") is "Idempotency-Key")
            select operation.ToString();

        Assert.Equal(OnceAnyway.Order(StringComparer.Ordinal), without.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_type_of_every_problem_leads_to_a_page()
    {
        using var client = (await shared.On(postgres: false)).Anonymous();
        var page = await File.ReadAllTextAsync(
            Path.Combine(Repository.Root(Assembly.GetExecutingAssembly()), "docs/problems.md"),
            Cancel
        );
        var codes = Code().Matches(page).Select(m => m.Groups[1].Value).ToList();
        Assert.True(codes.Count > 100);
        foreach (var code in codes)
        {
            Assert.Contains($"<h1>{code}: ", await client.GetStringAsync($"/problems/{code}", Cancel));
        }

        Assert.Equal("API002", await (await client.GetAsync("/problems/XYZ000", Cancel)).ProblemCodeAsync(Cancel));
    }

    private static IEnumerable<string> Faults(JsonElement document, JsonElement content) =>
        content.TryGetProperty("example", out var example)
            ? SchemaCheck.Faults(document, content.GetProperty("schema"), example)
            : ["no example"];

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex InPath();

    [GeneratedRegex(@"^\| `([A-Z]{3}[0-9]{3})` \|", RegexOptions.Multiline)]
    private static partial Regex Code();
}
