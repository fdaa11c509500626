namespace Infrar.Rehearsal.Tests.Engine;

public sealed class CycleTests
{
    [Fact]
    public async Task An_AWS_configuration_lives_its_whole_life()
    {
        await using var rehearsal = await RehearsedFolder.ServeAsync(RehearsedFolder.Sample("aws"));

        (await rehearsal.RunAsync("init", "-no-color")).Succeeds();
        var validation = (await rehearsal.RunAsync("validate", "-json")).Succeeds();
        var plan = (await rehearsal.RunAsync("plan", "-no-color", "-out", "plan.bin")).Succeeds();
        (await rehearsal.RunAsync("apply", "-no-color", "plan.bin")).Succeeds();
        var outputs = await rehearsal.OutputsAsync();
        await rehearsal.SettlesAsync();
        var change = (
            await rehearsal.RunAsync("plan", "-no-color", "-var", "desired_count=3", "-var", "service_port=9090")
        ).Succeeds();
        (await rehearsal.ApplyAsync("-var", "desired_count=3", "-var", "service_port=9090")).Succeeds();
        (await rehearsal.RunAsync("destroy", "-auto-approve", "-no-color")).Succeeds();

        Assert.Contains("\"warning_count\": 0", validation.Output);
        Assert.DoesNotContain("Warning", plan.Text);
        Assert.Contains("28 to add, 0 to change, 0 to destroy", plan.Text);
        Assert.Equal("""["eu-central-1a","eu-central-1b","eu-central-1c"]""", Value("zones"));
        Assert.StartsWith("""["us-east-1a",""", Value("zones_us"));
        Assert.Equal("\"123456789012\"", Value("account"));
        Assert.Equal("\"eu-central-1\"", Value("region"));
        Assert.Equal("\"us-east-1\"", Value("bucket_region"));
        Assert.Equal("\"arn:aws:logs:eu-west-3:123456789012:log-group:/demo/web\"", Value("log_arn"));
        Assert.Equal("5432", Value("database_port"));
        Assert.EndsWith(".eu-central-1.elb.amazonaws.com\"", Value("load_balancer"));
        Assert.Equal("\"arn:aws:ecs:eu-central-1:123456789012:service/main/web\"", Value("service_arn"));
        Assert.Equal("""{"Environment":"test","Name":"main","System":"demo"}""", Value("tags"));
        Assert.Contains("aws_lb_target_group.web must be replaced", change.Text);
        Assert.Contains("aws_ecs_task_definition.web must be replaced", change.Text);
        Assert.Contains("aws_ecs_service.web will be updated in-place", change.Text);
        Assert.Contains("2 to add, 2 to change, 2 to destroy", change.Text);
        Assert.Empty((await rehearsal.CloudAsync()).Resources);

        string Value(string name) =>
            System.Text.Json.JsonSerializer.Serialize(outputs.GetProperty(name).GetProperty("value"));
    }

    [Theory]
    [InlineData("cloudflare", 6)]
    [InlineData("vercel", 3)]
    [InlineData("digitalocean", 4)]
    [InlineData("hcloud", 5)]
    public async Task Other_providers_create_settle_and_destroy(string provider, int resources)
    {
        await using var rehearsal = await RehearsedFolder.ServeAsync(RehearsedFolder.Sample(provider));

        var apply = (await rehearsal.ApplyAsync()).Succeeds();
        var created = (await rehearsal.CloudAsync()).Resources.Count;
        await rehearsal.SettlesAsync();
        (await rehearsal.RunAsync("destroy", "-auto-approve", "-no-color")).Succeeds();

        Assert.DoesNotContain("Warning", apply.Text);
        Assert.Equal(resources, created);
        Assert.Empty((await rehearsal.CloudAsync()).Resources);
    }

    [Fact]
    public async Task Equal_random_resources_differ_and_keep_their_values()
    {
        await using var rehearsal = await RehearsedFolder.ServeAsync(
            """
            terraform {
              required_providers {
                random = { source = "hashicorp/random" }
              }
            }
            resource "random_string" "s" {
              count   = 2
              length  = 12
              special = false
            }
            resource "random_id" "i" { byte_length = 4 }
            resource "random_integer" "n" {
              min = 5
              max = 9
            }
            output "strings" { value = random_string.s[*].result }
            output "hex" { value = random_id.i.hex }
            output "number" { value = random_integer.n.result }
            """
        );

        (await rehearsal.ApplyAsync()).Succeeds();
        var outputs = await rehearsal.OutputsAsync();
        await rehearsal.SettlesAsync();

        var strings = outputs
            .GetProperty("strings")
            .GetProperty("value")
            .EnumerateArray()
            .Select(s => s.GetString()!)
            .ToArray();
        Assert.All(strings, s => Assert.Matches("^[A-Za-z0-9]{12}$", s));
        Assert.NotEqual(strings[0], strings[1]);
        Assert.Matches("^[0-9a-f]{8}$", outputs.GetProperty("hex").GetProperty("value").GetString());
        Assert.InRange(outputs.GetProperty("number").GetProperty("value").GetInt32(), 5, 9);
    }
}
