using System.Text.Json;
using Infrar.Platform.Tests.Runs;
using Infrar.Platform.Tests.Servers;
using Infrar.Testing.Servers;

namespace Infrar.Platform.Tests.Remote;

/// <summary>The whole way of a configuration by the real Terraform, on both databases.</summary>
public abstract class RemoteApplyTests(bool postgres, RemotePlatforms platforms) : IAsyncLifetime
{
    private RemotePlatform _remote = null!;

    public sealed class OnSqlite(RemotePlatforms platforms)
        : RemoteApplyTests(false, platforms),
            IClassFixture<RemotePlatforms>;

    public sealed class OnPostgres(RemotePlatforms platforms)
        : RemoteApplyTests(true, platforms),
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
    public async Task A_configuration_is_applied_read_changed_and_destroyed()
    {
        var scene = await RemoteScene.MakeAsync(_remote);
        using var terraform = await scene.TerraformAsync(RemoteScene.Hello);

        var (code, said) = await terraform.AnswerAsync("yes\n", "apply");

        Assert.True(code is 0, said);
        Assert.Contains(
            "Do you want to perform these actions in workspace \"production\"?",
            said,
            StringComparison.Ordinal
        );
        Assert.Contains("Apply complete! Resources: 2 added, 0 changed, 0 destroyed.", said, StringComparison.Ordinal);
        var run = await scene.LastRunAsync();
        Assert.Equal("applied", run.Text("status"));
        Assert.False(run.GetProperty("autoApply").GetBoolean());
        await scene.LogIsWholeAsync(run, "plan-log", said);
        await scene.LogIsWholeAsync(run, "apply-log", said);

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
        Assert.Equal("destroy", (await scene.LastRunAsync()).Text("operation"));
        Assert.Equal("", (await terraform.RunAsync("state", "list")).Trim());
    }
}
