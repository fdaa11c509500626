using System.Text.Json;
using Infrar.Platform.Tests.Runs;
using Infrar.Platform.Tests.Servers;

namespace Infrar.Platform.Tests.Remote;

/// <summary>A <c>cloud</c> block of the real Terraform.</summary>
public sealed class RemoteOperationTests(RemotePlatforms platforms) : IAsyncLifetime, IClassFixture<RemotePlatforms>
{
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

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(RunScene.Missing is not null, RunScene.Missing ?? "");
        _remote = await platforms.On(false);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_plan_alone_shows_what_would_change_and_holds_nothing()
    {
        var scene = await RemoteScene.MakeAsync(_remote);
        using var terraform = await scene.TerraformAsync(RemoteScene.Hello);

        var said = await terraform.RunAsync("plan", "-input=false");

        Assert.Contains("Plan: 2 to add, 0 to change, 0 to destroy.", said, StringComparison.Ordinal);
        // As the engine shows it, attribute by attribute.
        Assert.Contains("+ input  = \"hello world\"", said, StringComparison.Ordinal);
        Assert.DoesNotContain("open sesame", said, StringComparison.Ordinal);
        var run = await scene.LastRunAsync();
        Assert.Equal("plan", run.Text("operation"));
        Assert.Equal("planned_and_finished", run.Text("status"));
        Assert.Equal(JsonValueKind.Null, run.GetProperty("strategy").ValueKind);
        Assert.Equal("0", run.GetProperty("changes").Text("costAfter"));
        Assert.Contains("Cost Estimation", said, StringComparison.Ordinal);
        await scene.LogIsWholeAsync(run, "plan-log", said);
        var workspace = await scene.Person.Client.GetJsonAsync(scene.Runs.Workspace, Cancel);
        Assert.Equal(JsonValueKind.Null, workspace.GetProperty("hold").ValueKind);
    }

    [Fact]
    public async Task Options_of_a_plan_reach_the_engine()
    {
        var scene = await RemoteScene.MakeAsync(_remote);
        using var terraform = await scene.TerraformAsync(RemoteScene.Hello);
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
        Assert.Equal("plan", (await scene.LastRunAsync()).Text("operation"));
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
        using var terraform = await scene.TerraformAsync(RemoteScene.Hello);
        await terraform.RunAsync("plan", "-input=false", "-out=saved");
        Assert.Equal("planned", (await scene.LastRunAsync()).Text("status"));

        Assert.Contains("2 added", await terraform.RunAsync("apply", "saved"), StringComparison.Ordinal);
        var (code, said) = await terraform.AnswerAsync("", "apply", "saved");
        Assert.Equal(1, code);
        Assert.Contains("already applied", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_confirmed_is_discarded()
    {
        var scene = await RemoteScene.MakeAsync(_remote);
        using var terraform = await scene.TerraformAsync(RemoteScene.Hello);

        var (code, said) = await terraform.AnswerAsync("no\n", "apply");

        Assert.Equal(1, code);
        Assert.Contains("Apply discarded", said, StringComparison.Ordinal);
        Assert.Equal("discarded", (await scene.LastRunAsync()).Text("status"));
        Assert.Equal(1, (await terraform.AnswerAsync("", "state", "list")).ExitCode);
    }

    [Fact]
    public async Task What_somebody_else_approves_goes_on_in_the_terminal()
    {
        var scene = await RemoteScene.MakeAsync(_remote);
        using var terraform = await scene.TerraformAsync(RemoteScene.Hello);
        using var apply = terraform.Start("apply");
        await apply.UntilAsync("Enter a value");

        (await scene.Runs.DecideAsync((await scene.LastRunAsync()).Text("id"), "approval")).EnsureSuccessStatusCode();

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
        var run = await scene.Runs.UntilAsync((await scene.LastRunAsync()).Text("id"), "canceled");
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
        await scene.Runs.UntilAsync((await scene.LastRunAsync()).Text("id"), "canceled");
    }

    [Fact]
    public async Task Runs_wait_for_each_other_and_a_canceled_one_never_begins()
    {
        var scene = await RemoteScene.MakeAsync(_remote);
        using var first = await scene.TerraformAsync(RemoteScene.Hello);
        using var second = await scene.TerraformAsync(RemoteScene.Hello);
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
        using var terraform = await scene.TerraformAsync(RemoteScene.Hello);
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
        using var terraform = await scene.TerraformAsync(RemoteScene.Hello);
        terraform.Write("resource \"terraform_data\" \"x\" {\n  input = terraform_data.none.output\n}");

        var (code, said) = await terraform.AnswerAsync("", "plan", "-input=false");

        Assert.Equal(1, code);
        Assert.Contains("Reference to undeclared resource", said, StringComparison.Ordinal);
        Assert.Equal("errored", (await scene.LastRunAsync()).Text("status"));
    }

    [Fact]
    public async Task Another_tenants_token_finds_nothing_and_a_viewer_changes_nothing()
    {
        var scene = await RemoteScene.MakeAsync(_remote);
        var other = await RemoteScene.MakeAsync(_remote);
        using var terraform = new CloudTerraform(
            _remote.Front,
            other.Token,
            scene.Project,
            "production",
            RemoteScene.Hello
        );
        var (code, said) = await terraform.AnswerAsync("", "init", "-input=false");
        Assert.Equal(1, code);
        Assert.Contains("not found", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_only_reads_plans_nothing()
    {
        var scene = await RemoteScene.MakeAsync(_remote);
        using var owner = await scene.TerraformAsync(RemoteScene.Hello);
        var reading = scene with { Token = await State.StateScene.TokenAsync(scene.Person, "runs:read", "state:read") };
        using var terraform = await reading.TerraformAsync(RemoteScene.Hello);
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

    [Fact]
    public async Task Files_with_values_are_read_in_Terraforms_order()
    {
        var scene = await RemoteScene.MakeAsync(_remote);
        using var terraform = await scene.TerraformAsync(RemoteScene.Hello);
        var set = await scene.Person.Client.PutAsync(
            $"{scene.Runs.Workspace}/variables/name",
            new StringContent(
                "{\"value\": \"workspace\", \"sensitive\": false}",
                System.Text.Encoding.UTF8,
                "application/json"
            ),
            Cancel
        );
        set.EnsureSuccessStatusCode();
        Assert.Contains("hello workspace", await terraform.RunAsync("plan", "-input=false"), StringComparison.Ordinal);
        terraform.Write("name = \"standard\"\n", "terraform.tfvars");
        Assert.Contains("hello standard", await terraform.RunAsync("plan", "-input=false"), StringComparison.Ordinal);
        terraform.Write("name = \"chosen\"\n", "chosen.tfvars");
        Assert.Contains(
            "hello chosen",
            await terraform.RunAsync("plan", "-input=false", "-var-file=chosen.tfvars"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Commands_at_ones_own_terminal_change_the_state()
    {
        var scene = await RemoteScene.MakeAsync(_remote);
        using var terraform = await scene.TerraformAsync(RemoteScene.Hello);
        await terraform.RunAsync("apply", "-auto-approve");

        await terraform.RunAsync("taint", "terraform_data.hello");
        Assert.Contains(
            "terraform_data.hello is tainted",
            await terraform.RunAsync("plan", "-input=false"),
            StringComparison.Ordinal
        );
        await terraform.RunAsync("untaint", "terraform_data.hello");
        Assert.Contains(
            "hello world",
            await terraform.RunAsync("state", "show", "terraform_data.hello"),
            StringComparison.Ordinal
        );
        await terraform.RunAsync("state", "rm", "terraform_data.other");
        await terraform.RunAsync("import", "terraform_data.other", "an-id");
        Assert.Contains(
            "an-id",
            await terraform.RunAsync("state", "show", "terraform_data.other"),
            StringComparison.Ordinal
        );
        await terraform.RunAsync("refresh");
        Assert.Equal("refresh", (await scene.LastRunAsync()).Text("operation"));
        await terraform.RunAsync("logout", _remote.Front.Host);
        Assert.Contains(
            "token",
            (await terraform.AnswerAsync("", "plan", "-input=false")).Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_long_log_comes_whole()
    {
        var scene = await RemoteScene.MakeAsync(_remote);
        using var terraform = await scene.TerraformAsync(
            """
            resource "terraform_data" "talks" {
              provisioner "local-exec" {
                command = "seq -f 'line %05g of a log that goes on for a while, as logs do' 1 20000"
              }
            }
            """
        );

        var said = await terraform.RunAsync("apply", "-auto-approve");

        Assert.Contains("line 20000 of a log", said, StringComparison.Ordinal);
        await scene.LogIsWholeAsync(await scene.LastRunAsync(), "apply-log", said);
    }

    [Fact]
    public async Task Who_waits_only_for_a_while_gives_up()
    {
        var scene = await RemoteScene.MakeAsync(_remote);
        using var first = await scene.TerraformAsync(RemoteScene.Hello);
        using var second = await scene.TerraformAsync(RemoteScene.Hello);
        using var holds = first.Start("apply");
        await holds.UntilAsync("Enter a value");

        var (_, said) = await second.AnswerAsync("", "apply", "-lock-timeout=2s");

        Assert.Contains("Lock timeout exceeded", said, StringComparison.Ordinal);
        await scene.Runs.UntilAsync((await scene.LastRunAsync()).Text("id"), "canceled");
        holds.Answer("no\n");
        await holds.EndAsync();
    }
}
