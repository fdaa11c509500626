namespace Infrar.Platform.Tests.State;

/// <summary>The real, unmodified engine against the state backend.</summary>
public abstract class TerraformTests(bool postgres, SharedPlatforms shared) : BothDatabases(postgres, shared)
{
    public sealed class OnSqlite(SharedPlatforms shared) : TerraformTests(false, shared);

    public sealed class OnPostgres(SharedPlatforms shared) : TerraformTests(true, shared);

    private const string Two = """
        resource "terraform_data" "one" {
          input = "first"
        }
        resource "terraform_data" "two" {
          input = terraform_data.one.output
        }
        output "said" {
          value = terraform_data.two.output
        }
        """;

    [Fact]
    public async Task Every_command_that_touches_the_state_works()
    {
        Assert.SkipWhen(Terraform.Missing is not null, Terraform.Missing ?? "");
        var scene = await StateScene.MakeAsync(Platform, "state:read", "state:write", "state:unlock");
        using var terraform = scene.Terraform(Two);

        await terraform.RunAsync("init");
        Assert.Contains(
            "2 to add",
            await terraform.RunAsync("plan", "-no-color", "-out=plan"),
            StringComparison.Ordinal
        );
        await terraform.RunAsync("apply", "plan");
        Assert.Equal("first", (await terraform.RunAsync("output", "-raw", "said")).Trim());
        var pulled = await terraform.RunAsync("state", "pull");
        Assert.Contains("\"terraform_data\"", pulled, StringComparison.Ordinal);
        Assert.Contains("terraform_data.two", await terraform.RunAsync("state", "list"), StringComparison.Ordinal);

        // Left by somebody whose machine went away.
        (await scene.Client().LockAsync(scene.State, "left-behind")).EnsureSuccessStatusCode();
        var (exitCode, said) = await terraform.TryAsync("plan", "-no-color");
        Assert.Equal(1, exitCode);
        Assert.Contains("left-behind", said, StringComparison.Ordinal);
        await terraform.RunAsync("force-unlock", "-force", "left-behind");

        Assert.Contains("No changes", await terraform.RunAsync("plan", "-no-color"), StringComparison.Ordinal);
        await terraform.RunAsync("state", "rm", "terraform_data.two");
        await terraform.RunAsync("apply", "-auto-approve");
        await terraform.RunAsync("destroy", "-auto-approve");
        Assert.DoesNotContain(
            "\"terraform_data\"",
            await terraform.RunAsync("state", "pull"),
            StringComparison.Ordinal
        );
    }
}
