using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using System.Text;
using Infrar.Platform.Hosting;
using Infrar.Platform.Runs.Executor;
using Infrar.Platform.Runs.Isolation;
using Infrar.Testing;

namespace Infrar.Platform.Tests.Runs.Isolation;

/// <summary>Engines at work in a sandbox: what they must still be able to do, and how they end.</summary>
public sealed class SandboxTests : IAsyncLifetime
{
    private Rig _rig = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(Rig.Missing is not null, Rig.Missing ?? "");
        _rig = await Rig.StartAsync();
    }

    public ValueTask DisposeAsync() => _rig?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task An_apply_keeps_its_state_at_the_platform_through_the_relay()
    {
        var run = _rig.Run("state", Data("""input = "kept-word" """));

        var exit = await run.ApplyAsync(_rig.Sandbox());

        Assert.True(exit.Code is 0, run.Said);
        Assert.Contains("kept-word", Encoding.UTF8.GetString(_rig.State!));
        Assert.Contains("LOCK /state/lock", _rig.Requests);
        Assert.Contains("UNLOCK /state/lock", _rig.Requests);
    }

    [Fact]
    public async Task An_interrupt_reaches_the_engine_which_saves_and_ends_by_itself()
    {
        var run = _rig.Run(
            "interrupt",
            """
            terraform {
              backend "http" {}
            }
            resource "terraform_data" "first" {
              input = "first-word"
            }
            resource "terraform_data" "slow" {
              depends_on = [terraform_data.first]
              provisioner "local-exec" {
                command = "touch ../tmp/began; sleep 60"
              }
            }
            """
        );
        var sandbox = _rig.Sandbox();
        Assert.Equal(0, (await run.RunAsync(sandbox, ["init", "-input=false"])).Code);
        using var process = run.Start(sandbox, Rig.Engine, "apply", "-json", "-input=false", "-auto-approve");
        await UntilAsync(() => File.Exists(Path.Combine(run.Path, "tmp/began")));

        process.Interrupt();
        var exit = await process.WaitAsync(Cancel);

        Assert.Equal(1, exit.Code);
        Assert.True(exit.IsClean);
        Assert.Contains("first-word", Encoding.UTF8.GetString(_rig.State!));
        Assert.Equal("UNLOCK /state/lock", _rig.Requests[^1]);
    }

    [Fact]
    public async Task A_kill_ends_everything_in_the_sandbox()
    {
        var run = _rig.Run("kill", "");
        using var process = run.Start(
            _rig.Sandbox(),
            "/bin/sh",
            "-c",
            "setsid sleep 7332 & touch ../tmp/began; exec sleep 7333"
        );
        await UntilAsync(() => Running("sleep\07332") && Running("sleep\07333"));

        process.Kill();
        var exit = await process.WaitAsync(Cancel);

        Assert.Equal(137, exit.Code);
        Assert.False(exit.IsClean);
        Assert.False(Running("sleep\07332") || Running("sleep\07333"));
    }

    [Theory]
    [InlineData("exit 3", 3)]
    [InlineData("kill -TERM $$", 143)]
    [InlineData("kill -SEGV $$", 139)]
    public async Task The_exit_code_is_the_engines_own(string command, int code)
    {
        var run = _rig.Run("exit", "");
        using var process = run.Start(_rig.Sandbox(), "/bin/sh", "-c", $"echo said; echo wrong >&2; {command}");

        Assert.Equal(code, (await process.WaitAsync(Cancel)).Code);
        Assert.Equal("said\n", await File.ReadAllTextAsync(run.Output, Cancel));
        Assert.StartsWith("wrong\n", await File.ReadAllTextAsync(run.Errors, Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_engine_that_lies_outside_of_the_system_works_too()
    {
        var run = _rig.Run("elsewhere", "");
        var program = Path.Combine(_rig.Folder, "tools", "engine");
        Directory.CreateDirectory(Path.GetDirectoryName(program)!);
        File.Copy("/bin/echo", program);
        using var process = run.Start(_rig.Sandbox(), program, "it works");

        Assert.Equal(0, (await process.WaitAsync(Cancel)).Code);
        Assert.Equal("it works\n", run.Said);
    }

    [Fact]
    public async Task Stand_in_clouds_are_reached_through_their_sockets()
    {
        var program = Path.Combine(
            Repository.Root(Assembly.GetExecutingAssembly()),
            "artifacts/bin/Infrar.Rehearsal/release/infrar-rehearsal"
        );
        Assert.SkipUnless(File.Exists(program), "infrar-rehearsal is not built.");
        var cloud = Path.Combine(_rig.Folder, "cloud", "cloud.json");
        await using var clouds = await StandInClouds.StartAsync(program, cloud, Cancel);
        var run = _rig.Run(
            "clouds",
            """
            terraform {
              backend "http" {}
              required_providers {
                hcloud = { source = "hetznercloud/hcloud" }
              }
            }
            resource "hcloud_network" "main" {
              name     = "made-inside"
              ip_range = "10.0.0.0/16"
            }
            """
        ) with
        {
            Sockets = clouds.Sockets,
        };
        run.More["TF_REATTACH_PROVIDERS"] = clouds.Reattach;

        var exit = await run.ApplyAsync(_rig.Sandbox());

        Assert.True(exit.Code is 0, run.Said);
        Assert.Contains("made-inside", await File.ReadAllTextAsync(cloud, Cancel));
    }

    [Fact]
    public async Task The_proxy_leads_to_hosts_of_the_list_and_to_no_others()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var port = ((IPEndPoint)server.LocalEndpoint).Port;
        var greeting = GreetAsync(server);
        var sandbox = new Bubblewrap(new ExecutorOptions(), new ServerOptions { DataFolder = _rig.Folder })
        {
            // Nothing public is to be had in a test: loopback stands for it.
            Egress = new([new("127.0.0.1", port)], ["platform.example.com"]) { IsPublic = _ => true },
        };
        var run = _rig.Run("proxy", "");
        var script =
            $"env | grep -i _PROXY= | sort | head -1; for to in 127.0.0.1:{port} 127.0.0.2:{port} platform.example.com:{port}; do "
            + "printf \"CONNECT $to HTTP/1.1\\r\\n\\r\\n\" | socat -t5 - TCP:127.0.0.1:13128 | tr -d '\\r' | tr '\\n' ' '; echo; done";
        using var process = run.Start(sandbox, "/bin/sh", "-c", script);

        Assert.Equal(0, (await process.WaitAsync(Cancel)).Code);
        await greeting;
        Assert.Equal(
            [
                "HTTPS_PROXY=http://127.0.0.1:13128",
                "HTTP/1.1 200 OK  hello from outside",
                "HTTP/1.1 403 Forbidden  ",
                "HTTP/1.1 403 Forbidden  ",
            ],
            run.Said.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        );
    }

    [Fact]
    public async Task With_no_host_on_the_list_there_is_no_proxy()
    {
        var run = _rig.Run("none", "");
        using var process = run.Start(
            _rig.Sandbox(o => o.Network.Allow = ["none"]),
            "/bin/sh",
            "-c",
            "env | grep -i proxy; socat -u OPEN:/dev/null TCP:127.0.0.1:13128 2>/dev/null; echo $?"
        );

        Assert.Equal(0, (await process.WaitAsync(Cancel)).Code);
        Assert.Equal("1\n", run.Said);
    }

    [Fact]
    public async Task Nothing_of_a_sandbox_outlives_an_executor_that_was_killed()
    {
        var start = new ProcessStartInfo(
            Environment.ProcessPath!,
            ["-noLogo", "-noColor", "-method", $"{typeof(SandboxTests).FullName}.{nameof(Held)}"]
        )
        {
            RedirectStandardOutput = true,
        };
        start.Environment["INFRAR_TEST_HOLD"] = "7447";
        using var executor = Process.Start(start)!;
        await UntilAsync(() => Running("sleep\07447") || executor.HasExited);
        Assert.False(executor.HasExited);

        executor.Kill();
        await executor.WaitForExitAsync(Cancel);

        await UntilAsync(() => !Running("sleep\07447"));
    }

    /// <summary>The executor of the test above, in a process of its own.</summary>
    [Fact]
    public async Task Held()
    {
        var seconds = Environment.GetEnvironmentVariable("INFRAR_TEST_HOLD");
        Assert.SkipWhen(seconds is null, "Another test starts it.");
        var run = _rig.Run("held", "");
        using var process = run.Start(_rig.Sandbox(), "/bin/sh", "-c", $"setsid sleep {seconds} & wait");
        _ = await process.WaitAsync(Cancel);
    }

    [Fact]
    public void What_a_machine_lacks_is_said_by_name()
    {
        var missing = new Bubblewrap(new ExecutorOptions(), new ServerOptions()) { SearchPath = "/nowhere" }.Missing;

        Assert.Contains("bwrap, socat, prlimit", missing);
        Assert.Null(_rig.Sandbox().Missing);
    }

    private static string Data(string what) =>
        $$"""
            terraform {
              backend "http" {}
            }
            resource "terraform_data" "one" {
              {{what}}
            }
            """;

    private static async Task GreetAsync(TcpListener server)
    {
        using var client = await server.AcceptSocketAsync(Cancel);
        await client.SendAsync("hello from outside"u8.ToArray(), Cancel);
    }

    internal static bool Running(string line)
    {
        foreach (var process in Directory.EnumerateDirectories("/proc").Where(d => char.IsAsciiDigit(d[6])))
        {
            try
            {
                if (File.ReadAllText($"{process}/cmdline").StartsWith(line, StringComparison.Ordinal))
                {
                    return true;
                }
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                // It ended meanwhile.
            }
        }

        return false;
    }

    private static async Task UntilAsync(Func<bool> happened)
    {
        var clock = Stopwatch.StartNew();
        while (!happened())
        {
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30), "It did not happen within 30 seconds.");
            await Task.Delay(20, Cancel);
        }
    }
}
