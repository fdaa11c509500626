using Microsoft.Extensions.Options;

namespace Infrar.Platform.Releases;

/// <summary>How releases are looked after; section <c>Releases</c>.</summary>
internal sealed class ReleaseOptions
{
    /// <summary>The section's name.</summary>
    internal const string Section = "Releases";

    /// <summary>Seconds that what was released has to become well in, 1 to 7,200.</summary>
    public int HealthSeconds { get; set; } = 300;

    /// <summary>Seconds between two looks whether it is, 1 to 300.</summary>
    public int HealthEverySeconds { get; set; } = 5;

    internal TimeSpan HealthPatience => TimeSpan.FromSeconds(HealthSeconds);

    internal TimeSpan HealthEvery => TimeSpan.FromSeconds(HealthEverySeconds);
}

/// <summary>Names every fault of the settings at once.</summary>
internal sealed class ReleaseOptionsValidation : IValidateOptions<ReleaseOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, ReleaseOptions options)
    {
        List<string?> faults =
        [
            Between("HealthSeconds", options.HealthSeconds, 7200),
            Between("HealthEverySeconds", options.HealthEverySeconds, 300),
        ];
        var all = faults.OfType<string>().ToList();
        return all.Count is 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(all);
    }

    private static string? Between(string setting, int value, int most) =>
        value < 1 || value > most ? $"Releases:{setting} is {value}; state a number from 1 to {most}." : null;
}
