using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Infrar.Platform.Tests.Servers;

namespace Infrar.Platform.Tests.Runs.Policies;

/// <summary>Runs held to the policy of their environment, with the real engine against stand-in clouds.</summary>
public sealed class PolicyTests(RunPlatforms platforms) : IClassFixture<RunPlatforms>, IAsyncLifetime
{
    private TestPlatform _platform = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(RunScene.Missing is not null, RunScene.Missing ?? "");
        _platform = await platforms.On(postgres: false);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Production_takes_another_pair_of_eyes_as_soon_as_there_is_one()
    {
        var scene = await RunScene.MakeAsync(_platform);
        var alone = await scene.ApplyAsync();
        Assert.Equal(scene.Person.UserId, alone.GetProperty("approvals")[0].Text("by"));

        var other = await _platform.PersonAsync(Cancel);
        await scene.Person.InviteAsync(other, "operator", Cancel);
        // Asking for a run that applies itself is approving it oneself.
        var run = await scene.BeginAsync("destroy", autoApply: true);
        await scene.UntilAsync(run, "planned");
        Assert.Equal("POL002", await (await scene.DecideAsync(run, "approval")).ProblemCodeAsync(Cancel));
        Assert.False(await SelfApprovalAsync(scene, run));
        await ApproveAsync(other, scene, run, new { comment = "Seen" });
        await scene.UntilAsync(run, "applied");

        await WriteAsync(scene, new { selfApproval = true });
        _ = await scene.ApplyAsync();
    }

    [Fact]
    public async Task As_many_approve_as_the_policy_asks_for()
    {
        var scene = await RunScene.MakeAsync(_platform);
        var other = await _platform.PersonAsync(Cancel);
        await scene.Person.InviteAsync(other, "operator", Cancel);
        await WriteAsync(scene, new { approvals = 2, selfApproval = true });
        var run = await scene.BeginAsync("apply", autoApply: true);
        await scene.UntilAsync(run, "planned");
        (await scene.DecideAsync(run, "approval", new { comment = "One" })).EnsureSuccessStatusCode();
        Assert.Equal("POL005", await (await scene.DecideAsync(run, "approval")).ProblemCodeAsync(Cancel));
        Assert.Equal("planned", (await scene.ReadAsync(run)).Text("status"));
        await ApproveAsync(other, scene, run, new { comment = "Two" });
        var applied = await scene.UntilAsync(run, "applied");
        Assert.Equal(
            [(scene.Person.UserId, "One"), (other.UserId, "Two")],
            applied.GetProperty("approvals").EnumerateArray().Select(a => (a.Text("by"), a.Text("comment")))
        );
    }

    [Fact]
    public async Task What_breaks_the_policy_is_applied_only_when_an_owner_says_why()
    {
        var scene = await RunScene.MakeAsync(_platform);
        await WriteAsync(
            scene,
            new
            {
                monthlyCost = "0.01",
                uncertain = "allow",
                @protected = new[] { "aws_s3_bucket" },
            }
        );
        var run = await scene.BeginAsync("apply", autoApply: true);
        var planned = await scene.UntilAsync(run, "planned");
        var results = planned.GetProperty("policies").EnumerateArray().ToDictionary(p => p.Text("check"));
        Assert.Equal("failed", results["monthlyCost"].Text("outcome"));
        Assert.Equal("passed", results["protected"].Text("outcome"));
        var refused = await scene.DecideAsync(run, "approval");
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Equal("POL003", await refused.ProblemCodeAsync(Cancel));
        Assert.Equal(
            "POL007",
            await (await scene.DecideAsync(run, "approval", new { @override = true })).ProblemCodeAsync(Cancel)
        );
        var other = await _platform.PersonAsync(Cancel);
        await scene.Person.InviteAsync(other, "operator", Cancel);
        var byOther = await other.Client.PostAsJsonAsync(
            $"{scene.Runs}/{run}/approval",
            new { @override = true, comment = "I want it" },
            Cancel
        );
        Assert.Equal("POL007", await byOther.ProblemCodeAsync(Cancel));
        await WriteAsync(
            scene,
            new
            {
                monthlyCost = "0.01",
                uncertain = "allow",
                selfApproval = true,
                @protected = new[] { "aws_s3_bucket" },
            }
        );
        // It was judged by what held then.
        Assert.Equal("POL004", await (await scene.DecideAsync(run, "approval")).ProblemCodeAsync(Cancel));
        (await scene.DecideAsync(run, "discard")).EnsureSuccessStatusCode();

        var again = await AgainAsync(scene, run, "apply");
        await scene.UntilAsync(again, "planned");
        (
            await scene.DecideAsync(again, "approval", new { @override = true, comment = "The fair" })
        ).EnsureSuccessStatusCode();
        await scene.UntilAsync(again, "applied");

        var destroy = await scene.BeginAsync("destroy");
        var blocked = await scene.UntilAsync(destroy, "planned");
        var guarded = blocked.GetProperty("policies").EnumerateArray().Single(p => p.Text("check") is "protected");
        Assert.Equal("failed", guarded.Text("outcome"));
        Assert.Contains("aws_s3_bucket.", guarded.Text("detail"), StringComparison.Ordinal);
        Assert.Equal("POL003", await (await scene.DecideAsync(destroy, "approval")).ProblemCodeAsync(Cancel));
        var audit = await scene.Client.GetStringAsync($"/api/v1/teams/{scene.Person.Team}/audit", Cancel);
        Assert.Contains("run.override", audit, StringComparison.Ordinal);
        Assert.Contains("policy.write", audit, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Outside_of_its_windows_nothing_is_approved()
    {
        var scene = await RunScene.MakeAsync(_platform);
        // A window that is over for the next days, whatever the day is.
        var day = DateTime.UtcNow.AddDays(-2).DayOfWeek.ToString().ToLowerInvariant();
        await WriteAsync(
            scene,
            new
            {
                windows = new[]
                {
                    new
                    {
                        days = new[] { day },
                        from = "09:00",
                        to = "10:00",
                    },
                },
            }
        );
        var run = await scene.BeginAsync("apply", autoApply: true);
        await scene.UntilAsync(run, "planned");
        Assert.Equal("POL006", await (await scene.DecideAsync(run, "approval")).ProblemCodeAsync(Cancel));
        (
            await scene.DecideAsync(run, "approval", new { @override = true, comment = "It burns" })
        ).EnsureSuccessStatusCode();
        await scene.UntilAsync(run, "applied");
    }

    [Fact]
    public async Task A_newer_run_takes_the_place_of_older_ones_that_nobody_approved()
    {
        var scene = await RunScene.MakeAsync(_platform);
        await WriteAsync(scene, new { supersede = true });
        var first = await scene.BeginAsync("apply");
        await scene.UntilAsync(first, "planned");
        var second = await scene.BeginAsync("apply");
        Assert.Equal("discarded", (await scene.ReadAsync(first)).Text("status"));
        await scene.UntilAsync(second, "planned");
        // A plan alone takes nobody's place.
        await scene.UntilAsync(await scene.BeginAsync("plan"), "planned_and_finished");
        Assert.Equal("planned", (await scene.ReadAsync(second)).Text("status"));
        var detail = await scene.Client.GetJsonAsync($"{scene.Runs}/{first}", Cancel);
        Assert.Equal(
            $"Superseded by {second}.",
            detail.GetProperty("transitions").EnumerateArray().Last().Text("comment")
        );
    }

    [Fact]
    public async Task An_earlier_configuration_is_gone_back_to()
    {
        var scene = await RunScene.MakeAsync(_platform);
        var first = await scene.ApplyAsync();
        await scene.ChangeManifestAsync(RunScene.Manifest(2));
        _ = await scene.ApplyAsync();
        Assert.Equal(13, (await scene.CloudResourcesAsync()).Count);

        var back = await AgainAsync(scene, first.Text("id"), "apply");
        var planned = await scene.UntilAsync(back, "planned");
        Assert.Equal(6, planned.GetProperty("changes").GetProperty("deletes").GetInt32());
        (await scene.DecideAsync(back, "approval")).EnsureSuccessStatusCode();
        await scene.UntilAsync(back, "applied");
        Assert.Equal(7, (await scene.CloudResourcesAsync()).Count);

        var other = await RunScene.MakeAsync(_platform);
        var foreign = await other.Client.PostAsJsonAsync(
            other.Runs,
            new { operation = "apply", from = first.Text("id") },
            Cancel
        );
        Assert.Equal("RUN001", await foreign.ProblemCodeAsync(Cancel));
        var elsewhere = await scene.Client.PostAsJsonAsync(
            scene.Runs,
            new
            {
                operation = "apply",
                from = first.Text("id"),
                environment = "staging",
            },
            Cancel
        );
        Assert.Equal("RUN019", await elsewhere.ProblemCodeAsync(Cancel));
    }

    [Fact]
    public async Task A_policy_that_is_not_right_changes_nothing()
    {
        var scene = await RunScene.MakeAsync(_platform);
        await WriteAsync(scene, new { approvals = 2 });
        var refused = await scene.Client.PutAsReadAsync(
            $"{scene.Workspace}/policy",
            new
            {
                approvals = 11,
                monthlyCost = "a lot",
                timeZone = "Mars/Base",
                @protected = new[] { "" },
                windows = new[]
                {
                    new
                    {
                        days = new[] { "monday" },
                        from = "9",
                        to = "10:00",
                    },
                },
            },
            Cancel
        );
        var problem = JsonElement.Parse(await refused.Content.ReadAsStringAsync(Cancel));
        Assert.Equal("POL001", problem.Text("code"));
        Assert.Equal(
            ["/approvals", "/monthlyCost", "/protected/0", "/timeZone", "/windows/0/from"],
            problem.GetProperty("errors").EnumerateArray().Select(e => e.Text("pointer")).Order(StringComparer.Ordinal)
        );
        var there = await scene.Client.GetJsonAsync($"{scene.Workspace}/policy", Cancel);
        Assert.Equal(2, there.GetProperty("policy").GetProperty("approvals").GetInt32());
        Assert.Equal(1, there.GetProperty("version").GetInt32());

        using var stale = new HttpRequestMessage(HttpMethod.Put, $"{scene.Workspace}/policy")
        {
            Content = JsonContent.Create(new { approvals = 1 }),
        };
        stale.Headers.IfMatch.Add(new("\"v0\""));
        Assert.Equal("API005", await (await scene.Client.SendAsync(stale, Cancel)).ProblemCodeAsync(Cancel));
    }

    private static async Task WriteAsync(RunScene scene, object policy) =>
        (await scene.Client.PutAsReadAsync($"{scene.Workspace}/policy", policy, Cancel)).EnsureSuccessStatusCode();

    private static async Task ApproveAsync(Person by, RunScene scene, string run, object body) =>
        (await by.Client.PostAsJsonAsync($"{scene.Runs}/{run}/approval", body, Cancel)).EnsureSuccessStatusCode();

    private static async Task<bool> SelfApprovalAsync(RunScene scene, string run) =>
        (await scene.Client.GetJsonAsync($"{scene.Runs}/{run}", Cancel))
            .GetProperty("approval")
            .GetProperty("selfApproval")
            .GetBoolean();

    private static async Task<string> AgainAsync(RunScene scene, string run, string operation) =>
        (await scene.Client.PostJsonAsync(scene.Runs, new { operation, from = run }, Cancel)).Text("id");
}
