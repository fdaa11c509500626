using System.Text.Json;
using Infrar.Platform.Tests.Runs;
using Infrar.Platform.Tests.Servers;
using Infrar.Testing.Servers;

namespace Infrar.Platform.Tests.Remote;

/// <summary>A <c>cloud</c> block of the real Terraform.</summary>
public abstract class RemoteOperationTests(bool postgres, RemotePlatforms platforms) : IAsyncLifetime
{
    private const string Hello = """
        variable "name" {
          type    = string
          default = "world"
        }

        resource "terraform_data" "hello" {
          input = "hello ${var.name}"
        }

        resource "terraform_data" "other" {
          input = "other"
        }

        output "hello" {
          value = terraform_data.hello.output
        }

        output "secret" {
          value     = { word = "open sesame" }
          sensitive = true
        }
        """;

    private const string Slow = """
        resource "terraform_data" "first" {}

        resource "terraform_data" "slow" {
          provisioner "local-exec" {
            command = "sleep 60"
          }
        }
        """;

    private RemotePlatform _remote = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public sealed class OnSqlite(RemotePlatforms platforms)
        : RemoteOperationTests(false, platforms),
            IClassFixture<RemotePlatforms>;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(RunScene.Missing is not null, RunScene.Missing ?? "");
        Assert.SkipWhen(postgres && PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        _remote = await platforms.On(postgres);
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_plan_alone_shows_what_would_change_and_holds_nothing()
    {
        var scene = await RemoteScene.MakeAsync(_remote);
        using var terraform = await scene.TerraformAsync(Hello);

        var said = await terraform.RunAsync("plan", "-input=false");

        Assert.Contains("Plan: 2 to add, 0 to change, 0 to destroy.", said, StringComparison.Ordinal);
        // As the engine shows it, attribute by attribute.
        Assert.Contains("+ input  = \"hello world\"", said, StringComparison.Ordinal);
        Assert.DoesNotContain("open sesame", said, StringComparison.Ordinal);
        var run = await LastRunAsync(scene);
        Assert.Equal("plan", run.Text("operation"));
        Assert.Equal("planned_and_finished", run.Text("status"));
        Assert.Equal(JsonValueKind.Null, run.GetProperty("strategy").ValueKind);
        Assert.Equal("0", run.GetProperty("changes").Text("costAfter"));
        Assert.Contains("Cost Estimation", said, StringComparison.Ordinal);
        await LogIsWholeAsync(scene, run, "plan-log", said);
        var workspace = await scene.Person.Client.GetJsonAsync(scene.Runs.Workspace, Cancel);
        Assert.Equal(JsonValueKind.Null, workspace.GetProperty("hold").ValueKind);
    }

    [Fact]
    public async Task A_configuration_is_applied_read_changed_and_destroyed()
    {
        var scene = await RemoteScene.MakeAsync(_remote);
        using var terraform = await scene.TerraformAsync(Hello);

        var (code, said) = await terraform.AnswerAsync("yes\n", "apply");

        Assert.True(code is 0, said);
        Assert.Contains(
            "Do you want to perform these actions in workspace \"production\"?",
            said,
            StringComparison.Ordinal
        );
        Assert.Contains("Apply complete! Resources: 2 added, 0 changed, 0 destroyed.", said, StringComparison.Ordinal);
        var run = await LastRunAsync(scene);
        Assert.Equal("applied", run.Text("status"));
        Assert.False(run.GetProperty("autoApply").GetBoolean());
        await LogIsWholeAsync(scene, run, "plan-log", said);
        await LogIsWholeAsync(scene, run, "apply-log", said);

        Assert.Equal("hello world", (await terraform.RunAsync("output", "-raw", "hello")).Trim());
        Assert.Contains("open sesame", await terraform.RunAsync("output", "-json", "secret"), StringComparison.Ordinal);
        Assert.Contains("hello = \"hello world\"", await terraform.RunAsync("output"), StringComparison.Ordinal);
        Assert.Equal("terraform_data.hello\nterraform_data.other", (await terraform.RunAsync("state", "list")).Trim());
        var state = JsonElement.Parse(await terraform.RunAsync("state", "pull"));
        Assert.Equal(2, state.GetProperty("resources").GetArrayLength());

        // Nothing to change is no question.
        Assert.Contains("No changes.", await terraform.RunAsync("apply", "-input=false"), StringComparison.Ordinal);

        // A change of the state by itself, at its user's.
        await terraform.RunAsync("state", "mv", "terraform_data.other", "terraform_data.another");
        Assert.Contains("terraform_data.another", await terraform.RunAsync("state", "list"), StringComparison.Ordinal);
        var plan = await terraform.RunAsync("plan", "-input=false");
        Assert.Contains("1 to add, 0 to change, 1 to destroy", plan, StringComparison.Ordinal);

        var destroyed = await terraform.RunAsync("destroy", "-auto-approve");
        Assert.Contains("Resources: 0 added, 0 changed, 2 destroyed.", destroyed, StringComparison.Ordinal);
        Assert.Equal("destroy", (await LastRunAsync(scene)).Text("operation"));
        Assert.Equal("", (await terraform.RunAsync("state", "list")).Trim());
    }

    [Fact]
    public async Task Options_of_a_plan_reach_the_engine()
    {
        var scene = await RemoteScene.MakeAsync(_remote);
        using var terraform = await scene.TerraformAsync(Hello);
        terraform.Write("name = \"file\"\n", "some.auto.tfvars");
        await terraform.RunAsync("apply", "-auto-approve", "-target=terraform_data.hello");
        Assert.Equal("terraform_data.hello", (await terraform.RunAsync("state", "list")).Trim());
        Assert.Equal("hello file", (await terraform.RunAsync("output", "-raw", "hello")).Trim());

        // What the command line says goes before what files say.
        var changed = await terraform.RunAsync("apply", "-auto-approve", "-var", "name=\"quoted\" ${x}");
        Assert.Contains("1 added, 1 changed", changed, StringComparison.Ordinal);
        Assert.Equal("hello \"quoted\" ${x}", (await terraform.RunAsync("output", "-raw", "hello")).Trim());

        var replaced = await terraform.RunAsync("plan", "-input=false", "-replace=terraform_data.other", "-var=name=x");
        Assert.Contains("terraform_data.other will be replaced, as requested", replaced, StringComparison.Ordinal);
        Assert.Contains(
            "0 to add, 0 to change, 2 to destroy",
            await terraform.RunAsync("plan", "-input=false", "-destroy"),
            StringComparison.Ordinal
        );
        await terraform.RunAsync("plan", "-input=false", "-refresh-only");
        Assert.Equal("plan", (await LastRunAsync(scene)).Text("operation"));
        await terraform.RunAsync("apply", "-auto-approve", "-refresh-only");
        await terraform.RunAsync("plan", "-input=false", "-refresh=false");
        Assert.Equal(
            2,
            (await terraform.AnswerAsync("", "plan", "-input=false", "-detailed-exitcode", "-var=name=y")).ExitCode
        );
    }

    [Fact]
    public async Task A_saved_plan_is_applied_once()
    {
        var scene = await RemoteScene.MakeAsync(_remote);
        using var terraform = await scene.TerraformAsync(Hello);
        await terraform.RunAsync("plan", "-input=false", "-out=saved");
        Assert.Equal("planned", (await LastRunAsync(scene)).Text("status"));

        Assert.Contains("2 added", await terraform.RunAsync("apply", "saved"), StringComparison.Ordinal);
        var (code, said) = await terraform.AnswerAsync("", "apply", "saved");
        Assert.Equal(1, code);
        Assert.Contains("already applied", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_confirmed_is_discarded()
    {
        var scene = await RemoteScene.MakeAsync(_remote);
        using var terraform = await scene.TerraformAsync(Hello);

        var (code, said) = await terraform.AnswerAsync("no\n", "apply");

        Assert.Equal(1, code);
        Assert.Contains("Apply discarded", said, StringComparison.Ordinal);
        Assert.Equal("discarded", (await LastRunAsync(scene)).Text("status"));
        Assert.Equal(1, (await terraform.AnswerAsync("", "state", "list")).ExitCode);
    }

    [Fact]
    public async Task What_somebody_else_approves_goes_on_in_the_terminal()
    {
        var scene = await RemoteScene.MakeAsync(_remote);
        using var terraform = await scene.TerraformAsync(Hello);
        using var apply = terraform.Start("apply");
        await apply.UntilAsync("Enter a value");

        (await scene.Runs.DecideAsync((await LastRunAsync(scene)).Text("id"), "approval")).EnsureSuccessStatusCode();

        var (code, said) = await apply.EndAsync();
        Assert.True(code is 0, said);
        Assert.Contains("2 added", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_interrupt_cancels_the_run_and_saves_what_was_made()
    {
        var scene = await RemoteScene.MakeAsync(_remote);
        using var terraform = await scene.TerraformAsync(Slow);
        using var apply = terraform.Start("apply", "-auto-approve");
        await apply.UntilAsync("terraform_data.slow: Creating");
        await apply.UntilAsync("terraform_data.first: Creation complete");

        await apply.InterruptAsync();

        var (_, said) = await apply.EndAsync();
        Assert.Contains("The remote operation was successfully cancelled", said, StringComparison.Ordinal);
        var run = await scene.Runs.UntilAsync((await LastRunAsync(scene)).Text("id"), "canceled");
        Assert.True(run.GetProperty("cancelAt").ValueKind is JsonValueKind.String, said);
        Assert.Contains("terraform_data.first", await terraform.RunAsync("state", "list"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_interrupt_asks_where_approval_was_asked_for()
    {
        var scene = await RemoteScene.MakeAsync(_remote);
        using var terraform = await scene.TerraformAsync(Slow);
        using var apply = terraform.Start("apply");
        apply.Answer("yes\n");
        await apply.UntilAsync("terraform_data.slow: Creating");

        await apply.InterruptAsync();
        await apply.UntilAsync("Do you want to cancel the remote operation?");
        apply.Answer("yes\n");

        var (_, said) = await apply.EndAsync();
        Assert.Contains("The remote operation was successfully cancelled", said, StringComparison.Ordinal);
        await scene.Runs.UntilAsync((await LastRunAsync(scene)).Text("id"), "canceled");
    }

    [Fact]
    public async Task Runs_wait_for_each_other_and_a_canceled_one_never_begins()
    {
        var scene = await RemoteScene.MakeAsync(_remote);
        using var first = await scene.TerraformAsync(Hello);
        using var second = await scene.TerraformAsync(Hello);
        using var holds = first.Start("apply");
        await holds.UntilAsync("Enter a value");
        using var waits = second.Start("apply");
        await waits.UntilAsync("Waiting for 1 run(s) to finish before being queued");

        // The state is the first one's until it ends.
        var (code, said) = await second.AnswerAsync("", "state", "rm", "terraform_data.hello");
        Assert.Equal(1, code);
        Assert.Contains("lock", said, StringComparison.OrdinalIgnoreCase);

        holds.Answer("yes\n");
        Assert.Equal(0, (await holds.EndAsync()).ExitCode);
        Assert.Contains("No changes.", (await waits.EndAsync()).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_state_is_pushed_and_a_lock_that_was_left_is_broken()
    {
        var scene = await RemoteScene.MakeAsync(_remote);
        using var terraform = await scene.TerraformAsync(Hello);
        await terraform.RunAsync("apply", "-auto-approve");
        var state = await terraform.RunAsync("state", "pull");
        terraform.Write(state, "old.tfstate");
        await terraform.RunAsync("state", "rm", "terraform_data.other");
        var (code, said) = await terraform.AnswerAsync("", "state", "push", "old.tfstate");
        Assert.True(code is 1, said);
        Assert.Contains("newer", said, StringComparison.Ordinal);
        // Going back is restoring a version, never a file over what is there.
        (code, said) = await terraform.AnswerAsync("", "state", "push", "-force", "old.tfstate");
        Assert.True(code is 1, said);
        Assert.Contains("restore a version", said, StringComparison.Ordinal);
        // Terraform keeps the lock on purpose after a state that was not taken.
        await terraform.RunAsync("force-unlock", "-force", $"{scene.Slug}/production");
        var other = state.Replace(JsonElement.Parse(state).Text("lineage"), "another", StringComparison.Ordinal);
        terraform.Write(other, "other.tfstate");
        // It does not tell its servers that it is forced; infrar state push --force does.
        (code, said) = await terraform.AnswerAsync("", "state", "push", "-force", "other.tfstate");
        Assert.True(code is 1, said);
        Assert.Contains("another one's", said, StringComparison.Ordinal);
        await terraform.RunAsync("force-unlock", "-force", $"{scene.Slug}/production");
        terraform.Write(state.Replace("\"serial\": 1,", "\"serial\": 9,", StringComparison.Ordinal), "newer.tfstate");
        await terraform.RunAsync("state", "push", "newer.tfstate");
        Assert.Contains("terraform_data.other", await terraform.RunAsync("state", "list"), StringComparison.Ordinal);

        // A terminal that was closed while it held the lock.
        var id = (await scene.Person.Client.GetJsonAsync(scene.Runs.Workspace, Cancel)).Text("id");
        using var left = scene.Client();
        (await left.PostAsync($"/api/v2/workspaces/{id}/actions/lock", null, Cancel)).EnsureSuccessStatusCode();
        (code, said) = await terraform.AnswerAsync("", "state", "rm", "terraform_data.other");
        Assert.True(code is 1, said);
        await terraform.RunAsync("force-unlock", "-force", $"{scene.Slug}/production");
        await terraform.RunAsync("state", "rm", "terraform_data.other");
        var audit = await scene.Person.Client.GetStringAsync($"/api/v1/teams/{scene.Person.Team}/audit", Cancel);
        Assert.Contains("state.unlock", audit, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_configuration_that_the_engine_refuses_fails_with_its_words()
    {
        var scene = await RemoteScene.MakeAsync(_remote);
        using var terraform = await scene.TerraformAsync(Hello);
        terraform.Write("resource \"terraform_data\" \"x\" {\n  input = terraform_data.none.output\n}");

        var (code, said) = await terraform.AnswerAsync("", "plan", "-input=false");

        Assert.Equal(1, code);
        Assert.Contains("Reference to undeclared resource", said, StringComparison.Ordinal);
        Assert.Equal("errored", (await LastRunAsync(scene)).Text("status"));
    }

    [Fact]
    public async Task Another_tenants_token_finds_nothing_and_a_viewer_changes_nothing()
    {
        var scene = await RemoteScene.MakeAsync(_remote);
        var other = await RemoteScene.MakeAsync(_remote);
        using var terraform = new CloudTerraform(_remote.Front, other.Token, scene.Project, "production", Hello);
        var (code, said) = await terraform.AnswerAsync("", "init", "-input=false");
        Assert.Equal(1, code);
        Assert.Contains("not found", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_only_reads_plans_nothing()
    {
        var scene = await RemoteScene.MakeAsync(_remote);
        using var owner = await scene.TerraformAsync(Hello);
        var reading = scene with { Token = await State.StateScene.TokenAsync(scene.Person, "runs:read", "state:read") };
        using var terraform = await reading.TerraformAsync(Hello);
        var (code, said) = await terraform.AnswerAsync("", "plan", "-input=false");
        Assert.Equal(1, code);
        Assert.Contains("insufficient rights", said, StringComparison.OrdinalIgnoreCase);
        (_, said) = await terraform.AnswerAsync("", "state", "list");
        Assert.Contains("No state file was found", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Workspaces_by_tags_are_refused_in_words()
    {
        var scene = await RemoteScene.MakeAsync(_remote);
        using var terraform = new CloudTerraform(_remote.Front, scene.Token, scene.Slug, "production", "");
        var file = Path.Combine(terraform.Folder, "main.tf");
        await File.WriteAllTextAsync(
            file,
            (await File.ReadAllTextAsync(file, Cancel)).Replace(
                "name = \"production\"",
                "tags = [\"app\"]",
                StringComparison.Ordinal
            ),
            Cancel
        );
        var (code, said) = await terraform.AnswerAsync("", "init", "-input=false");
        Assert.Equal(1, code);
        Assert.Contains("Workspaces are not found by tags", said, StringComparison.Ordinal);
    }

    private static async Task<JsonElement> LastRunAsync(RemoteScene scene) =>
        (await scene.Person.Client.GetJsonAsync(scene.Runs.Runs, Cancel)).GetProperty("items")[0];

    // Every line of the run's log, in order, stands in what the terminal showed.
    private static async Task LogIsWholeAsync(RemoteScene scene, JsonElement run, string log, string said)
    {
        var kept = await scene.Person.Client.GetStringAsync($"{scene.Runs.Runs}/{run.Text("id")}/{log}", Cancel);
        Assert.True(kept.Length > 100, kept);
        Assert.Contains(kept.TrimEnd('\n'), said, StringComparison.Ordinal);
    }
}
