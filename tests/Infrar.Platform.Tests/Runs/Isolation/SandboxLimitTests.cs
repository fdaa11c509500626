using System.Diagnostics;
using Infrar.Platform.Runs.Executor;

namespace Infrar.Platform.Tests.Runs.Isolation;

/// <summary>Configurations that want more of the machine than is theirs.</summary>
public sealed class SandboxLimitTests : IAsyncLifetime
{
    private Rig _rig = null!;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(Rig.Missing is not null, Rig.Missing ?? "");
        _rig = await Rig.StartAsync();
    }

    public ValueTask DisposeAsync() => _rig?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_fork_bomb_gets_no_further_than_its_number_of_processes(bool groups)
    {
        var (exit, said, run) = await RunAsync(
            "fork",
            "i=0; while [ $i -lt 400 ]; do sleep 7500 >/dev/null 2>&1 & i=$((i + 1)); done; true",
            o => o.Processes = 128,
            groups
        );

        Assert.True(exit.Code is 1, said);
        Assert.Contains("annot fork", said);
        Assert.False(SandboxTests.Running("sleep\07500"));
        Assert.True(Directory.Exists(run.Path));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_memory_bomb_is_killed_and_the_engine_ends_by_itself(bool groups)
    {
        var (exit, said, _) = await RunAsync(
            "memory",
            """perl -e 'my @a; for my $i (1 .. 100) { my $s = chr(97 + $i % 26) x 8e6; push @a, $s . "y"; } sleep 5'; echo it-ended-with-$?; exit 7""",
            o => o.MemoryMebibytes = 400,
            groups
        );

        Assert.True(exit.Code is 1, said);
        Assert.True(said.Contains("it-ended-with-137", StringComparison.Ordinal), said);
    }

    [Fact]
    public async Task A_file_grows_no_larger_than_the_limit()
    {
        var (exit, said, run) = await RunAsync(
            "file",
            "dd if=/dev/zero of=large bs=1M count=200 2>/dev/null; echo it-ended-with-$?; exit 7",
            o => (o.DiskMebibytes, o.OutputMebibytes) = (64, 16)
        );

        Assert.True(exit.Code is 1, said);
        Assert.Contains("it-ended-with-153", said);
        Assert.Equal(64 << 20, new FileInfo(Path.Combine(run.Configuration, "large")).Length);
    }

    [Theory]
    [InlineData(
        "i=0; while true; do dd if=/dev/zero of=../tmp/f$i bs=1M count=8 2>/dev/null; i=$((i + 1)); sleep 0.05; done"
    )]
    [InlineData(
        "for i in 1 2 3 4 5 6 7 8; do (rm -f g$i; exec 5>g$i; rm g$i; dd if=/dev/zero bs=1M count=16 >&5 2>/dev/null; sleep 60) & done; wait"
    )]
    public async Task A_disk_filler_is_stopped_and_told_why_also_when_its_files_have_no_name(string command)
    {
        var (exit, said, _) = await RunAsync("disk", command, o => (o.DiskMebibytes, o.OutputMebibytes) = (64, 16));

        Assert.NotEqual(0, exit.Code);
        Assert.Contains("its folder holds more than 64 MiB (Executor:DiskMebibytes)", said);
    }

    [Fact]
    public async Task Endless_output_is_stopped_and_told_why()
    {
        var (exit, said, run) = await RunAsync("output", "yes all work and no play", o => o.OutputMebibytes = 2);

        Assert.NotEqual(0, exit.Code);
        Assert.Contains("it printed more than 2 MiB (Executor:OutputMebibytes)", said);
        Assert.True(new FileInfo(run.Output).Length < 200 << 20);
    }

    [Fact]
    public async Task Temporary_folders_in_memory_are_small()
    {
        var (exit, said, _) = await RunAsync(
            "memoryfiles",
            "for at in /tmp /dev/shm; do dd if=/dev/zero of=$at/full bs=1M count=100 2>/dev/null; echo ended-with-$?; done; exit 7"
        );

        Assert.True(exit.Code is 1, said);
        Assert.Contains("ended-with-1", said);
        Assert.DoesNotContain("ended-with-0", said);
    }

    [Fact]
    public async Task Processor_time_and_open_files_are_bounded()
    {
        var clock = Stopwatch.StartNew();
        var (_, said, _) = await RunAsync(
            "limits",
            "ulimit -a | tr '\\n' ';'; exit 7",
            o => (o.CpuMinutes, o.OpenFiles) = (2, 128)
        );

        Assert.Contains("120", said);
        Assert.Contains("128", said);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30));
    }

    // A provisioner that fails ends the engine with 1, and with what it printed among what the engine said.
    private async Task<(EngineExit Exit, string Said, RunFolder Run)> RunAsync(
        string name,
        string command,
        Action<ExecutorOptions>? set = null,
        bool groups = true
    )
    {
        var run = _rig.Run(
            name,
            """
            resource "terraform_data" "hostile" {
              provisioner "local-exec" {
                command = "sh ./hostile.sh"
              }
            }
            """
        );
        await File.WriteAllTextAsync(Path.Combine(run.Configuration, "hostile.sh"), command + "\n");
        var exit = await run.ApplyAsync(_rig.Sandbox(set, groups));
        var said = run.Said;
        return (exit, said.Length > 200_000 ? said[^200_000..] : said, run);
    }
}
