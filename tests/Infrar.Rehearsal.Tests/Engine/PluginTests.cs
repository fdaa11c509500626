using System.Diagnostics;
using System.Text.Json;

namespace Infrar.Rehearsal.Tests.Engine;

public sealed class PluginTests
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
        """;

    private static string Program => Path.Combine(AppContext.BaseDirectory, "infrar-rehearsal.dll");

    [Fact]
    public async Task The_engine_installs_and_starts_the_plugin_from_a_mirror()
    {
        await using var rehearsal = RehearsedFolder.Unserved(Configuration);
        var mirror = Path.Combine(rehearsal.FullName, "mirror");
        using var made = Start("mirror", mirror, "--cloud", rehearsal.CloudPath);
        await made.WaitForExitAsync(TestContext.Current.CancellationToken);
        await using var installed = RehearsedFolder.Unserved(
            Configuration,
            ("TF_CLI_CONFIG_FILE", Path.Combine(mirror, "tofu.rc"))
        );

        (await installed.RunAsync("init", "-no-color")).Succeeds();
        (await installed.ApplyAsync()).Succeeds();

        Assert.Equal("hcloud_network", Assert.Single((await rehearsal.CloudAsync()).Resources).Type);
    }

    [Fact]
    public async Task A_plugin_that_crashes_once_is_started_again_and_finishes()
    {
        await using var rehearsal = RehearsedFolder.Unserved(Configuration);
        var mirror = Path.Combine(rehearsal.FullName, "mirror");
        var faults = Path.Combine(rehearsal.FullName, "faults.json");
        await File.WriteAllTextAsync(
            faults,
            """[{ "type": "hcloud_network", "operation": "create", "times": 1, "crash": true }]""",
            TestContext.Current.CancellationToken
        );
        using var made = Start("mirror", mirror, "--cloud", rehearsal.CloudPath, "--faults", faults);
        await made.WaitForExitAsync(TestContext.Current.CancellationToken);
        await using var installed = RehearsedFolder.Unserved(
            Configuration,
            ("TF_CLI_CONFIG_FILE", Path.Combine(mirror, "tofu.rc"))
        );
        (await installed.RunAsync("init", "-no-color")).Succeeds();

        var crashed = await installed.ApplyAsync();
        (await installed.ApplyAsync()).Succeeds();

        Assert.Equal(1, crashed.ExitCode);
        Assert.Single((await rehearsal.CloudAsync()).Resources);
    }

    [Fact]
    public async Task Serve_prints_one_line_to_reattach_to_and_ends_with_its_input()
    {
        await using var unserved = RehearsedFolder.Unserved(Configuration);
        using var serve = Start("serve", "--cloud", unserved.CloudPath, "--providers", "hcloud,random");
        var line = await serve.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        await using var served = RehearsedFolder.Unserved(Configuration, ("TF_REATTACH_PROVIDERS", line!));

        (await served.ApplyAsync()).Succeeds();
        serve.StandardInput.Close();
        await serve.WaitForExitAsync(TestContext.Current.CancellationToken);

        using var json = JsonDocument.Parse(line!);
        Assert.Equal(
            [
                "registry.opentofu.org/hashicorp/random",
                "registry.opentofu.org/hetznercloud/hcloud",
                "registry.terraform.io/hashicorp/random",
                "registry.terraform.io/hetznercloud/hcloud",
            ],
            json.RootElement.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal)
        );
        Assert.Equal(0, serve.ExitCode);
        Assert.Single((await unserved.CloudAsync()).Resources);
    }

    [Fact]
    public async Task Without_arguments_it_says_what_it_is_and_fails()
    {
        using var process = Start();
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, process.ExitCode);
        Assert.Contains("Stands in for cloud providers", output);
    }

    private static Process Start(params IEnumerable<string> arguments) =>
        Process.Start(
            new ProcessStartInfo("dotnet", [Program, .. arguments])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            }
        )!;
}
