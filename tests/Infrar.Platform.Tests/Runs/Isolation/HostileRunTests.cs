using System.Globalization;
using System.Runtime.InteropServices;
using Infrar.Platform.Runs.Executor;

namespace Infrar.Platform.Tests.Runs.Isolation;

/// <summary>One apply of a configuration that tries everything, in a sandbox, and the harmless part of it again without one.</summary>
public sealed class HostileRun : IAsyncLifetime
{
    private Rig? _rig;

    /// <summary>What each attempt came to in the sandbox: whether it worked.</summary>
    public IReadOnlyDictionary<int, bool> Inside { get; private set; } = new Dictionary<int, bool>();

    /// <summary>And without one.</summary>
    public IReadOnlyDictionary<int, bool> Without { get; private set; } = new Dictionary<int, bool>();

    /// <summary>What the engine said.</summary>
    public string Said { get; private set; } = "";

    /// <summary>Whether there was a secret on a command line of the machine meanwhile.</summary>
    public bool WasSecretShown { get; private set; }

    /// <summary>Names of what was left in the run's folder.</summary>
    public IReadOnlyList<string> Left { get; private set; } = [];

    /// <summary>Whether the run's folder could be removed as the executor removes it.</summary>
    public bool WasRemoved { get; private set; }

    /// <summary>Processes that were left.</summary>
    public IReadOnlyList<string> StillThere { get; private set; } = [];

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        if (Rig.Missing is not null)
        {
            return;
        }

        _rig = await Rig.StartAsync();
        var own = Lay("own", Attempts.Script + Leftovers);
        var sandbox = _rig.Sandbox();
        Assert.Null(sandbox.Missing);
        var shown = WatchAsync("hidden-word", out var stop);
        own.More["SECRET"] = "hidden-word";
        var exit = await own.ApplyAsync(sandbox);
        await stop.CancelAsync();
        stop.Dispose();
        WasSecretShown = await shown;
        Said = own.Said;
        Assert.True(exit.Code is 0, $"{exit.Code}: {Said}");
        Inside = Results(own);
        Left = [.. Directory.EnumerateFileSystemEntries(own.Configuration).Select(f => Path.GetFileName(f)!)];
        StillThere = CommandLines().Where(l => l.Contains("sleep\07331", StringComparison.Ordinal)).ToList();

        Directory.Delete(own.Path, recursive: true);
        WasRemoved = !Directory.Exists(own.Path);

        var harmless = Attempts.All.Select(
            (a, i) => a.WorksWithout is null ? $"echo '{i} 1' >>\"$RESULTS\"" : Line(a, i)
        );
        var free = Lay("free", string.Join('\n', harmless) + "\ntrue\n");
        exit = await free.ApplyAsync(new NoSandbox());
        Assert.True(exit.Code is 0, $"{exit.Code}: {free.Said}");
        Without = Results(free);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_rig is not null)
        {
            await _rig.DisposeAsync();
        }
    }

    // Each works inside, and is to come to nothing outside.
    private const string Leftovers = """
        ln -s /etc/shadow errored.tfstate
        mkfifo infrar.plan
        ln -s / slash
        mkdir -p locked/in; touch locked/in/file; chmod 000 locked
        touch "$(printf 'bad\377name')"; mkdir "$(printf 'bad\377folder')"; touch "$(printf 'bad\377folder')/file"
        perl -e 'for (1 .. 3000) { mkdir "deep"; chdir "deep" or last; }'
        setsid sleep 7331 </dev/null >/dev/null 2>&1 &
        sleep 0.3

        """;

    private static string Line(Attempt attempt, int i) =>
        $"( {attempt.Command} ) >/dev/null 2>&1 </dev/null; echo \"{i} $?\" >>\"$RESULTS\"";

    private RunFolder Lay(string name, string script)
    {
        var run = _rig!.Run(
            name,
            $$"""
            terraform {
              backend "http" {}
            }
            variable "data" {}
            resource "terraform_data" "hostile" {
              triggers_replace = [timestamp()]
              provisioner "local-exec" {
                command = "sh ./attempts.sh"
                environment = {
                  FILE_SHADOW   = try(file("/etc/shadow"), "")
                  FILE_DATABASE = try(file("${var.data}/infrar.db"), "")
                  FILE_SET      = try(join(",", fileset(var.data, "**")), "")
                  FILE_ENVIRON  = try(filebase64("/proc/1/environ"), "")
                }
              }
            }
            """
        );
        run.More["TF_VAR_data"] = Path.Combine(_rig.Folder, "data");
        File.WriteAllText(Path.Combine(run.Configuration, "attempts.sh"), script);
        return run;
    }

    private static Dictionary<int, bool> Results(RunFolder run) =>
        File.ReadAllLines(Path.Combine(run.Configuration, "results.txt"))
            .Select(l => l.Split(' '))
            .ToDictionary(l => int.Parse(l[0], CultureInfo.InvariantCulture), l => l[1] is "0");

    private static Task<bool> WatchAsync(string word, out CancellationTokenSource stop)
    {
        stop = new();
        var token = stop.Token;
        return Task.Run(async () =>
        {
            var was = false;
            while (!token.IsCancellationRequested)
            {
                was |= CommandLines().Any(l => l.Contains(word, StringComparison.Ordinal));
                await Task.Delay(50, CancellationToken.None);
            }

            return was;
        });
    }

    private static IEnumerable<string> CommandLines()
    {
        foreach (var process in Directory.EnumerateDirectories("/proc").Where(d => char.IsAsciiDigit(d[6])))
        {
            string line;
            try
            {
                line = File.ReadAllText($"{process}/cmdline");
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                continue;
            }

            yield return line;
        }
    }
}

/// <summary>Everything that a hostile configuration tries is refused.</summary>
public sealed class HostileRunTests(HostileRun run) : IClassFixture<HostileRun>
{
    public static TheoryData<string> Names => [.. Attempts.All.Select(a => a.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Refused(string name)
    {
        Needs();
        var i = Attempts.All.Index().First(a => a.Item.Name == name).Index;

        Assert.False(run.Inside[i], $"It worked: {Attempts.All[i].Command}");
        if (Attempts.All[i].WorksWithout is true)
        {
            Assert.True(run.Without[i], $"It does not even work without a sandbox: {Attempts.All[i].Command}");
        }
    }

    [Fact]
    public void Links_and_pipes_in_the_place_of_the_engines_files_are_gone_before_anybody_reads_them()
    {
        Needs();
        Assert.Contains("results.txt", run.Left);
        Assert.DoesNotContain(run.Left, name => name is "errored.tfstate" or "infrar.plan" or "slash");
    }

    [Fact]
    public void A_folder_that_cannot_be_removed_is_not_left()
    {
        Needs();
        Assert.True(run.WasRemoved);
    }

    [Fact]
    public void A_process_that_hides_in_the_background_ends_with_the_engine()
    {
        Needs();
        Assert.Empty(run.StillThere);
    }

    [Fact]
    public void No_secret_stands_on_a_command_line_of_the_machine()
    {
        Needs();
        Assert.False(run.WasSecretShown);
    }

    private static void Needs()
    {
        Assert.SkipWhen(Rig.Missing is not null, Rig.Missing ?? "");
        Assert.SkipWhen(
            RuntimeInformation.ProcessArchitecture is not Architecture.X64,
            "The attempts call the kernel by the numbers of x86-64."
        );
    }
}
