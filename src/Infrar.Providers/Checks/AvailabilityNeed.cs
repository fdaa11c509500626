using Infrar.Core.Checks;
using static System.FormattableString;

namespace Infrar.Providers.Checks;

/// <summary>How much a part matters that one zone's or one machine's loss takes away.</summary>
internal static class AvailabilityNeed
{
    /// <summary>
    /// High where more is required than such a part is promised to give, medium where anything is required, low in somebody
    /// else's plan; null for a placed system that asks for nothing, since it chose so.
    /// </summary>
    /// <param name="scope">What is checked.</param>
    /// <param name="promised">Percent that the provider promises for such a part; 0 for no promise.</param>
    public static Severity? Gravity(CheckScope scope, decimal promised) =>
        scope.Requirements.AvailabilityPercent > promised ? Severity.High
        : scope.Requirements is { AvailabilityPercent: not null } or { RecoveryTime: not null } ? Severity.Medium
        : scope.System is null ? Severity.Low
        : null;

    /// <summary>What is required, as a step of a proof.</summary>
    public static ProofStep Proof(CheckScope scope) =>
        new(
            "",
            (scope.Requirements.AvailabilityPercent, scope.Requirements.RecoveryTime) switch
            {
                ({ } percent, { } time) => Invariant(
                    $"requirements: availability {percent} %, recovery within {time.TotalMinutes:0.##} minutes."
                ),
                ({ } percent, null) => Invariant($"requirements: availability {percent} %."),
                (null, { } time) => Invariant($"requirements: recovery within {time.TotalMinutes:0.##} minutes."),
                (null, null) => "No availability is required.",
            }
        );
}
