using System.Text.Json;
using System.Text.Json.Nodes;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Runs.Schedules;
using Infrar.Platform.Tests.Servers;
using Infrar.Platform.Workspaces;
using Infrar.Testing.Servers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Infrar.Platform.Tests.Runs.Schedules;

/// <summary>What happens by the clock, with the real engine against stand-in clouds on PostgreSQL.</summary>
public sealed class ScheduleTests(RunPlatforms platforms) : IClassFixture<RunPlatforms>, IAsyncLifetime
{
    private TestPlatform _platform = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(RunScene.Missing is not null, RunScene.Missing ?? "");
        Assert.SkipWhen(PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        _platform = await platforms.On(postgres: true);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Drift_is_looked_for_told_adopted_and_reverted()
    {
        var scene = await RunScene.MakeAsync(_platform);
        _ = await scene.ApplyAsync();
        await WriteAsync(scene, new { driftHours = 24 });
        await TickAsync();
        var clean = await LastDriftAsync(scene);
        Assert.False(clean.GetProperty("changes").GetProperty("hasChanges").GetBoolean());
        // What it would cost is not in such a plan.
        Assert.Equal(JsonValueKind.Null, clean.GetProperty("changes").GetProperty("costAfter").ValueKind);
        Assert.Equal("platform", clean.Text("createdBy"));
        // The next look is a day later.
        await TickAsync();
        Assert.Equal(clean.Text("id"), (await LastDriftAsync(scene)).Text("id"));

        await ChangeInCloudAsync(scene, "aws_s3_bucket_public_access_block", r => r["block_public_acls"] = false);
        await DueAsync(scene);
        await TickAsync();
        var found = await LastDriftAsync(scene);
        Assert.Equal(1, found.GetProperty("changes").GetProperty("drifted").GetInt32());
        var told = await scene.Client.GetJsonAsync($"{scene.Runs}/{found.Text("id")}/drift", Cancel);
        var resource = Assert.Single(told.GetProperty("resources").EnumerateArray());
        Assert.Equal("aws_s3_bucket_public_access_block", resource.Text("type"));
        var attribute = Assert.Single(resource.GetProperty("attributes").EnumerateArray());
        Assert.Equal("block_public_acls", attribute.Text("path"));
        Assert.Equal(("true", "false"), (attribute.Text("before"), attribute.Text("after")));
        // It is a look and nothing else: the workspace is free, and the state is what it was.
        Assert.Equal(
            JsonValueKind.Null,
            (await scene.Client.GetJsonAsync(scene.Workspace, Cancel)).GetProperty("hold").ValueKind
        );

        var reverted = await scene.ApplyAsync();
        Assert.Equal(1, reverted.GetProperty("changes").GetProperty("updates").GetInt32());
        await ChangeInCloudAsync(scene, "aws_s3_bucket_public_access_block", r => r["block_public_acls"] = false);
        _ = await scene.ApplyAsync("refresh");
        await DueAsync(scene);
        await TickAsync();
        Assert.Equal(0, (await LastDriftAsync(scene)).GetProperty("changes").GetProperty("drifted").GetInt32());
    }

    [Fact]
    public async Task An_environment_is_destroyed_when_it_has_lived_its_time()
    {
        var scene = await RunScene.MakeAsync(_platform);
        _ = await scene.ApplyAsync();
        // What the manifest says by now is nothing that could be generated; what is in force counts.
        await WriteAsync(scene, new { expiresAt = DateTimeOffset.UtcNow.AddHours(1) });
        await TickAsync();
        Assert.Equal(7, (await scene.CloudResourcesAsync()).Count);
        await ExpireAsync(scene);
        await TickAsync();
        var runs = await scene.Client.GetJsonAsync(scene.Runs, Cancel);
        var destroy = runs.GetProperty("items")[0];
        Assert.Equal("destroy", destroy.Text("operation"));
        await scene.UntilAsync(destroy.Text("id"), "applied");
        Assert.Empty(await scene.CloudResourcesAsync());
        var schedule = await scene.Client.GetJsonAsync($"{scene.Workspace}/schedule", Cancel);
        Assert.Equal(JsonValueKind.Null, schedule.GetProperty("expiresAt").ValueKind);
        await TickAsync();
        Assert.Equal(2, (await scene.Client.GetJsonAsync(scene.Runs, Cancel)).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task A_protected_environment_waits_for_somebody_when_its_time_is_over()
    {
        var scene = await RunScene.MakeAsync(_platform);
        _ = await scene.ApplyAsync();
        (
            await scene.Client.PutAsReadAsync(
                $"{scene.Workspace}/policy",
                new { @protected = new[] { "aws_s3_*" } },
                Cancel
            )
        ).EnsureSuccessStatusCode();
        await WriteAsync(scene, new { expiresAt = DateTimeOffset.UtcNow.AddHours(1) });
        await ExpireAsync(scene);
        await TickAsync();
        var destroy = (await scene.Client.GetJsonAsync(scene.Runs, Cancel)).GetProperty("items")[0].Text("id");
        await scene.UntilAsync(destroy, "planned");
        var last = (await scene.Client.GetJsonAsync($"{scene.Runs}/{destroy}", Cancel))
            .GetProperty("transitions")
            .EnumerateArray()
            .Last();
        Assert.Contains("aws_s3_bucket", last.Text("comment"), StringComparison.Ordinal);
        Assert.Equal(7, (await scene.CloudResourcesAsync()).Count);
        (await scene.DecideAsync(destroy, "discard")).EnsureSuccessStatusCode();
    }

    [Fact]
    public async Task A_schedule_that_is_not_right_changes_nothing()
    {
        var scene = await RunScene.MakeAsync(_platform);
        var refused = await scene.Client.PutAsReadAsync(
            $"{scene.Workspace}/schedule",
            new { driftHours = 0, expiresAt = "2020-01-01T00:00:00Z" },
            Cancel
        );
        var problem = JsonElement.Parse(await refused.Content.ReadAsStringAsync(Cancel));
        Assert.Equal("SCH001", problem.Text("code"));
        Assert.Equal(
            ["/driftHours", "/expiresAt"],
            problem.GetProperty("errors").EnumerateArray().Select(e => e.Text("pointer"))
        );
        Assert.Equal(
            0,
            (await scene.Client.GetJsonAsync($"{scene.Workspace}/schedule", Cancel)).GetProperty("version").GetInt32()
        );
    }

    private static async Task WriteAsync(RunScene scene, object schedule) =>
        (await scene.Client.PutAsReadAsync($"{scene.Workspace}/schedule", schedule, Cancel)).EnsureSuccessStatusCode();

    private static async Task<JsonElement> LastDriftAsync(RunScene scene)
    {
        var runs = await scene.Client.GetJsonAsync(scene.Runs, Cancel);
        var drift = runs.GetProperty("items").EnumerateArray().First(r => r.Text("operation") is "drift");
        return await scene.UntilAsync(drift.Text("id"), "planned_and_finished");
    }

    private async Task TickAsync()
    {
        await using var scope = _platform.Services.CreateAsyncScope();
        await ActivatorUtilities.CreateInstance<RunClock>(scope.ServiceProvider).BeginDueAsync(Cancel);
    }

    private Task DueAsync(RunScene scene) =>
        UpdateAsync(scene, s => s.DriftDueAt, DateTimeOffset.UtcNow.AddSeconds(-1));

    private Task ExpireAsync(RunScene scene) =>
        UpdateAsync(scene, s => s.ExpiresAt, DateTimeOffset.UtcNow.AddSeconds(-1));

    private async Task UpdateAsync(
        RunScene scene,
        System.Linq.Expressions.Expression<Func<WorkspaceSchedule, DateTimeOffset?>> what,
        DateTimeOffset at
    )
    {
        var id = new Id<Workspace>((await scene.Client.GetJsonAsync(scene.Workspace, Cancel)).Text("id"));
        await using var scope = _platform.Services.CreateAsyncScope();
        await scope
            .ServiceProvider.GetRequiredService<PlatformContext>()
            .Set<WorkspaceSchedule>()
            .Where(s => s.WorkspaceId == id)
            .ExecuteUpdateAsync(set => set.SetProperty(what, at), Cancel);
    }

    private static async Task ChangeInCloudAsync(RunScene scene, string type, Action<JsonNode> change)
    {
        var path = await scene.CloudAsync();
        var cloud = JsonNode.Parse(await File.ReadAllTextAsync(path, Cancel))!;
        var resource = cloud["resources"]!.AsArray().First(r => (string?)r!["type"] == type)!;
        change(resource["attributes"] ?? resource);
        await File.WriteAllTextAsync(path, cloud.ToJsonString(), Cancel);
    }
}
