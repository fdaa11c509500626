using System.Diagnostics;
using System.Net;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Parts.Secrets;
using Infrar.Platform.Runs;
using Infrar.Platform.Runs.Executor;
using Infrar.Platform.Tests.Servers;
using Infrar.Platform.Tests.State;
using Infrar.Testing.Servers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Infrar.Platform.Tests.Runs;

/// <summary>Runs with the real engine against stand-in clouds.</summary>
public abstract class RunTests(bool postgres, RunPlatforms platforms) : IAsyncLifetime
{
    private TestPlatform _platform = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public sealed class OnSqlite(RunPlatforms platforms) : RunTests(false, platforms), IClassFixture<RunPlatforms>;

    public sealed class OnPostgres(RunPlatforms platforms) : RunTests(true, platforms), IClassFixture<RunPlatforms>;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(RunScene.Missing is not null, RunScene.Missing ?? "");
        Assert.SkipWhen(postgres && PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        _platform = await platforms.On(postgres);
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_system_is_planned_applied_changed_and_destroyed()
    {
        var scene = await RunScene.MakeAsync(_platform);
        var run = await scene.BeginAsync("apply");
        var planned = await scene.UntilAsync(run, "planned");
        var changes = planned.GetProperty("changes");
        Assert.Equal(7, changes.GetProperty("creates").GetInt32());
        Assert.Equal("USD", changes.Text("currency"));
        Assert.Equal("0", changes.Text("costBefore"));
        Assert.Empty(await scene.CloudResourcesAsync());

        (await scene.DecideAsync(run, "approval", new { comment = "Agreed" })).EnsureSuccessStatusCode();
        await scene.UntilAsync(run, "applied");
        var made = await scene.CloudResourcesAsync();
        Assert.Equal(7, made.Count);
        Assert.Equal(made, await scene.StateResourcesAsync());
        Assert.Equal(
            "planned_and_finished",
            (await scene.UntilAsync(await scene.BeginAsync("apply"), "planned_and_finished")).Text("status")
        );

        await scene.ChangeManifestAsync(RunScene.Manifest(2));
        var second = await scene.UntilAsync(await scene.BeginAsync("apply"), "planned");
        Assert.Equal(6, second.GetProperty("changes").GetProperty("creates").GetInt32());
        (await scene.DecideAsync(second.Text("id"), "discard")).EnsureSuccessStatusCode();
        Assert.Equal(made, await scene.CloudResourcesAsync());

        var destroyed = await scene.ApplyAsync("destroy");
        Assert.Equal(7, destroyed.GetProperty("changes").GetProperty("deletes").GetInt32());
        Assert.Empty(await scene.CloudResourcesAsync());

        var detail = await scene.Client.GetJsonAsync($"{scene.Runs}/{run}", Cancel);
        Assert.Equal(
            ["pending", "plan_queued", "planning", "planned", "apply_queued", "applying", "applied"],
            detail.GetProperty("transitions").EnumerateArray().Select(t => t.Text("status"))
        );
        var log = await scene.Client.GetStringAsync($"{scene.Runs}/{run}/apply-log", Cancel);
        Assert.Contains("Apply complete! Resources: 7 added", log, StringComparison.Ordinal);
        Assert.Contains(
            "\"findings\"",
            await scene.Client.GetStringAsync($"{scene.Runs}/{run}/difference", Cancel),
            StringComparison.OrdinalIgnoreCase
        );
    }

    [Fact]
    public async Task Runs_of_a_workspace_take_turns_and_speculative_ones_do_not_wait()
    {
        var scene = await RunScene.MakeAsync(_platform);
        var first = await scene.BeginAsync("apply");
        await scene.UntilAsync(first, "planned");
        var second = await scene.BeginAsync("apply");
        var third = await scene.BeginAsync("destroy");
        await scene.UntilAsync(await scene.BeginAsync("plan"), "planned_and_finished");
        Assert.Equal("pending", (await scene.ReadAsync(second)).Text("status"));
        Assert.Equal(2, (await scene.ReadAsync(third)).GetProperty("queuePosition").GetInt32());

        (await scene.DecideAsync(third, "cancel")).EnsureSuccessStatusCode();
        Assert.Equal("canceled", (await scene.ReadAsync(third)).Text("status"));
        (await scene.DecideAsync(first, "discard")).EnsureSuccessStatusCode();
        await scene.UntilAsync(second, "planned");
        Assert.Equal("RUN002", await (await scene.DecideAsync(first, "approval")).ProblemCodeAsync(Cancel));
        (await scene.DecideAsync(second, "discard")).EnsureSuccessStatusCode();
    }

    [Fact]
    public async Task What_is_not_what_was_approved_is_not_applied()
    {
        var scene = await RunScene.MakeAsync(_platform);
        foreach (var kind in (RunFileKind[])[RunFileKind.Plan, RunFileKind.Configuration])
        {
            var run = await scene.BeginAsync("apply");
            await scene.UntilAsync(run, "planned");
            await using (var scope = _platform.Services.CreateAsyncScope())
            {
                var records = scope.ServiceProvider.GetRequiredService<PlatformContext>();
                var id = new Id<Run>(run);
                var there = await records.Set<Run>().AsNoTracking().FirstAsync(r => r.Id == id, Cancel);
                using var other = new MemoryStream("something else"u8.ToArray());
                var files = scope.ServiceProvider.GetRequiredService<RunFiles>();
                await files.KeepAsync([await files.StoreAsync(there, kind, other, Cancel)], Cancel);
                await records.SaveChangesAsync(Cancel);
            }

            (await scene.DecideAsync(run, "approval")).EnsureSuccessStatusCode();
            var ended = await scene.UntilAsync(run, "errored");
            Assert.Equal("RUN004", ended.GetProperty("problem").Text("code"));
            Assert.Empty(await scene.CloudResourcesAsync());
        }
    }

    [Fact]
    public async Task An_engine_that_is_killed_leaves_an_interrupted_run_that_is_recovered()
    {
        var scene = await RunScene.MakeAsync(_platform, buckets: 4);
        _ = await scene.UntilAsync(await scene.BeginAsync("plan"), "planned_and_finished");
        await scene.SlowAsync(2);
        var run = await scene.BeginAsync("apply", autoApply: true);
        await scene.UntilAsync(run, "applying");
        await UntilMadeAsync(scene, 3);
        EndEngine(run);
        await scene.UntilAsync(run, "interrupted");

        // Nobody else gets in.
        var waiting = await scene.BeginAsync("apply");
        var token = await StateScene.TokenAsync(new(scene.Client, "", "", "", ""), "state:read", "state:write");
        using var stranger = _platform.Anonymous();
        stranger.DefaultRequestHeaders.Authorization = new(
            "Basic",
            Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"x:{token}"))
        );
        await stranger.LockAsync($"{scene.Workspace}/state", "mine").IsAsync((HttpStatusCode)423);
        Assert.Equal("pending", (await scene.ReadAsync(waiting)).Text("status"));
        (await scene.DecideAsync(waiting, "cancel")).EnsureSuccessStatusCode();

        await scene.SlowAsync(0);
        await RecoverAsync(scene, run);
        Assert.Equal("recovered", (await scene.ReadAsync(run)).Text("status"));
        Assert.Equal(await scene.CloudResourcesAsync(), await scene.StateResourcesAsync());
        Assert.Equal(25, (await scene.CloudResourcesAsync()).Count);
        await scene.UntilAsync(await scene.BeginAsync("apply"), "planned_and_finished");
    }

    [Fact]
    public async Task A_canceled_apply_keeps_what_it_made_in_the_state()
    {
        var scene = await RunScene.MakeAsync(_platform, buckets: 4);
        _ = await scene.UntilAsync(await scene.BeginAsync("plan"), "planned_and_finished");
        await scene.SlowAsync(3);
        var run = await scene.BeginAsync("apply", autoApply: true);
        await scene.UntilAsync(run, "applying");
        await UntilMadeAsync(scene, 2);
        Assert.Equal(
            "RUN008",
            await (await scene.DecideAsync(run, "cancel", new { force = true })).ProblemCodeAsync(Cancel)
        );
        (await scene.DecideAsync(run, "cancel")).EnsureSuccessStatusCode();
        var ended = await scene.UntilAsync(run, "canceled");
        Assert.Equal("RUN009", ended.GetProperty("problem").Text("code"));
        var made = await scene.CloudResourcesAsync();
        Assert.InRange(made.Count, 2, 24);
        Assert.Equal(made, await scene.StateResourcesAsync());
        await scene.SlowAsync(0);
        await scene.ApplyAsync();
        Assert.Equal(25, (await scene.StateResourcesAsync()).Count);
    }

    [Fact]
    public async Task What_fails_is_told_and_what_was_made_is_kept()
    {
        var scene = await RunScene.MakeAsync(_platform);
        _ = await scene.UntilAsync(await scene.BeginAsync("plan"), "planned_and_finished");
        await scene.FaultsAsync(
            """[{"type":"aws_s3_bucket_public_access_block","operation":"create","fail":"The bucket is out of sorts.\\u0000"}]"""
        );
        var run = await scene.BeginAsync("apply", autoApply: true);
        var ended = await scene.UntilAsync(run, "errored");
        Assert.Equal("RUN003", ended.GetProperty("problem").Text("code"));
        Assert.Contains(
            "The bucket is out of sorts.",
            ended.GetProperty("problem").Text("detail"),
            StringComparison.Ordinal
        );
        Assert.Equal(await scene.CloudResourcesAsync(), await scene.StateResourcesAsync());
        await scene.SlowAsync(0);
        await scene.ApplyAsync();
        Assert.Equal(7, (await scene.StateResourcesAsync()).Count);
    }

    [Fact]
    public async Task An_executor_whose_run_was_taken_over_is_not_heard_any_more()
    {
        var scene = await RunScene.MakeAsync(_platform);
        var run = await scene.BeginAsync("apply");
        await scene.UntilAsync(run, "planned");
        var id = new Id<Run>(run);
        await using var scope = _platform.Services.CreateAsyncScope();
        var there = await scope
            .ServiceProvider.GetRequiredService<PlatformContext>()
            .Set<Run>()
            .AsNoTracking()
            .FirstAsync(r => r.Id == id, Cancel);
        var report = new RunReport(
            _platform.Services.GetRequiredService<IServiceScopeFactory>(),
            there,
            TimeSpan.FromSeconds(5),
            TimeProvider.System
        );
        await Assert.ThrowsAsync<FencedException>(() => report.RenewAsync(Cancel));
        await Assert.ThrowsAsync<FencedException>(() =>
            report.LinesAsync("apply", [new(1, "Too late")], new SecretMask([]), Cancel)
        );
        (await scene.DecideAsync(run, "discard")).EnsureSuccessStatusCode();
    }

    [Fact]
    public async Task What_an_executor_stores_whose_run_was_taken_over_takes_nobodys_place()
    {
        var scene = await RunScene.MakeAsync(_platform);
        var run = await scene.BeginAsync("apply");
        await scene.UntilAsync(run, "planned");
        var id = new Id<Run>(run);
        await using var scope = _platform.Services.CreateAsyncScope();
        var records = scope.ServiceProvider.GetRequiredService<PlatformContext>();
        var stale = await records.Set<Run>().AsNoTracking().FirstAsync(r => r.Id == id, Cancel);
        var log = await scene.Client.GetStringAsync($"{scene.Runs}/{run}/plan-log", Cancel);
        (await scene.DecideAsync(run, "approval")).EnsureSuccessStatusCode();
        await scene.UntilAsync(run, "applied");

        var folder = PhaseFolder.Create(Directory.CreateTempSubdirectory("infrar-stale-").FullName, stale);
        await File.WriteAllTextAsync(folder.Journal, "Too late\n", Cancel);
        await _platform
            .Services.GetRequiredService<RunSettling>()
            .FailAsync(stale, folder, RunProblems.Canceled(), Cancel, new SecretMask([]));

        Assert.Equal("applied", (await scene.ReadAsync(run)).Text("status"));
        Assert.Equal(log, await scene.Client.GetStringAsync($"{scene.Runs}/{run}/plan-log", Cancel));
    }

    /// <summary>Recovers a run, with what the clouds have of what is uncertain, as somebody would who looks there.</summary>
    internal static async Task RecoverAsync(RunScene scene, string run)
    {
        var left = await scene.Client.GetJsonAsync($"{scene.Runs}/{run}/recovery", Cancel);
        var cloud = await scene.CloudResourcesAsync();
        var known = await scene.StateResourcesAsync();
        var lost = left.GetProperty("completed")
            .EnumerateArray()
            .Select(c => $"{c.Text("address").Split('.')[0]} {c.Text("idValue")}")
            .ToHashSet();
        var orphans = cloud.Where(c => !known.Contains(c) && !lost.Contains(c)).ToList();
        var uncertain = left.GetProperty("uncertain").EnumerateArray().Select(u => u.Text("address")).ToList();
        // Every orphan is named: of each type as many are uncertain as the clouds have.
        foreach (var orphan in orphans)
        {
            Assert.Contains(uncertain, u => u.StartsWith($"{orphan.Split(' ')[0]}.", StringComparison.Ordinal));
        }

        var imports = uncertain
            .Select(address => (address, id: Match(address, orphans)))
            .Where(u => u.id is not null)
            .Select(u => new { u.address, u.id })
            .ToList();
        var recovering = (
            await scene.Client.PostJsonAsync($"{scene.Runs}/{run}/recovery", new { imports }, Cancel)
        ).Text("id");
        var planned = await scene.UntilAsync(recovering, "planned", "planned_and_finished");
        if (planned.Text("status") is "planned")
        {
            (await scene.DecideAsync(recovering, "approval")).EnsureSuccessStatusCode();
            await scene.UntilAsync(recovering, "applied");
        }
    }

    // Buckets are named after their component, and so are the resources of their configuration.
    private static string? Match(string address, List<string> orphans)
    {
        var type = address.Split('.')[0];
        var name = address.Split('.')[1].Replace('_', '-');
        var found = orphans
            .Where(o => o.StartsWith($"{type} ", StringComparison.Ordinal))
            .Select(o => o.Split(' ')[1])
            .ToList();
        return found.FirstOrDefault(o => o.EndsWith(name, StringComparison.Ordinal))
            ?? (found is [var only] ? only : null);
    }

    private static async Task UntilMadeAsync(RunScene scene, int count)
    {
        while ((await scene.CloudResourcesAsync()).Count < count)
        {
            await Task.Delay(20, Cancel);
        }
    }

    /// <summary>Kills the engine of a run as a power cut would.</summary>
    internal static void EndEngine(string run)
    {
        foreach (var process in Process.GetProcesses())
        {
            try
            {
                if (
                    process.ProcessName is "terraform" or "tofu"
                    && Directory
                        .ResolveLinkTarget($"/proc/{process.Id}/cwd", false)
                        ?.FullName.Contains(run, StringComparison.Ordinal)
                        is true
                )
                {
                    process.Kill();
                }
            }
            catch (Exception gone)
                when (gone is InvalidOperationException or IOException or System.ComponentModel.Win32Exception)
            {
                // It ended meanwhile.
            }

            process.Dispose();
        }
    }
}
