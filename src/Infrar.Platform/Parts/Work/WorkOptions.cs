using Microsoft.Extensions.Options;

namespace Infrar.Platform.Parts.Work;

/// <summary>Section <c>Work</c>: jobs that run by the clock, on one of all nodes.</summary>
public sealed class WorkOptions
{
    /// <summary>How many jobs one node runs at once, 1 to 100.</summary>
    public int Threads { get; set; } = 10;

    /// <summary>How often a node says that it lives, in milliseconds, 500 to 60,000; others take its jobs over after about twice that.</summary>
    public int CheckInMilliseconds { get; set; } = 7500;
}

/// <summary>Says every fault of <see cref="WorkOptions"/> at once.</summary>
internal sealed class WorkOptionsValidation : IValidateOptions<WorkOptions>
{
    public ValidateOptionsResult Validate(string? name, WorkOptions options)
    {
        var faults = new List<string>();
        if (options.Threads is < 1 or > 100)
        {
            faults.Add($"Work:Threads is {options.Threads}; state a number from 1 to 100.");
        }

        if (options.CheckInMilliseconds is < 500 or > 60_000)
        {
            faults.Add($"Work:CheckInMilliseconds is {options.CheckInMilliseconds}; state a number from 500 to 60000.");
        }

        return faults.Count is 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
