using System.Net;
using System.Net.Http.Json;
using System.Text;
using Infrar.Platform.Hosting;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Projects;
using Infrar.Platform.Runs;
using Infrar.Platform.Tests.Servers;
using Infrar.Platform.Workspaces;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Infrar.Platform.Tests.State;

/// <summary>The values that runs are made with: set, shown or kept back, sealed, and readable after keys were rotated.</summary>
public abstract class WorkspaceVariableTests(bool postgres, SharedPlatforms shared) : BothDatabases(postgres, shared)
{
    public sealed class OnSqlite(SharedPlatforms shared) : WorkspaceVariableTests(false, shared);

    public sealed class OnPostgres(SharedPlatforms shared) : WorkspaceVariableTests(true, shared);

    private const string Secret = "value-that-nobody-may-read-7f3a";

    [Fact]
    public async Task Values_are_set_shown_or_kept_back_and_taken_away()
    {
        var (person, project, path) = await SceneAsync();
        Assert.Equal("WSP001", await person.Client.GetAsync(path, Cancel).CodeAsync());

        var level = await person.Client.PutAsync(path, "log_level", "debug");
        var password = await person.Client.PutAsync(path, "db-password", Secret, sensitive: true);
        await person.Client.PutAsync(path, "log_level", "info");
        var listed = await person.Client.GetJsonAsync(path, Cancel);

        Assert.Equal(HttpStatusCode.OK, level.StatusCode);
        Assert.DoesNotContain(Secret, await password.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal(["db-password", "log_level"], listed.EnumerateArray().Select(v => v.Text("name")));
        Assert.Equal([null, "info"], listed.EnumerateArray().Select(v => v.GetProperty("value").GetString()));
        Assert.All(listed.EnumerateArray(), v => Assert.Equal(person.UserId, v.Text("changedBy")));
        var audit = (await person.Client.GetJsonAsync($"/api/v1/teams/{person.Team}/audit", Cancel)).GetRawText();
        Assert.Contains("production/db-password", audit, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, audit, StringComparison.Ordinal);

        var gone = await person.Client.DeleteAsync($"{path}/log_level", Cancel);
        Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
        Assert.Equal("WSP009", await person.Client.DeleteAsync($"{path}/log_level", Cancel).CodeAsync());
        var stranger = await Platform.PersonAsync(Cancel);
        Assert.Equal(
            HttpStatusCode.NotFound,
            (
                await stranger.Client.GetAsync($"/api/v1/projects/{project}/workspaces/production/variables", Cancel)
            ).StatusCode
        );
    }

    [Theory]
    [InlineData("1st", "x", "WSP007")]
    [InlineData("with space", "x", "WSP007")]
    [InlineData("naïve", "x", "WSP007")]
    [InlineData("right", "nul\0", "WSP008")]
    public async Task Names_and_values_that_no_configuration_takes_are_refused(string name, string value, string code)
    {
        var (person, _, path) = await SceneAsync();

        Assert.Equal(code, await person.Client.PutAsync(path, name, value).CodeAsync());
    }

    [Fact]
    public async Task Limits_hold()
    {
        var (person, _, path) = await SceneAsync();

        Assert.Equal("WSP007", await person.Client.PutAsync(path, new string('a', 129), "x").CodeAsync());
        Assert.Equal("WSP008", await person.Client.PutAsync(path, "a", new string('x', 16385)).CodeAsync());
        foreach (var number in Enumerable.Range(0, WorkspaceVariable.Most))
        {
            (await person.Client.PutAsync(path, $"v{number}", "x")).EnsureSuccessStatusCode();
        }

        Assert.Equal("WSP010", await person.Client.PutAsync(path, "more", "x").CodeAsync());
        (await person.Client.PutAsync(path, "v0", "y")).EnsureSuccessStatusCode();
    }

    [Fact]
    public async Task Of_many_who_set_the_same_variable_at_once_all_are_answered()
    {
        var (person, _, path) = await SceneAsync();

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(n => person.Client.PutAsync(path, "one", $"{n}"))
        );

        Assert.All(answers, a => Assert.Equal(HttpStatusCode.OK, a.StatusCode));
        Assert.Single((await person.Client.GetJsonAsync(path, Cancel)).EnumerateArray());
    }

    [Fact]
    public async Task Nothing_readable_is_stored_and_values_and_files_of_runs_are_read_after_keys_were_rotated()
    {
        var (person, project, path) = await SceneAsync();
        (await person.Client.PutAsync(path, "db_password", Secret, sensitive: true)).EnsureSuccessStatusCode();
        await using var scope = Platform.Services.CreateAsyncScope();
        var records = scope.ServiceProvider.GetRequiredService<PlatformContext>();
        var run = await RunOf(scope.ServiceProvider, Id<Project>.Parse(project, null), Secret);
        var (sealedValue, sealedKey) = await SealedAsync();
        Assert.DoesNotContain(Secret, Encoding.Latin1.GetString(sealedValue), StringComparison.Ordinal);
        foreach (var file in Directory.EnumerateFiles(Platform.DataFolder, "*", SearchOption.AllDirectories))
        {
            await using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var text = new StreamReader(open, Encoding.Latin1);
            Assert.DoesNotContain(Secret, await text.ReadToEndAsync(Cancel), StringComparison.Ordinal);
        }

        (
            await person.Client.PostAsync($"/api/v1/projects/{project}/data-key/rotation", null, Cancel)
        ).EnsureSuccessStatusCode();
        var (rotatedValue, rotatedKey) = await SealedAsync();
        var renewed = await scope.ServiceProvider.GetRequiredService<MasterKeyRenewal>().RunAsync(Cancel);

        Assert.NotEqual(sealedValue, rotatedValue);
        Assert.NotEqual(sealedKey, rotatedKey);
        Assert.True(renewed is { Variables: >= 1, RunFiles: >= 1 });
        await AssertReadAsync(scope.ServiceProvider, run, Secret);

        async Task<(byte[], byte[])> SealedAsync() =>
            (
                await records
                    .Set<WorkspaceVariable>()
                    .AsNoTracking()
                    .Where(v => v.WorkspaceId == run.WorkspaceId)
                    .Select(v => v.SealedValue)
                    .SingleAsync(Cancel),
                await records
                    .Set<RunFile>()
                    .AsNoTracking()
                    .Where(f => f.RunId == run.Id)
                    .Select(f => f.SealedKey)
                    .SingleAsync(Cancel)
            );
    }

    /// <summary>A run that has ended, with a file.</summary>
    internal static async Task<Run> RunOf(IServiceProvider services, Id<Project> project, string content)
    {
        var records = services.GetRequiredService<PlatformContext>();
        var now = TimeProvider.System.GetUtcNow();
        var workspace = await services
            .GetRequiredService<Workspaces.Workspaces>()
            .EnsureAsync(project, "production", Cancel);
        var run = Run.Create(
            Id<Run>.New(TimeProvider.System),
            workspace,
            new NewRun(RunOperation.Plan, "", false, null, ""),
            RunActor.Platform,
            now
        );
        _ = run.Cancel(RunActor.Platform, false, "", now);
        var bytes = new MemoryStream(Encoding.UTF8.GetBytes(content));
        records.Add(await services.GetRequiredService<RunFiles>().StoreAsync(run, RunFileKind.Plan, bytes, Cancel));
        records.Add(run);
        await records.SaveChangesAsync(Cancel);
        return run;
    }

    /// <summary>That the workspace's one variable, and the run's file, have this content.</summary>
    internal static async Task AssertReadAsync(IServiceProvider services, Run run, string content)
    {
        var variables = await services.GetRequiredService<WorkspaceVariables>().ReadAsync(run.WorkspaceId, Cancel);
        Assert.Equal(content, Assert.Single(variables).Value);
        await using var file = await services
            .GetRequiredService<RunFiles>()
            .OpenAsync(run.Id, RunFileKind.Plan, Cancel);
        using var text = new StreamReader(file!);
        Assert.Equal(content, await text.ReadToEndAsync(Cancel));
    }

    private async Task<(Person Person, string Project, string Path)> SceneAsync()
    {
        var person = await Platform.PersonAsync(Cancel);
        var project = (await person.ProjectAsync("shop", Cancel)).Text("id");
        return (person, project, $"/api/v1/projects/{project}/workspaces/production/variables");
    }
}

/// <summary>Short ways to set variables.</summary>
internal static class VariableClient
{
    public static Task<HttpResponseMessage> PutAsync(
        this HttpClient client,
        string path,
        string name,
        string value,
        bool? sensitive = null
    ) =>
        client.PutAsJsonAsync(
            $"{path}/{Uri.EscapeDataString(name)}",
            new { value, sensitive },
            TestContext.Current.CancellationToken
        );

    /// <summary>The code that a request was refused with.</summary>
    public static async Task<string> CodeAsync(this Task<HttpResponseMessage> sent)
    {
        using var answer = await sent;
        return (
            await answer.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>(TestContext.Current.CancellationToken)
        ).Text("code");
    }
}
