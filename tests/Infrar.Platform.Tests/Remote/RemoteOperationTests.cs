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
    public async Task A_plan_alone_shows_what_would_change()
    {
        var scene = await RemoteScene.MakeAsync(_remote);
        using var terraform = await scene.TerraformAsync(Hello);

        var said = await terraform.RunAsync("plan", "-input=false");

        Assert.Contains("Plan: 2 to add, 0 to change, 0 to destroy.", said, StringComparison.Ordinal);
    }
}
