using System.Text.Json.Nodes;

namespace Infrar.Rehearsal.Tests.Engine;

public sealed class DriftTests
{
    private const string Configuration = """
        terraform {
          required_providers {
            digitalocean = { source = "digitalocean/digitalocean" }
          }
        }
        resource "digitalocean_database_cluster" "orders" {
          name       = "orders"
          engine     = "pg"
          size       = "db-s-1vcpu-1gb"
          region     = "fra1"
          node_count = 1
        }
        """;

    [Fact]
    public async Task What_was_changed_behind_the_engines_back_is_put_right()
    {
        await using var rehearsal = await RehearsedFolder.ServeAsync(Configuration);
        (await rehearsal.ApplyAsync()).Succeeds();
        Edit(rehearsal, resource => resource["attributes"]!["node_count"] = 3);

        var plan = await rehearsal.RunAsync("plan", "-no-color", "-detailed-exitcode");

        Assert.Equal(2, plan.ExitCode);
        Assert.Contains("~ node_count = 3 -> 1", plan.Text);
        Assert.Contains("0 to add, 1 to change, 0 to destroy", plan.Text);
    }

    [Fact]
    public async Task What_was_deleted_behind_the_engines_back_is_created_anew()
    {
        await using var rehearsal = await RehearsedFolder.ServeAsync(Configuration);
        (await rehearsal.ApplyAsync()).Succeeds();
        File.Delete(rehearsal.CloudPath);

        var plan = await rehearsal.RunAsync("plan", "-no-color", "-detailed-exitcode");

        Assert.Equal(2, plan.ExitCode);
        Assert.Contains("1 to add, 0 to change, 0 to destroy", plan.Text);
    }

    [Fact]
    public async Task The_cloud_file_holds_no_secret_and_the_state_does()
    {
        await using var rehearsal = await RehearsedFolder.ServeAsync(Configuration);
        (await rehearsal.ApplyAsync()).Succeeds();

        var cloud = JsonNode.Parse(
            await File.ReadAllTextAsync(rehearsal.CloudPath, TestContext.Current.CancellationToken)
        )!;
        var state = JsonNode.Parse((await rehearsal.RunAsync("show", "-json")).Succeeds().Output)!;

        var kept = state["values"]!["root_module"]!["resources"]![0]!["values"]!["password"]!.GetValue<string>();
        Assert.NotEqual("(sensitive)", kept);
        Assert.Equal("(sensitive)", cloud["resources"]![0]!["attributes"]!["password"]!.GetValue<string>());
        Assert.DoesNotContain(kept, cloud.ToJsonString());
    }

    [Fact]
    public async Task What_exists_can_be_imported_and_what_does_not_cannot()
    {
        await using var rehearsal = await RehearsedFolder.ServeAsync(Configuration);
        (await rehearsal.ApplyAsync()).Succeeds();
        var id = Assert.Single((await rehearsal.CloudAsync()).Resources).Id;
        (await rehearsal.RunAsync("state", "rm", "digitalocean_database_cluster.orders")).Succeeds();

        (await rehearsal.RunAsync("import", "-no-color", "digitalocean_database_cluster.orders", "nothing")).Fails(
            "Cannot import non-existent remote object"
        );
        (await rehearsal.RunAsync("import", "-no-color", "digitalocean_database_cluster.orders", id)).Succeeds();

        await rehearsal.SettlesAsync();
    }

    private static void Edit(RehearsedFolder rehearsal, Action<JsonNode> edit)
    {
        var cloud = JsonNode.Parse(File.ReadAllText(rehearsal.CloudPath))!;
        edit(cloud["resources"]![0]!);
        File.WriteAllText(rehearsal.CloudPath, cloud.ToJsonString());
    }
}
