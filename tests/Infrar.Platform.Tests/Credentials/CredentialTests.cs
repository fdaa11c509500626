using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Infrar.Platform.Access;
using Infrar.Platform.Audit;
using Infrar.Platform.Credentials;
using Infrar.Platform.Parts.Secrets;
using Infrar.Platform.Teams;
using Infrar.Platform.Tests.Servers;
using Infrar.Providers;
using Microsoft.Extensions.DependencyInjection;

namespace Infrar.Platform.Tests.Credentials;

public abstract class CredentialTests(bool postgres, SharedPlatforms shared) : BothDatabases(postgres, shared)
{
    public sealed class OnSqlite(SharedPlatforms shared) : CredentialTests(false, shared);

    public sealed class OnPostgres(SharedPlatforms shared) : CredentialTests(true, shared);

    public sealed class ThroughPgBouncer(SharedPlatforms shared) : CredentialTests(true, shared)
    {
        protected override bool IsPooled => true;
    }

    [Fact]
    public async Task A_value_comes_back_in_no_answer_no_audit_event_no_table_and_no_file()
    {
        var person = await Platform.PersonAsync(Cancel);
        var project = await person.ProjectAsync("Sealed", Cancel);
        var at = At(project);
        var (first, second, swapped) = (Examples.AwsKeys(), Examples.AwsKeys(), Examples.AwsKeys());
        var misplaced = new Dictionary<string, string> { [swapped["secretAccessKey"]] = swapped["accessKeyId"] };
        HttpResponseMessage[] answers =
        [
            await Put(person, $"{at}/aws", "aws-keys", first),
            await Put(person, $"{at}/aws", "aws-keys", second),
            await Put(person, $"{at}/wrong", "aws-keys", misplaced),
            await Put(person, $"{at}/wrong", "hetzner-token", new() { ["token"] = swapped["secretAccessKey"] }),
            await person.Client.GetAsync(at, Cancel),
            await person.Client.GetAsync($"/api/v1/teams/{person.Team}/audit/export", Cancel),
        ];
        var texts = await Task.WhenAll(answers.Select(a => a.Content.ReadAsStringAsync(Cancel)));
        var stored = await TracesOfPlatform.ReadAsync(Platform, Cancel);
        var fingerprint = JsonElement.Parse(texts[1]).Text("fingerprint");

        Assert.Equal([200, 200, 422, 422, 200, 200], answers.Select(a => (int)a.StatusCode));
        // What is searched does hold what should be there.
        Assert.Contains(fingerprint, texts[5], StringComparison.Ordinal);
        Assert.True(TracesOfPlatform.Has(stored, fingerprint));
        foreach (var value in first.Values.Concat(second.Values).Concat(swapped.Values))
        {
            Assert.All(texts, text => Assert.DoesNotContain(value, text, StringComparison.Ordinal));
            Assert.False(TracesOfPlatform.Has(stored, value));
        }

        Assert.Equal(second, await UseAsync(person, project, "aws"));
    }

    [Fact]
    public async Task Every_kind_is_taken_and_handed_out_as_it_was_stated()
    {
        var person = await Platform.PersonAsync(Cancel);
        var project = await person.ProjectAsync("Kinds", Cancel);

        foreach (var kind in AllCredentials.Kinds.Select(k => k.Name))
        {
            var values = Examples.Of(kind);
            var answer = await (await Put(person, $"{At(project)}/{kind}", kind, values)).JsonAsync(Cancel);
            Assert.Equal(kind, answer.Text("kind"));
            Assert.Equal(values, await UseAsync(person, project, kind));
        }

        var page = await person.Client.GetJsonAsync($"{At(project)}?limit=5", Cancel);
        var rest = await person.Client.GetJsonAsync($"{At(project)}?cursor={page.Text("next")}", Cancel);
        var names = page.GetProperty("items").EnumerateArray().Concat(rest.GetProperty("items").EnumerateArray());
        Assert.Equal(
            AllCredentials.Kinds.Select(k => k.Name).Order(StringComparer.Ordinal),
            names.Select(n => n.Text("name")).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task What_is_not_of_its_form_is_refused_by_field_and_leaves_nothing()
    {
        var person = await Platform.PersonAsync(Cancel);
        var project = await person.ProjectAsync("Shapes", Cancel);
        var (at, keys) = (At(project), Examples.AwsKeys());

        var swapped = await Refusal(
            await Put(
                person,
                $"{at}/aws",
                "aws-keys",
                new()
                {
                    ["accessKeyId"] = keys["secretAccessKey"],
                    ["secretAccessKey"] = keys["accessKeyId"],
                    ["region"] = "eu-central-1",
                }
            )
        );
        var missing = await Refusal(await Put(person, $"{at}/aws", "aws-keys", []));
        var unknown = await Refusal(await Put(person, $"{at}/aws", "aws", keys));

        Assert.Equal(
            ("CRD002", "/fields/accessKeyId /fields/secretAccessKey /fields/region"),
            (swapped.Code, swapped.Pointers)
        );
        Assert.Equal(("CRD002", "/fields/accessKeyId /fields/secretAccessKey"), (missing.Code, missing.Pointers));
        Assert.Equal(("CRD001", "/kind"), (unknown.Code, unknown.Pointers));
        Assert.Equal("CRD003", (await Refusal(await Put(person, $"{at}/Aws", "aws-keys", keys))).Code);
        var items = (await person.Client.GetJsonAsync(at, Cancel)).GetProperty("items");
        Assert.Equal(0, items.GetArrayLength());
        Assert.Empty(await SecretsAsync(project));
    }

    [Fact]
    public async Task A_fingerprint_tells_values_apart_within_a_project_and_nothing_across_projects()
    {
        var person = await Platform.PersonAsync(Cancel);
        var (one, other) = (await person.ProjectAsync("One", Cancel), await person.ProjectAsync("Other", Cancel));
        var (keys, more) = (Examples.AwsKeys(), Examples.AwsKeys());

        var first = await FingerprintAsync(person, one, keys);

        Assert.Matches("^[0-9a-f]{16}$", first);
        Assert.NotEqual(first, await FingerprintAsync(person, one, more));
        Assert.Equal(first, await FingerprintAsync(person, one, keys));
        Assert.NotEqual(first, await FingerprintAsync(person, other, keys));
    }

    [Fact]
    public async Task Of_stores_at_once_one_stands_whole_and_the_others_leave_nothing()
    {
        var person = await Platform.PersonAsync(Cancel);
        var project = await person.ProjectAsync("At once", Cancel);
        Dictionary<string, string>[] keys = [.. Enumerable.Range(0, 6).Select(_ => Examples.AwsKeys())];

        var answers = await Task.WhenAll(keys.Select(k => Put(person, $"{At(project)}/aws", "aws-keys", k)));

        Assert.Contains(answers, a => a.IsSuccessStatusCode);
        foreach (var refused in answers.Where(a => !a.IsSuccessStatusCode))
        {
            Assert.Equal("CRD005", await refused.ProblemCodeAsync(Cancel));
        }

        var stands = (await UseAsync(person, project, "aws"))["secretAccessKey"];
        var acknowledged = keys.Where((_, n) => answers[n].IsSuccessStatusCode).Select(k => k["secretAccessKey"]);
        Assert.Contains(stands, acknowledged);
        Assert.Equal(
            ["aws-credentials", "fingerprint-key"],
            (await SecretsAsync(project)).Select(s => s.Split('.')[0])
        );
    }

    [Fact]
    public async Task Deleting_erases_the_values_and_deleting_the_project_erases_the_key_too()
    {
        var person = await Platform.PersonAsync(Cancel);
        var project = await person.ProjectAsync("Gone", Cancel);
        var at = At(project);
        await FingerprintAsync(person, project, Examples.AwsKeys());

        Assert.Equal(HttpStatusCode.NoContent, (await person.Client.DeleteAsync($"{at}/aws", Cancel)).StatusCode);
        Assert.Equal("CRD004", await (await person.Client.DeleteAsync($"{at}/aws", Cancel)).ProblemCodeAsync(Cancel));
        Assert.Equal(["fingerprint-key"], await SecretsAsync(project));
        await FingerprintAsync(person, project, Examples.AwsKeys());
        var deleted = await person.Client.DeleteAsync($"/api/v1/projects/{project.Text("id")}?confirm=gone", Cancel);

        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Empty(await SecretsAsync(project));
    }

    [Fact]
    public async Task Storing_using_and_deleting_are_in_the_audit_log_and_the_last_use_is_shown()
    {
        var person = await Platform.PersonAsync(Cancel);
        var project = await person.ProjectAsync("Told", Cancel);
        var fingerprint = await FingerprintAsync(person, project, Examples.AwsKeys());
        await UseAsync(person, project, "aws");
        var listed = (await person.Client.GetJsonAsync(At(project), Cancel)).GetProperty("items")[0];
        await person.Client.DeleteAsync($"{At(project)}/aws", Cancel);

        var log = await person.Client.GetJsonAsync(
            $"/api/v1/teams/{person.Team}/audit?project={project.Text("id")}",
            Cancel
        );

        var rows = log.GetProperty("items").EnumerateArray().Take(3).ToList();
        Assert.Equal(["credential.delete", "credential.use", "credential.store"], rows.Select(r => r.Text("action")));
        Assert.All(rows, r => Assert.Contains(fingerprint, r.Text("detail"), StringComparison.Ordinal));
        Assert.EndsWith("for run-1", rows[1].Text("detail"), StringComparison.Ordinal);
        Assert.Equal("system", listed.Text("lastUsedBy"));
        Assert.Equal(JsonValueKind.String, listed.GetProperty("lastUsedAt").ValueKind);
    }

    [Fact]
    public async Task Another_tenant_is_told_that_there_is_no_such_project()
    {
        var (person, stranger) = (await Platform.PersonAsync(Cancel), await Platform.PersonAsync(Cancel));
        var project = await person.ProjectAsync("Ours", Cancel);
        var at = At(project);
        await FingerprintAsync(person, project, Examples.AwsKeys());

        HttpResponseMessage[] answers =
        [
            await stranger.Client.GetAsync(at, Cancel),
            await Put(stranger, $"{at}/aws", "aws-keys", Examples.AwsKeys()),
            await stranger.Client.DeleteAsync($"{at}/aws", Cancel),
        ];

        Assert.All(answers, a => Assert.Equal(HttpStatusCode.NotFound, a.StatusCode));
        Assert.Equal("PRJ001", await answers[1].ProblemCodeAsync(Cancel));
        Assert.Equal(1, (await person.Client.GetJsonAsync(at, Cancel)).GetProperty("items").GetArrayLength());
    }

    private static string At(JsonElement project) => $"/api/v1/projects/{project.Text("id")}/credentials";

    private static Task<HttpResponseMessage> Put(
        Person person,
        string path,
        string kind,
        Dictionary<string, string> fields
    ) => person.Client.PutAsJsonAsync(path, new { kind, fields }, Cancel);

    private static async Task<string> FingerprintAsync(
        Person person,
        JsonElement project,
        Dictionary<string, string> keys
    ) => (await (await Put(person, $"{At(project)}/aws", "aws-keys", keys)).JsonAsync(Cancel)).Text("fingerprint");

    private static async Task<(string Code, string Pointers)> Refusal(HttpResponseMessage answer)
    {
        var json = JsonElement.Parse(await answer.Content.ReadAsStringAsync(Cancel));
        var pointers = json.TryGetProperty("errors", out var errors)
            ? errors.EnumerateArray().Select(e => e.Text("pointer"))
            : [];
        return (json.Text("code"), string.Join(' ', pointers));
    }

    private async Task<Dictionary<string, string>> UseAsync(Person person, JsonElement project, string name)
    {
        await using var scope = Platform.Services.CreateAsyncScope();
        var access = new ProjectAccess(new(project.Text("id")), new(person.Team), "slug", Role.Operator);
        var used = await scope
            .ServiceProvider.GetRequiredService<CredentialChanges>()
            .UseAsync(access, name, "run-1", AuditOrigin.System, Cancel);
        Assert.True(used.Succeeded(out var values, out var problem), problem?.Detail);
        return values!.ToDictionary(v => v.Key, v => v.Value.Reveal());
    }

    private async Task<IEnumerable<string>> SecretsAsync(JsonElement project) =>
        (
            await Platform.Services.GetRequiredService<ISecretVault>().ListAsync($"users/{project.Text("id")}", Cancel)
        ).Select(p => p.Name);
}
