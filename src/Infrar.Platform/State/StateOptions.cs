using Microsoft.Extensions.Options;

namespace Infrar.Platform.State;

/// <summary>What is taken as a state; section <c>State</c>.</summary>
internal sealed class StateOptions
{
    /// <summary>The section's name.</summary>
    internal const string Section = "State";

    /// <summary>Largest state in MiB, 1 to 4,096; 256.</summary>
    public int MaxMebibytes { get; set; } = 256;

    internal long MaxBytes => (long)MaxMebibytes * 1024 * 1024;
}

/// <summary>Names every fault of the settings at once.</summary>
internal sealed class StateOptionsValidation : IValidateOptions<StateOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, StateOptions options) =>
        options.MaxMebibytes is < 1 or > 4096
            ? ValidateOptionsResult.Fail(
                $"State:MaxMebibytes is {options.MaxMebibytes}; state a number from 1 to 4096."
            )
            : ValidateOptionsResult.Success;
}
