using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Reflection;
using Infrar.Platform.Tests.Servers;
using Infrar.Testing;

namespace Infrar.Platform.Tests.Projects;

public abstract class ProjectTests(bool postgres, SharedPlatforms shared) : BothDatabases(postgres, shared)
{
    public sealed class OnSqlite(SharedPlatforms shared) : ProjectTests(false, shared);

    public sealed class OnPostgres(SharedPlatforms shared) : ProjectTests(true, shared);

    public sealed class ThroughPgBouncer(SharedPlatforms shared) : ProjectTests(true, shared)
    {
        protected override bool IsPooled => true;
    }

    private static string Placement { get; } =
        File.ReadAllText(Path.Combine(Repository.Root(Assembly.GetExecutingAssembly()), "placement/infrar.yaml"));

    [Fact]
    public async Task Infrars_own_placement_is_compared_estimated_checked_drawn_and_generated()
    {
        var person = await Platform.PersonAsync(Cancel);
        var project = await person.ProjectAsync("Infrar itself", Cancel, Placement);
        var at = $"/api/v1/projects/{project.Text("slug")}";
        Assert.Equal("owner", project.Text("role"));

        (
            await person.Client.PutAsJsonAsync(
                $"{at}/environments/production/strategy",
                new { strategy = "pages-aws" },
                Cancel
            )
        ).EnsureSuccessStatusCode();
        var comparison = await person.Client.GetJsonAsync($"{at}/comparison?environment=production", Cancel);
        var estimate = await person.Client.GetJsonAsync($"{at}/estimate?environment=production", Cancel);
        var findings = await person.Client.GetJsonAsync($"{at}/findings?environment=production", Cancel);
        var topology = await person.Client.GetJsonAsync($"{at}/topology?environment=production", Cancel);
        var archive = await person.Client.GetAsync($"{at}/configuration?environment=production", Cancel);

        Assert.Equal(7, comparison.GetProperty("options").GetArrayLength());
        Assert.StartsWith("661.3", estimate.Text("totalMonthlyCost"), StringComparison.Ordinal);
        Assert.NotEqual(0, findings.GetProperty("findings").GetArrayLength());
        Assert.NotEqual(0, topology.GetProperty("nodes").GetArrayLength());
        Assert.Equal("application/zip", archive.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task An_evaluation_is_known_again_until_what_it_rests_on_changes()
    {
        var person = await Platform.PersonAsync(Cancel);
        var project = await person.ProjectAsync("Known again", Cancel, Placement);
        var at = $"/api/v1/projects/{project.Text("slug")}";
        var estimate = $"{at}/estimate?environment=production";
        using var first = await person.Client.GetAsync(estimate, Cancel);

        using var again = new HttpRequestMessage(HttpMethod.Get, estimate);
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var unchanged = await person.Client.SendAsync(again, Cancel);
        await person.Client.PutAsJsonAsync($"{at}/environments/production/strategy", new { strategy = "aws" }, Cancel);
        using var other = await person.Client.GetAsync(estimate, Cancel);

        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
        Assert.NotEqual(first.Headers.ETag, other.Headers.ETag);
        Assert.NotEqual(
            (await first.JsonAsync(Cancel)).Text("totalMonthlyCost"),
            (await other.JsonAsync(Cancel)).Text("totalMonthlyCost")
        );
        using var topology = await person.Client.GetAsync($"{at}/topology?environment=production", Cancel);
        Assert.NotEqual(other.Headers.ETag, topology.Headers.ETag);
    }

    [Fact]
    public async Task Who_takes_gzip_gets_the_same_evaluation_in_fewer_bytes()
    {
        var person = await Platform.PersonAsync(Cancel);
        var project = await person.ProjectAsync("Packed", Cancel, Placement);
        var estimate = $"/api/v1/projects/{project.Text("slug")}/estimate?environment=production";
        using var plain = await person.Client.GetAsync(estimate, Cancel);
        using var asking = new HttpRequestMessage(HttpMethod.Get, estimate);
        asking.Headers.AcceptEncoding.Add(new("gzip"));
        using var packed = await person.Client.SendAsync(asking, Cancel);

        var expected = await plain.Content.ReadAsByteArrayAsync(Cancel);
        var bytes = await packed.Content.ReadAsByteArrayAsync(Cancel);
        var unpacked = new MemoryStream();
        await using (var gzip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress))
        {
            await gzip.CopyToAsync(unpacked, Cancel);
        }

        Assert.Empty(plain.Content.Headers.ContentEncoding);
        Assert.Equal(["gzip"], packed.Content.Headers.ContentEncoding);
        Assert.Equal(plain.Headers.ETag, packed.Headers.ETag);
        Assert.Equal(expected, unpacked.ToArray());
        Assert.True(bytes.Length * 4 < expected.Length, $"{bytes.Length} of {expected.Length} bytes");
    }

    [Fact]
    public async Task Of_two_people_who_edit_the_same_version_the_second_is_told_and_nothing_is_lost()
    {
        var person = await Platform.PersonAsync(Cancel);
        var project = await person.ProjectAsync("Shop", Cancel, Placement);
        var at = $"/api/v1/projects/{project.Text("id")}/manifest";
        var read = await person.Client.GetAsync(at, Cancel);
        var tag = read.Headers.ETag!.ToString();

        Assert.Equal("API006", await (await Write(person, at, Placement + "# one\n", null)).ProblemCodeAsync(Cancel));
        Assert.Equal(HttpStatusCode.OK, (await Write(person, at, Placement + "# one\n", tag)).StatusCode);
        Assert.Equal("API005", await (await Write(person, at, Placement + "# two\n", tag)).ProblemCodeAsync(Cancel));
        Assert.EndsWith(
            "# one\n",
            (await person.Client.GetJsonAsync(at, Cancel)).Text("text"),
            StringComparison.Ordinal
        );
        var versions = await person.Client.GetJsonAsync($"{at}/versions", Cancel);
        Assert.Equal(2, versions.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task A_manifest_with_errors_is_refused_with_every_place_and_kept_only_as_a_draft()
    {
        var person = await Platform.PersonAsync(Cancel);
        var project = await person.ProjectAsync("Drafts", Cancel);
        var at = $"/api/v1/projects/{project.Text("id")}/manifest";
        const string Faulty = "infrar: 1\nsystem: x\ncomponents:\n  a: { kind: servce }\n";

        var refused = await Write(person, at, Faulty, "*");
        var body = await refused.Content.ReadAsStringAsync(Cancel);
        Assert.Equal("PRJ007", await refused.ProblemCodeAsync(Cancel));
        Assert.Contains("infrar.yaml:4:", body, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.OK, (await Write(person, $"{at}?draft=true", Faulty, "*")).StatusCode);
        Assert.Equal(
            "PRJ007",
            await (
                await person.Client.GetAsync($"/api/v1/projects/{project.Text("id")}/estimate", Cancel)
            ).ProblemCodeAsync(Cancel)
        );
    }

    [Fact]
    public async Task A_request_sent_twice_with_one_key_makes_one_project()
    {
        var person = await Platform.PersonAsync(Cancel);
        person.Client.DefaultRequestHeaders.Add("Idempotency-Key", "first");
        var body = new { team = person.Team, name = "Once" };

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => person.Client.PostAsJsonAsync("/api/v1/projects", body, Cancel))
        );
        var again = await person.Client.PostAsJsonAsync("/api/v1/projects", body, Cancel);
        var other = await person.Client.PostAsJsonAsync(
            "/api/v1/projects",
            new { team = person.Team, name = "Other" },
            Cancel
        );

        Assert.Single(answers.Append(again), a => a.IsSuccessStatusCode && !a.Headers.Contains("Idempotency-Replayed"));
        Assert.True(again.Headers.Contains("Idempotency-Replayed"));
        Assert.Equal("API007", await other.ProblemCodeAsync(Cancel));
        Assert.Equal(
            1,
            (await person.Client.GetJsonAsync("/api/v1/projects", Cancel)).GetProperty("items").GetArrayLength()
        );
    }

    [Fact]
    public async Task Pages_follow_each_other_and_a_former_slug_still_leads_there()
    {
        var person = await Platform.PersonAsync(Cancel);
        for (var number = 0; number < 5; number++)
        {
            await person.ProjectAsync($"Page {number}", Cancel);
        }

        var names = new List<string>();
        string? cursor = null;
        do
        {
            var page = await person.Client.GetJsonAsync($"/api/v1/projects?limit=2&cursor={cursor}", Cancel);
            names.AddRange(page.GetProperty("items").EnumerateArray().Select(p => p.Text("name")));
            cursor = page.GetProperty("next").GetString();
        } while (cursor is not null);

        Assert.Equal(["Page 4", "Page 3", "Page 2", "Page 1", "Page 0"], names);
        using var rename = new HttpRequestMessage(HttpMethod.Patch, "/api/v1/projects/page-0")
        {
            Content = JsonContent.Create(new { slug = "renamed" }),
        };
        rename.Headers.TryAddWithoutValidation("If-Match", "*");
        (await person.Client.SendAsync(rename, Cancel)).EnsureSuccessStatusCode();
        Assert.Equal("renamed", (await person.Client.GetJsonAsync("/api/v1/projects/page-0", Cancel)).Text("slug"));
    }

    [Fact]
    public async Task What_is_not_the_callers_to_set_is_refused_by_name()
    {
        var person = await Platform.PersonAsync(Cancel);

        var answer = await person.Client.PostAsJsonAsync(
            "/api/v1/projects",
            new
            {
                team = person.Team,
                name = "x",
                createdAt = "2020-01-01T00:00:00Z",
            },
            Cancel
        );

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("createdAt", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pay\u202Epal")]
    [InlineData("zero\u200Bwidth")]
    [InlineData("line\nfeed")]
    [InlineData("")]
    public async Task Names_that_could_pose_as_others_are_refused(string name)
    {
        var person = await Platform.PersonAsync(Cancel);
        var answer = await person.Client.PostAsJsonAsync("/api/v1/projects", new { team = person.Team, name }, Cancel);
        Assert.Equal("PRJ003", await answer.ProblemCodeAsync(Cancel));
    }

    private static async Task<HttpResponseMessage> Write(Person person, string path, string text, string? tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, path) { Content = JsonContent.Create(new { text }) };
        if (tag is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", tag);
        }

        return await person.Client.SendAsync(request, Cancel);
    }
}
