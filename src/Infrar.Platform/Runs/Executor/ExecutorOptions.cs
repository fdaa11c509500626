using Infrar.Platform.Runs.Isolation;
using Microsoft.Extensions.Options;

namespace Infrar.Platform.Runs.Executor;

/// <summary>How an engine is kept apart from the rest of the machine.</summary>
internal enum IsolationKind
{
    /// <summary>In a sandbox of its own, by bubblewrap.</summary>
    Bubblewrap,

    /// <summary>Not at all: for machines where everybody who writes configurations is trusted.</summary>
    None,
}

/// <summary>Where runs are carried out; section <c>Executor</c>.</summary>
internal sealed class ExecutorOptions
{
    /// <summary>The section's name.</summary>
    internal const string Section = "Executor";

    /// <summary>How many runs this node carries out at once, 0 to 64; 0 for a node that leaves them to others.</summary>
    public int Slots { get; set; } = 2;

    /// <summary>How many looks for drift are at work at once on all nodes, 0 to 64; each node does one at a time, beside its runs.</summary>
    public int DriftRuns { get; set; } = 2;

    /// <summary>The engine's program; <c>tofu</c> on the PATH, or <c>terraform</c>, when left out.</summary>
    public string Engine { get; set; } = "";

    /// <summary>How engines are kept apart.</summary>
    public IsolationKind Isolation { get; set; } = IsolationKind.Bubblewrap;

    /// <summary>Where runs keep what must outlive this process; <c>executor</c> in the data folder when left out.</summary>
    public string Folder { get; set; } = "";

    /// <summary>Where engines reach the platform; this node's own address when left out.</summary>
    public string PlatformUrl { get; set; } = "";

    /// <summary>For how long an executor that says nothing is believed to be alive, in seconds, 5 to 600.</summary>
    public int LeaseSeconds { get; set; } = 30;

    /// <summary>Most minutes that a plan takes, 1 to 1,440.</summary>
    public int PlanMinutes { get; set; } = 60;

    /// <summary>Most minutes that an apply takes, 1 to 2,880.</summary>
    public int ApplyMinutes { get; set; } = 480;

    /// <summary>Most memory of one engine with its providers in MiB, 128 to 1,048,576.</summary>
    public int MemoryMebibytes { get; set; } = 2048;

    /// <summary>Most processes and threads of one engine with its providers, 64 to 65,536.</summary>
    public int Processes { get; set; } = 1024;

    /// <summary>Most minutes of processor time that one process of an engine uses, 1 to 100,000.</summary>
    public int CpuMinutes { get; set; } = 240;

    /// <summary>Most files that one process of an engine has open, 64 to 1,048,576.</summary>
    public int OpenFiles { get; set; } = 4096;

    /// <summary>Most that a run's folder holds, in MiB, 16 to 1,048,576.</summary>
    public int DiskMebibytes { get; set; } = 10_240;

    /// <summary>Most that one command of an engine prints, in MiB, 1 to 65,536.</summary>
    public int OutputMebibytes { get; set; } = 256;

    /// <summary>The user that engines run as where the platform is root, 1 to 65,533; it owns nothing else.</summary>
    public int UserId { get; set; } = 60_900;

    /// <summary>Where engines may connect to.</summary>
    public ExecutorNetworkOptions Network { get; set; } = new();

    /// <summary>The program that stands in for the clouds (<c>infrar-rehearsal</c>): then nothing real is ever made. Empty for real clouds.</summary>
    public string StandIn { get; set; } = "";

    internal bool IsStandIn => StandIn is not "";

    internal TimeSpan Lease => TimeSpan.FromSeconds(LeaseSeconds);
}

/// <summary>Names every fault of the settings at once.</summary>
internal sealed class ExecutorOptionsValidation : IValidateOptions<ExecutorOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, ExecutorOptions options)
    {
        var faults = new List<string>();
        Range("Slots", options.Slots, 0, 64);
        Range("DriftRuns", options.DriftRuns, 0, 64);
        Range("LeaseSeconds", options.LeaseSeconds, 5, 600);
        Range("PlanMinutes", options.PlanMinutes, 1, 1440);
        Range("ApplyMinutes", options.ApplyMinutes, 1, 2880);
        Range("MemoryMebibytes", options.MemoryMebibytes, 128, 1_048_576);
        Range("Processes", options.Processes, 64, 65_536);
        Range("CpuMinutes", options.CpuMinutes, 1, 100_000);
        Range("OpenFiles", options.OpenFiles, 64, 1_048_576);
        Range("DiskMebibytes", options.DiskMebibytes, 16, 1_048_576);
        Range("OutputMebibytes", options.OutputMebibytes, 1, 65_536);
        Range("UserId", options.UserId, 1, 65_533);
        faults.AddRange(
            (options.Network.Allow ?? [])
                .Where(text => text is not "none" && AllowedHost.Parse(text) is null)
                .Select(text =>
                    $"Executor:Network:Allow names {text}; state such as *.amazonaws.com, example.com:8443 or none."
                )
        );
        if (options.PlatformUrl is not "" && !Uri.TryCreate(options.PlatformUrl, UriKind.Absolute, out _))
        {
            faults.Add("Executor:PlatformUrl is no address; state one such as http://127.0.0.1:8080.");
        }

        if (options.StandIn is not "" && !File.Exists(options.StandIn))
        {
            faults.Add($"Executor:StandIn names {options.StandIn}, which is not there.");
        }

        return faults.Count is 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);

        void Range(string setting, int value, int least, int most)
        {
            if (value < least || value > most)
            {
                faults.Add($"Executor:{setting} is {value}; state a number from {least} to {most}.");
            }
        }
    }
}
