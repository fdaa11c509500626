namespace Infrar.Rehearsal.Tests.Engine;

public sealed class FaultTests
{
    private const string Configuration = """
        terraform {
          required_providers {
            hcloud = { source = "hetznercloud/hcloud" }
          }
        }
        resource "hcloud_network" "main" {
          name     = "main"
          ip_range = "10.0.0.0/16"
        }
        resource "hcloud_placement_group" "other" {
          name = "other"
          type = "spread"
        }
        """;

    [Fact]
    public async Task A_fault_that_strikes_once_heals_at_the_second_attempt()
    {
        await using var rehearsal = await RehearsedFolder.ServeAsync(
            Configuration,
            """[{ "type": "hcloud_*", "name": "ma*", "operation": "create", "times": 1, "fail": "no capacity in nbg1" }]"""
        );

        (await rehearsal.ApplyAsync()).Fails("no capacity in nbg1");
        Assert.Equal("hcloud_placement_group", Assert.Single((await rehearsal.CloudAsync()).Resources).Type);

        (await rehearsal.ApplyAsync()).Succeeds();
        await rehearsal.SettlesAsync();
    }

    [Fact]
    public async Task A_failed_update_keeps_what_was()
    {
        await using var rehearsal = await RehearsedFolder.ServeAsync(
            Configuration,
            """[{ "type": "hcloud_network", "operation": "update", "times": 1, "fail": "conflict" }]"""
        );
        (await rehearsal.ApplyAsync()).Succeeds();
        rehearsal.Configuration = Configuration.Replace("10.0.0.0/16", "10.0.0.0/12", StringComparison.Ordinal);

        (await rehearsal.ApplyAsync()).Fails("conflict");
        (await rehearsal.ApplyAsync()).Succeeds();

        Assert.Equal(
            "10.0.0.0/12",
            Assert.Single((await rehearsal.CloudAsync()).OfType("hcloud_network")).Text("ip_range")
        );
    }
}
