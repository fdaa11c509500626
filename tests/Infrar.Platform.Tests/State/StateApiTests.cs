using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Infrar.Platform.Hosting;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Parts.Files;
using Infrar.Platform.Projects;
using Infrar.Platform.State;
using Infrar.Platform.Teams;
using Infrar.Platform.Tests.Servers;
using Infrar.Platform.Workspaces;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Infrar.Platform.Tests.State.StateClient;

namespace Infrar.Platform.Tests.State;

/// <summary>What people do with states: look, compare, go back, bring along.</summary>
public abstract class StateApiTests(bool postgres, SharedPlatforms shared) : BothDatabases(postgres, shared)
{
    public sealed class OnSqlite(SharedPlatforms shared) : StateApiTests(false, shared);

    public sealed class OnPostgres(SharedPlatforms shared) : StateApiTests(true, shared);

    private const string Before = """
        {"version":4,"terraform_version":"1.11.4","serial":1,"lineage":"l","outputs":{"url":{"value":"http://a","type":"string"},"key":{"value":"hidden-1","type":"string","sensitive":true}},"resources":[
        {"mode":"managed","type":"aws_db_instance","name":"main","instances":[{"attributes":{"id":"db-1","size":10,"password":"hidden-2","user_data":"hidden-3","tags":{"owner":"ada"}},"sensitive_attributes":[[{"type":"get_attr","value":"user_data"}]]}]},
        {"module":"module.web","mode":"managed","type":"aws_instance","name":"a","instances":[{"index_key":"x","attributes":{"id":"i-1"}},{"index_key":"y","attributes":{"id":"i-2"}}]}]}
        """;

    private const string After = """
        {"version":4,"terraform_version":"1.11.4","serial":2,"lineage":"l","outputs":{"url":{"value":"http://b","type":"string"},"key":{"value":"hidden-4","type":"string","sensitive":true}},"resources":[
        {"mode":"managed","type":"aws_db_instance","name":"main","instances":[{"attributes":{"id":"db-1","size":20,"password":"hidden-5","user_data":"hidden-6","tags":{"owner":"ada","team":"shop"}},"sensitive_attributes":[[{"type":"get_attr","value":"user_data"}]]}]},
        {"module":"module.web","mode":"managed","type":"aws_instance","name":"a","instances":[{"index_key":"y","attributes":{"id":"i-2"}}]},
        {"mode":"managed","type":"aws_sqs_queue","name":"q","instances":[{"attributes":{"id":"q-1"}}]}]}
        """;

    [Fact]
    public async Task Versions_are_listed_read_and_downloaded_and_that_is_written_down()
    {
        var scene = await StateScene.MakeAsync(Platform);
        foreach (var serial in (int[])[1, 2, 3])
        {
            await scene.Client().WriteAsync(scene.State, Sample(serial)).IsAsync(HttpStatusCode.OK);
        }

        var first = await scene.Person.Client.GetJsonAsync($"{scene.State}/versions?limit=2", Cancel);
        Assert.Equal(
            [3, 2],
            first.GetProperty("items").EnumerateArray().Select(v => v.GetProperty("version").GetInt32())
        );
        var rest = await scene.Person.Client.GetJsonAsync(
            $"{scene.State}/versions?limit=2&cursor={first.Text("next")}",
            Cancel
        );
        var one = Assert.Single(rest.GetProperty("items").EnumerateArray());
        Assert.Equal(scene.Person.UserId, one.Text("createdBy"));
        Assert.Equal(
            Sample(1),
            await scene.Person.Client.GetStringAsync($"{scene.State}/versions/{one.Text("id")}/content", Cancel)
        );
        Assert.Equal("STT009", await scene.Person.Client.GetAsync($"{scene.State}/versions/4", Cancel).RefusedAsync());
        Assert.Equal(
            "WSP001",
            await scene
                .Person.Client.GetAsync(scene.State.Replace("production", "other") + "/versions/1", Cancel)
                .RefusedAsync()
        );

        var workspaces = await scene.Person.Client.GetJsonAsync($"/api/v1/projects/{scene.Project}/workspaces", Cancel);
        Assert.Equal(
            3,
            Assert
                .Single(workspaces.GetProperty("items").EnumerateArray())
                .GetProperty("state")
                .GetProperty("serial")
                .GetInt64()
        );
        var audit = await scene.Person.Client.GetJsonAsync($"/api/v1/teams/{scene.Person.Team}/audit", Cancel);
        var actions = audit.GetProperty("items").EnumerateArray().Select(e => e.Text("action")).ToList();
        Assert.Equal(3, actions.Count(a => a is "state.write"));
        Assert.Equal(1, actions.Count(a => a is "state.read"));
    }

    [Fact]
    public async Task A_difference_names_what_changed_and_no_secret()
    {
        var scene = await StateScene.MakeAsync(Platform);
        await scene.Client().WriteAsync(scene.State, Before).IsAsync(HttpStatusCode.OK);
        await scene.Client().WriteAsync(scene.State, After).IsAsync(HttpStatusCode.OK);

        var text = await scene.Person.Client.GetStringAsync($"{scene.State}/diff", Cancel);

        Assert.DoesNotContain("hidden", text, StringComparison.Ordinal);
        var difference = JsonElement.Parse(text);
        var resources = difference.GetProperty("resources").EnumerateArray().ToDictionary(r => r.Text("address"));
        Assert.Equal("removed", resources["module.web.aws_instance.a[\"x\"]"].Text("change"));
        Assert.Equal("added", resources["aws_sqs_queue.q"].Text("change"));
        Assert.Equal(3, resources.Count);
        var attributes = resources["aws_db_instance.main"]
            .GetProperty("attributes")
            .EnumerateArray()
            .ToDictionary(a => a.Text("path"));
        Assert.Equal(["password", "size", "tags.team", "user_data"], attributes.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(("10", "20"), (attributes["size"].Text("before"), attributes["size"].Text("after")));
        Assert.True(attributes["password"].GetProperty("isSensitive").GetBoolean());
        Assert.True(attributes["user_data"].GetProperty("isSensitive").GetBoolean());

        var back = await scene.Person.Client.GetJsonAsync($"{scene.State}/diff?from=2&to=1", Cancel);
        Assert.Equal(
            "removed",
            back.GetProperty("resources")
                .EnumerateArray()
                .First(r => r.Text("address") is "aws_sqs_queue.q")
                .Text("change")
        );
    }

    [Fact]
    public async Task Sensitive_outputs_are_shown_only_to_who_asks_and_may()
    {
        var scene = await StateScene.MakeAsync(Platform);
        Assert.Equal("WSP001", await scene.Person.Client.GetAsync($"{scene.State}/outputs", Cancel).RefusedAsync());
        await scene.Client().WriteAsync(scene.State, Before).IsAsync(HttpStatusCode.OK);

        var kept = await scene.Person.Client.GetStringAsync($"{scene.State}/outputs", Cancel);
        var shown = await scene.Person.Client.GetStringAsync($"{scene.State}/outputs?reveal=true", Cancel);

        Assert.Contains("http://a", kept, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", kept, StringComparison.Ordinal);
        Assert.Contains("hidden-1", shown, StringComparison.Ordinal);
        var viewer = await Platform.PersonAsync(Cancel);
        await using var scope = Platform.Services.CreateAsyncScope();
        var records = scope.ServiceProvider.GetRequiredService<PlatformContext>();
        records.Add(
            Member.Join(Id<Team>.Parse(scene.Person.Team, null), viewer.UserId, Role.Viewer, TimeProvider.System)
        );
        await records.SaveChangesAsync(Cancel);
        await viewer.Client.GetAsync($"{scene.State}/outputs", Cancel).IsAsync(HttpStatusCode.OK);
        Assert.Equal(
            "ACC003",
            await viewer.Client.GetAsync($"{scene.State}/outputs?reveal=true", Cancel).RefusedAsync()
        );
        Assert.Equal(
            "ACC003",
            await viewer.Client.GetAsync($"{scene.State}/versions/1/content", Cancel).RefusedAsync()
        );
    }

    [Fact]
    public async Task A_version_is_restored_as_the_newest_with_the_next_serial()
    {
        var scene = await StateScene.MakeAsync(Platform);
        await scene.Client().WriteAsync(scene.State, Before).IsAsync(HttpStatusCode.OK);
        await scene.Client().WriteAsync(scene.State, After).IsAsync(HttpStatusCode.OK);
        await scene.Client().LockAsync(scene.State, "one").IsAsync(HttpStatusCode.OK);
        var path = $"{scene.State}/versions/1/restore";
        Assert.Equal("STT001", await scene.Person.Client.PostAsync(path, null, Cancel).RefusedAsync());
        await scene.Client().UnlockAsync(scene.State, "one").IsAsync(HttpStatusCode.OK);

        var made = await (await scene.Person.Client.PostAsync(path, null, Cancel)).JsonAsync(Cancel);

        Assert.Equal((3, 3), (made.GetProperty("version").GetInt32(), made.GetProperty("serial").GetInt32()));
        Assert.StartsWith("sv-", made.Text("restoredFrom"), StringComparison.Ordinal);
        Assert.Equal(
            Before.Replace("\"serial\":1", "\"serial\":3", StringComparison.Ordinal),
            await scene.Client().GetStringAsync(scene.State, Cancel)
        );
        // Removed, it comes back too.
        await scene.Client().DeleteAsync(scene.State, Cancel).IsAsync(HttpStatusCode.OK);
        await (await scene.Person.Client.PostAsync(path, null, Cancel)).JsonAsync(Cancel);
        Assert.Contains(
            "\"serial\":4",
            await scene.Client().GetStringAsync(scene.State, Cancel),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_state_from_elsewhere_is_imported_by_the_rules_or_by_force_with_a_reason()
    {
        var scene = await StateScene.MakeAsync(Platform);
        var path = $"{scene.State}/import";

        await ImportAsync(path, Sample(5)).IsAsync(HttpStatusCode.OK);
        await ImportAsync(path, Sample(5)).IsAsync(HttpStatusCode.OK);
        Assert.Equal("STT003", await ImportAsync(path, Sample(4)).RefusedAsync());
        Assert.Equal("STT004", await ImportAsync(path, Sample(6, "other")).RefusedAsync());
        Assert.Equal("STT014", await ImportAsync($"{path}?force=true", Sample(6, "other")).RefusedAsync());
        Assert.Equal("STT003", await ImportAsync($"{path}?force=true&reason=why", Sample(4)).RefusedAsync());
        await ImportAsync($"{path}?force=true&reason=Merged", Sample(1, "other")).IsAsync(HttpStatusCode.OK);
        Assert.Equal("STT005", await ImportAsync(path, "{}").RefusedAsync());
        await scene.Client().LockAsync(scene.State, "one").IsAsync(HttpStatusCode.OK);
        Assert.Equal("STT001", await ImportAsync(path, Sample(9, "other")).RefusedAsync());

        Task<HttpResponseMessage> ImportAsync(string to, string state) => scene.Person.Client.WriteAsync(to, state);
    }

    [Fact]
    public async Task A_state_of_a_hundred_megabytes_is_kept_and_given_back()
    {
        var scene = await StateScene.MakeAsync(Platform);
        var more = new StringBuilder(",\"resources_of_old\":[");
        for (var n = 0; n < 100; n++)
        {
            more.Append('"').Append(Convert.ToHexString(RandomNumberGenerator.GetBytes(512 * 1024))).Append("\",");
        }

        var state = Sample(1, more: more.Append("0]").ToString());
        Assert.True(state.Length > 100_000_000);

        await scene.Client().WriteAsync(scene.State, state).IsAsync(HttpStatusCode.OK);

        using var read = await scene.Client().GetAsync(scene.State, HttpCompletionOption.ResponseHeadersRead, Cancel);
        await using var stream = await read.Content.ReadAsStreamAsync(Cancel);
        Assert.Equal(SHA256.HashData(Encoding.UTF8.GetBytes(state)), await SHA256.HashDataAsync(stream, Cancel));
    }

    [Fact]
    public async Task Nothing_readable_lies_in_the_store_and_keys_rotate_beneath()
    {
        var scene = await StateScene.MakeAsync(Platform);
        await scene.Client().WriteAsync(scene.State, Before).IsAsync(HttpStatusCode.OK);
        await using var scope = Platform.Services.CreateAsyncScope();
        var (files, records) = (
            scope.ServiceProvider.GetRequiredService<StateFiles>(),
            scope.ServiceProvider.GetRequiredService<PlatformContext>()
        );
        var project = Id<Project>.Parse(scene.Project, null);
        var file = Assert.Single((await files.Store.ListAsync(StateFiles.Folder(project), null, 10, Cancel)).Files);
        using var raw = new MemoryStream();
        await using (var content = (await files.Store.OpenAsync(file.Key, 0, null, Cancel))!)
        {
            await content.CopyToAsync(raw, Cancel);
        }

        Assert.DoesNotContain("hidden", Encoding.Latin1.GetString(raw.ToArray()), StringComparison.Ordinal);
        var before = await KeyAsync();

        (
            await scene.Person.Client.PostAsync($"/api/v1/projects/{scene.Project}/data-key/rotation", null, Cancel)
        ).EnsureSuccessStatusCode();
        var rotated = await KeyAsync();
        var renewed = await scope.ServiceProvider.GetRequiredService<MasterKeyRenewal>().RunAsync(Cancel);

        Assert.NotEqual(before, rotated);
        Assert.True(renewed.States >= 1);
        Assert.Equal(Before, await scene.Client().GetStringAsync(scene.State, Cancel));

        Task<byte[]> KeyAsync() =>
            records
                .Set<StateVersion>()
                .AsNoTracking()
                .Where(v => v.ProjectId == project)
                .Select(v => v.SealedKey)
                .SingleAsync(Cancel);
    }

    [Fact]
    public async Task A_file_that_no_row_names_counts_for_nothing_and_is_swept_when_it_is_old()
    {
        var scene = await StateScene.MakeAsync(Platform);
        await scene.Client().WriteAsync(scene.State, Sample(1)).IsAsync(HttpStatusCode.OK);
        await using var scope = Platform.Services.CreateAsyncScope();
        var records = scope.ServiceProvider.GetRequiredService<PlatformContext>();
        var files = scope.ServiceProvider.GetRequiredService<StateFiles>();
        var project = Id<Project>.Parse(scene.Project, null);
        var workspace = await records.Set<Workspace>().FirstAsync(w => w.ProjectId == project, Cancel);
        // As far as a process comes that is killed between file and row.
        var left = await files.WriteAsync(
            workspace,
            Id<StateVersion>.New(TimeProvider.System),
            new MemoryStream(Encoding.UTF8.GetBytes(Sample(2))),
            null,
            long.MaxValue,
            Cancel
        );
        Assert.True(left.Succeeded(out _, out _));

        Assert.Equal(Sample(1), await scene.Client().GetStringAsync(scene.State, Cancel));
        await scene.Client().WriteAsync(scene.State, Sample(2, more: ",\"x\":2")).IsAsync(HttpStatusCode.OK);
        Assert.Equal(3, (await files.Store.ListAsync(StateFiles.Folder(project), null, 10, Cancel)).Files.Count);
        await SweepAsync(TimeSpan.Zero);
        Assert.Equal(3, (await files.Store.ListAsync(StateFiles.Folder(project), null, 10, Cancel)).Files.Count);
        await SweepAsync(TimeSpan.FromDays(2));
        Assert.Equal(2, (await files.Store.ListAsync(StateFiles.Folder(project), null, 10, Cancel)).Files.Count);
        Assert.Equal(Sample(2, more: ",\"x\":2"), await scene.Client().GetStringAsync(scene.State, Cancel));

        Task<int> SweepAsync(TimeSpan ahead) =>
            new StateSweep(records, files, new AheadClock(ahead)).SweepAsync(Cancel);
    }

    [Fact]
    public async Task With_the_project_its_states_go()
    {
        var scene = await StateScene.MakeAsync(Platform);
        await scene.Client().WriteAsync(scene.State, Sample(1)).IsAsync(HttpStatusCode.OK);
        await scene.Client().LockAsync(scene.State, "one").IsAsync(HttpStatusCode.OK);

        (
            await scene.Person.Client.DeleteAsync($"/api/v1/projects/{scene.Project}?confirm=shop", Cancel)
        ).EnsureSuccessStatusCode();

        await using var scope = Platform.Services.CreateAsyncScope();
        var project = Id<Project>.Parse(scene.Project, null);
        var records = scope.ServiceProvider.GetRequiredService<PlatformContext>();
        Assert.False(await records.Set<StateVersion>().AnyAsync(v => v.ProjectId == project, Cancel));
        var store = scope.ServiceProvider.GetRequiredService<FileStores>().Artifacts;
        Assert.Empty((await store.ListAsync($"{project}/", null, 10, Cancel)).Files);
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused_whether_it_says_so_or_not()
    {
        await using var platform = await TestPlatform.StartAsync(false, Cancel, "--State:MaxMebibytes=1");
        var scene = await StateScene.MakeAsync(platform);
        var state = Sample(1, more: $",\"x\":\"{new string('x', 1 << 20)}\"");

        Assert.Equal("STT007", await scene.Client().WriteAsync(scene.State, state).RefusedAsync());
        var endless = new StreamContent(new Parts.Files.Trickle(Encoding.UTF8.GetBytes(state)));
        endless.Headers.ContentType = new("application/json");
        Assert.Equal("STT007", await scene.Client().PostAsync(scene.State, endless, Cancel).RefusedAsync());
        await scene.Client().GetAsync(scene.State, Cancel).IsAsync(HttpStatusCode.NoContent);
    }

    private sealed class AheadClock(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + by;
    }
}
