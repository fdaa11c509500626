using System.Net;
using System.Security.Cryptography;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Projects;
using Infrar.Platform.State;
using Infrar.Platform.Teams;
using Infrar.Platform.Tests.Servers;
using Infrar.Platform.Workspaces;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Infrar.Platform.Tests.State.StateClient;

namespace Infrar.Platform.Tests.State;

/// <summary>The protocol of the http backend, rule by rule.</summary>
public abstract class BackendTests(bool postgres, SharedPlatforms shared) : BothDatabases(postgres, shared)
{
    public sealed class OnSqlite(SharedPlatforms shared) : BackendTests(false, shared);

    public sealed class OnPostgres(SharedPlatforms shared) : BackendTests(true, shared);

    public sealed class Pooled(SharedPlatforms shared) : BackendTests(true, shared)
    {
        protected override bool IsPooled => true;
    }

    [Fact]
    public async Task A_lock_is_had_by_one_and_asked_for_again_by_its_holder()
    {
        var scene = await StateScene.MakeAsync(Platform);
        var client = scene.Client();

        await client.LockAsync(scene.State, "one").IsAsync(HttpStatusCode.OK);
        await client.LockAsync(scene.State, "one").IsAsync(HttpStatusCode.OK);
        var holder = await client.LockAsync(scene.State, "two").HolderAsync();
        Assert.Equal("one", holder.Text("ID"));
        Assert.Equal("ada@laptop", holder.Text("Who"));
        Assert.Equal("one", (await client.UnlockAsync(scene.State, "two").HolderAsync()).Text("ID"));
        await client.UnlockAsync(scene.State, "one").IsAsync(HttpStatusCode.OK);
        await client.UnlockAsync(scene.State, "one").IsAsync(HttpStatusCode.OK);
        // Behind a proxy that knows POST and DELETE alone.
        await client.VerbAsync("POST", $"{scene.State}/lock", Lock("three")).IsAsync(HttpStatusCode.OK);
        await client.VerbAsync("DELETE", $"{scene.State}/lock", Lock("three")).IsAsync(HttpStatusCode.OK);
        await client.LockAsync(scene.State, "four").IsAsync(HttpStatusCode.OK);
        Assert.Equal("STT008", await client.VerbAsync("LOCK", $"{scene.State}/lock", "{}").RefusedAsync());
        Assert.Equal("STT008", await client.VerbAsync("LOCK", $"{scene.State}/lock", "no json").RefusedAsync());
        Assert.Equal(
            "STT008",
            await client.VerbAsync("LOCK", $"{scene.State}/lock", Lock(new string('x', 20_000))).RefusedAsync()
        );
    }

    [Fact]
    public async Task A_state_is_written_by_the_rules_and_may_come_twice()
    {
        var scene = await StateScene.MakeAsync(Platform);
        var client = scene.Client();

        await client.GetAsync(scene.State, Cancel).IsAsync(HttpStatusCode.NoContent);
        await client.WriteAsync(scene.State, Sample(1)).IsAsync(HttpStatusCode.OK);
        await client.WriteAsync(scene.State, Sample(1)).IsAsync(HttpStatusCode.OK);
        Assert.Equal("STT003", await client.WriteAsync(scene.State, Sample(1, more: ",\"x\":1")).RefusedAsync());
        Assert.Equal("STT003", await client.WriteAsync(scene.State, Sample(0)).RefusedAsync());
        Assert.Equal("STT004", await client.WriteAsync(scene.State, Sample(2, "another")).RefusedAsync());
        // Fenced: the lock that it was written under is gone.
        Assert.Equal("STT002", await client.WriteAsync(scene.State, Sample(2), "one").RefusedAsync());
        await client.LockAsync(scene.State, "one").IsAsync(HttpStatusCode.OK);
        Assert.Equal("one", (await client.WriteAsync(scene.State, Sample(2)).HolderAsync()).Text("ID"));
        Assert.Equal("one", (await client.WriteAsync(scene.State, Sample(2), "two").HolderAsync()).Text("ID"));
        await client.WriteAsync(scene.State, Sample(2), "one").IsAsync(HttpStatusCode.OK);
        await client.WriteAsync(scene.State, Sample(2), "one").IsAsync(HttpStatusCode.OK);
        await client.WriteAsync(scene.State, Sample(7), "one").IsAsync(HttpStatusCode.OK);

        var read = await client.GetAsync(scene.State, Cancel);
        var text = await read.Content.ReadAsStringAsync(Cancel);
        Assert.Equal(Sample(7), text);
        Assert.Equal(Md5(text), read.Content.Headers.ContentMD5);
        await client.DeleteAsync(scene.State, Cancel).HolderAsync();
        await client.DeleteAsync($"{scene.State}?ID=one", Cancel).IsAsync(HttpStatusCode.OK);
        await client.GetAsync(scene.State, Cancel).IsAsync(HttpStatusCode.NoContent);
        // A new history may begin then.
        await client.WriteAsync(scene.State, Sample(1, "another"), "one").IsAsync(HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_is_no_state_or_came_damaged_is_not_kept()
    {
        var scene = await StateScene.MakeAsync(Platform);
        var client = scene.Client();

        foreach (
            var wrong in (string[])
                [
                    "",
                    "[]",
                    "null",
                    "{",
                    "{}",
                    Sample(1)[..^1],
                    Sample(1) + "}",
                    Sample(1).Replace("\"serial\":1", "\"serial\":\"1\"", StringComparison.Ordinal),
                    Sample(1).Replace("\"serial\":1", "\"serial\":-1", StringComparison.Ordinal),
                    Sample(1).Replace("\"serial\":1", "\"serial\":1,\"serial\":2", StringComparison.Ordinal),
                    Sample(1).Replace("\"version\":4,", "", StringComparison.Ordinal),
                ]
        )
        {
            Assert.Equal("STT005", await client.WriteAsync(scene.State, wrong).RefusedAsync());
        }

        Assert.Equal("STT006", await client.WriteAsync(scene.State, Sample(1), md5: Md5("other")).RefusedAsync());
        Assert.Equal(
            "WSP002",
            await client.WriteAsync(scene.State.Replace("production", "Pro%20d"), Sample(1)).RefusedAsync()
        );
        await client.GetAsync(scene.State, Cancel).IsAsync(HttpStatusCode.NoContent);
        await using var scope = Platform.Services.CreateAsyncScope();
        var files = scope.ServiceProvider.GetRequiredService<StateFiles>();
        var project = Id<Project>.Parse(scene.Project, null);
        Assert.Empty((await files.Store.ListAsync(StateFiles.Folder(project), null, 10, Cancel)).Files);
    }

    [Fact]
    public async Task A_state_that_OpenTofu_encrypted_is_taken_as_it_is()
    {
        var scene = await StateScene.MakeAsync(Platform);
        var data = Convert.ToBase64String(RandomNumberGenerator.GetBytes(300_000));
        var state =
            $$"""{"serial":3,"lineage":"enc","meta":{"key_provider.pbkdf2.k":"e30="},"encrypted_data":"{{data}}","encryption_version":"v0"}""";

        await scene.Client().WriteAsync(scene.State, state).IsAsync(HttpStatusCode.OK);

        Assert.Equal(state, await scene.Client().GetStringAsync(scene.State, Cancel));
        var version = await scene.Person.Client.GetJsonAsync($"{scene.State}/versions/1", Cancel);
        Assert.True(version.GetProperty("isEncrypted").GetBoolean());
        Assert.Equal(
            "STT010",
            await scene.Person.Client.PostAsync($"{scene.State}/versions/1/restore", null, Cancel).RefusedAsync()
        );
        Assert.Equal("STT010", await scene.Person.Client.GetAsync($"{scene.State}/outputs", Cancel).RefusedAsync());
    }

    [Fact]
    public async Task A_lock_is_broken_by_who_may_in_both_forms_and_that_is_written_down()
    {
        var scene = await StateScene.MakeAsync(Platform);
        var plain = scene.Client();
        var breaker = scene.Client(await StateScene.TokenAsync(scene.Person, "state:write", "state:unlock"));

        await plain.LockAsync(scene.State, "one").IsAsync(HttpStatusCode.OK);
        Assert.Equal("ACC004", await plain.UnlockAsync(scene.State, null).RefusedAsync());
        await breaker.UnlockAsync(scene.State, null).IsAsync(HttpStatusCode.OK);
        await plain.LockAsync(scene.State, "two").IsAsync(HttpStatusCode.OK);
        const string OfOpenTofu =
            """{"ID":"two","Operation":"","Info":"","Who":"","Version":"","Created":"0001-01-01T00:00:00Z","Path":""}""";
        Assert.Equal("ACC004", await plain.VerbAsync("UNLOCK", $"{scene.State}/lock", OfOpenTofu).RefusedAsync());
        var other = OfOpenTofu.Replace("two", "three", StringComparison.Ordinal);
        Assert.Equal("two", (await breaker.VerbAsync("UNLOCK", $"{scene.State}/lock", other).HolderAsync()).Text("ID"));
        await breaker.VerbAsync("UNLOCK", $"{scene.State}/lock", OfOpenTofu).IsAsync(HttpStatusCode.OK);
        // Whoever held it is fenced.
        Assert.Equal("STT002", await plain.WriteAsync(scene.State, Sample(1), "two").RefusedAsync());

        var audit = await scene.Person.Client.GetJsonAsync($"/api/v1/teams/{scene.Person.Team}/audit", Cancel);
        Assert.Equal(2, audit.GetProperty("items").EnumerateArray().Count(e => e.Text("action") is "state.unlock"));
    }

    [Fact]
    public async Task A_lock_is_not_another_persons_to_use()
    {
        var scene = await StateScene.MakeAsync(Platform);
        var other = await OperatorAsync(scene);
        var theirs = scene.Client(await StateScene.TokenAsync(other, "state:write"));

        await scene.Client().LockAsync(scene.State, "one").IsAsync(HttpStatusCode.OK);
        await theirs.LockAsync(scene.State, "one").HolderAsync();
        await theirs.WriteAsync(scene.State, Sample(1), "one").HolderAsync();
        await theirs.UnlockAsync(scene.State, "one").HolderAsync();
        await scene.Client().UnlockAsync(scene.State, "one").IsAsync(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_persons_lock_keeps_others_out_and_tells_them_why()
    {
        var scene = await StateScene.MakeAsync(Platform);
        var other = await OperatorAsync(scene);
        var theirs = scene.Client(await StateScene.TokenAsync(other, "state:write"));
        var locked = await scene.Person.Client.PostJsonAsync(
            $"{scene.Workspace}/lock",
            new { reason = "Moving house." },
            Cancel
        );
        Assert.Equal("Moving house.", locked.GetProperty("lock").Text("reason"));

        var holder = await theirs.LockAsync(scene.State, "one").HolderAsync();
        Assert.Equal("Moving house.", holder.Text("Info"));
        await theirs.WriteAsync(scene.State, Sample(1)).HolderAsync();
        await scene.Client().LockAsync(scene.State, "one").IsAsync(HttpStatusCode.OK);
        await scene.Client().WriteAsync(scene.State, Sample(1), "one").IsAsync(HttpStatusCode.OK);
        await scene.Client().UnlockAsync(scene.State, "one").IsAsync(HttpStatusCode.OK);

        await other.Client.DeleteAsync($"{scene.Workspace}/lock", Cancel).IsAsync(HttpStatusCode.NoContent);
        await theirs.LockAsync(scene.State, "one").IsAsync(HttpStatusCode.OK);
        Assert.Equal("WSP006", await other.Client.DeleteAsync($"{scene.Workspace}/lock", Cancel).RefusedAsync());
    }

    [Fact]
    public async Task A_run_that_holds_the_workspace_alone_writes_and_a_revoked_token_does_nothing_more()
    {
        var scene = await StateScene.MakeAsync(Platform);
        await scene.Client().WriteAsync(scene.State, Sample(1)).IsAsync(HttpStatusCode.OK);
        var (workspace, first) = await HoldAsync(scene, "run-1");
        var run = scene.Client(first);

        var holder = await scene.Client().LockAsync(scene.State, "mine").HolderAsync();
        Assert.Equal("run-1", holder.Text("ID"));
        Assert.Equal("It applies.", holder.Text("Info"));
        await scene.Client().WriteAsync(scene.State, Sample(2)).HolderAsync();
        await run.LockAsync(scene.State, "of-run").IsAsync(HttpStatusCode.OK);
        await run.WriteAsync(scene.State, Sample(2), "of-run").IsAsync(HttpStatusCode.OK);
        // Its client lets go of the lock; the workspace stays the run's.
        await run.UnlockAsync(scene.State, "of-run").IsAsync(HttpStatusCode.OK);
        await scene.Client().LockAsync(scene.State, "mine").HolderAsync();
        Assert.Equal("STT013", await run.UnlockAsync(scene.State, null).RefusedAsync());
        await run.LockAsync(scene.State, "of-run").IsAsync(HttpStatusCode.OK);
        Assert.Equal("WSP004", await scene.Person.Client.DeleteAsync($"{scene.State}/lock", Cancel).RefusedAsync());

        // Another worker takes the run over.
        string second;
        await using (var scope = Platform.Services.CreateAsyncScope())
        {
            var tokens = scope.ServiceProvider.GetRequiredService<RunTokens>();
            Assert.Equal(1, await tokens.RevokeAsync("run-1", Cancel));
            Assert.True(
                await scope.ServiceProvider.GetRequiredService<StateLocks>().FreeOfRunAsync(workspace, "run-1", Cancel)
            );
            second = await tokens.IssueAsync(workspace, "run-1", true, DateTimeOffset.UtcNow.AddHours(1), Cancel);
        }

        Assert.Equal("STT012", await run.WriteAsync(scene.State, Sample(3), "of-run").RefusedAsync());
        Assert.Equal("STT012", await run.LockAsync(scene.State, "of-run").RefusedAsync());
        var successor = scene.Client(second);
        await successor.LockAsync(scene.State, "of-second").IsAsync(HttpStatusCode.OK);
        await successor.WriteAsync(scene.State, Sample(3), "of-second").IsAsync(HttpStatusCode.OK);
        var audit = await scene.Person.Client.GetJsonAsync($"/api/v1/teams/{scene.Person.Team}/audit", Cancel);
        Assert.Contains(audit.GetProperty("items").EnumerateArray(), e => e.Text("action") is "state.fenced");
    }

    [Fact]
    public async Task A_runs_token_opens_one_workspaces_state_and_nothing_else()
    {
        var scene = await StateScene.MakeAsync(Platform);
        var (workspace, token) = await HoldAsync(scene, "run-2");
        var run = scene.Client(token);
        var bearer = Platform.Anonymous();
        bearer.DefaultRequestHeaders.Authorization = new("Bearer", token);

        await bearer.GetAsync(scene.State, Cancel).IsAsync(HttpStatusCode.NoContent);
        await run.GetAsync(scene.State.Replace("production", "staging"), Cancel).IsAsync(HttpStatusCode.NotFound);
        await bearer.GetAsync(scene.Workspace, Cancel).IsAsync(HttpStatusCode.Unauthorized);
        await bearer.GetAsync($"{scene.State}/versions", Cancel).IsAsync(HttpStatusCode.Unauthorized);
        await bearer.GetAsync("/api/v1/projects", Cancel).IsAsync(HttpStatusCode.Unauthorized);
        var elsewhere = await StateScene.MakeAsync(Platform);
        await run.GetAsync(elsewhere.State, Cancel).IsAsync(HttpStatusCode.NotFound);

        await using var scope = Platform.Services.CreateAsyncScope();
        var tokens = scope.ServiceProvider.GetRequiredService<RunTokens>();
        var looks = scene.Client(
            await tokens.IssueAsync(workspace, "run-2", false, DateTimeOffset.UtcNow.AddHours(1), Cancel)
        );
        await looks.GetAsync(scene.State, Cancel).IsAsync(HttpStatusCode.NoContent);
        Assert.Equal("STT013", await looks.LockAsync(scene.State, "one").RefusedAsync());
        var late = scene.Client(
            await tokens.IssueAsync(workspace, "run-2", true, DateTimeOffset.UtcNow.AddSeconds(-1), Cancel)
        );
        await late.GetAsync(scene.State, Cancel).IsAsync(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_token_without_the_scope_is_refused_and_Basic_opens_nothing_else()
    {
        var scene = await StateScene.MakeAsync(Platform);
        var reader = scene.Client(await StateScene.TokenAsync(scene.Person, "state:read"));

        await reader.GetAsync(scene.State, Cancel).IsAsync(HttpStatusCode.NoContent);
        Assert.Equal("ACC004", await reader.LockAsync(scene.State, "one").RefusedAsync());
        Assert.Equal("ACC004", await reader.WriteAsync(scene.State, Sample(1)).RefusedAsync());
        await scene.Client("infrar_wrong").GetAsync(scene.State, Cancel).IsAsync(HttpStatusCode.Unauthorized);
        await reader.GetAsync("/api/v1/projects", Cancel).IsAsync(HttpStatusCode.Unauthorized);
        var nobody = await Platform.Anonymous().GetAsync(scene.State, Cancel);
        Assert.StartsWith("Basic", nobody.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_many_writers_at_once_every_serial_is_one_writers_and_none_is_lost()
    {
        var scene = await StateScene.MakeAsync(Platform);
        var client = scene.Client();
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 24)
                .Select(n => client.WriteAsync(scene.State, Sample(1 + (n / 4), more: $",\"n\":{n}")))
        );

        var written = answers.Count(a => a.IsSuccessStatusCode);
        Assert.All(
            answers,
            a => Assert.True(a.IsSuccessStatusCode || a.StatusCode is HttpStatusCode.Conflict, $"{a.StatusCode}")
        );
        var versions = await scene.Person.Client.GetJsonAsync($"{scene.State}/versions", Cancel);
        var rows = versions.GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(written, rows.Count);
        Assert.Equal(Enumerable.Range(1, written).Reverse(), rows.Select(r => r.GetProperty("version").GetInt32()));
        var serials = rows.Select(r => r.GetProperty("serial").GetInt64()).ToList();
        Assert.Equal(serials.Distinct().OrderDescending(), serials);

        var locks = await Task.WhenAll(Enumerable.Range(0, 12).Select(n => client.LockAsync(scene.State, $"lock-{n}")));
        Assert.Equal(1, locks.Count(l => l.StatusCode is HttpStatusCode.OK));
    }

    private async Task<(Id<Workspace> Workspace, string Token)> HoldAsync(StateScene scene, string run)
    {
        await using var scope = Platform.Services.CreateAsyncScope();
        var records = scope.ServiceProvider.GetRequiredService<PlatformContext>();
        var workspaces = scope.ServiceProvider.GetRequiredService<Workspaces.Workspaces>();
        var project = Id<Project>.Parse(scene.Project, null);
        var workspace = await workspaces.EnsureAsync(project, "production", Cancel);
        Assert.True(workspace.HoldForRun(run, "It applies.").Succeeded(out _, out _));
        await records.SaveChangesAsync(Cancel);
        Assert.Single(await records.Set<Workspace>().Where(w => w.ProjectId == project).ToListAsync(Cancel));
        var tokens = scope.ServiceProvider.GetRequiredService<RunTokens>();
        return (
            workspace.Id,
            await tokens.IssueAsync(workspace.Id, run, true, DateTimeOffset.UtcNow.AddHours(1), Cancel)
        );
    }

    private async Task<Person> OperatorAsync(StateScene scene)
    {
        var other = await Platform.PersonAsync(Cancel);
        await using var scope = Platform.Services.CreateAsyncScope();
        var records = scope.ServiceProvider.GetRequiredService<PlatformContext>();
        records.Add(
            Member.Join(Id<Team>.Parse(scene.Person.Team, null), other.UserId, Role.Operator, TimeProvider.System)
        );
        await records.SaveChangesAsync(Cancel);
        return other;
    }
}
