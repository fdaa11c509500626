using System.Collections.Immutable;
using Infrar.Core;

namespace Infrar.Platform.Runs.Configurations;

/// <summary>How an engine is asked to plan, beyond what a run's operation says by itself.</summary>
/// <param name="IsDestroy">Whether a plan alone is about destroying everything.</param>
/// <param name="IsRefreshOnly">Whether a plan alone is about what is no longer as the state has it.</param>
internal sealed record PlanArguments(bool IsDestroy = false, bool IsRefreshOnly = false)
{
    /// <summary>Most characters of all arguments together.</summary>
    public const int Longest = 16_000;

    /// <summary>Addresses of what alone is planned.</summary>
    public ImmutableArray<string> Targets { get; init; } = [];

    /// <summary>Addresses of what is made anew.</summary>
    public ImmutableArray<string> Replaces { get; init; } = [];

    /// <summary>Whether the state is believed as it is.</summary>
    public bool IsWithoutRefresh { get; init; }

    /// <summary>As a run keeps them: an argument on each line.</summary>
    /// <returns>The text; <c>CNF008</c>.</returns>
    public Result<string> Text()
    {
        var addresses = Targets.Concat(Replaces).ToList();
        var text = string.Join(
            '\n',
            (string[])
                [
                    .. IsDestroy ? (string[])["-destroy"] : [],
                    .. IsRefreshOnly ? (string[])["-refresh-only"] : [],
                    .. IsWithoutRefresh ? (string[])["-refresh=false"] : [],
                    .. Targets.Select(t => $"-target={t}"),
                    .. Replaces.Select(r => $"-replace={r}"),
                ]
        );
        return addresses.All(IsAddress) && text.Length <= Longest ? text : ConfigurationProblems.NotAddresses(Longest);
    }

    /// <summary>From what a run keeps.</summary>
    public static ImmutableArray<string> Split(string text) =>
        [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries)];

    // The engine reads them for itself; here they must stay one argument each.
    private static bool IsAddress(string address) =>
        address.Length is > 0 and <= RunConfiguration.LongestAddress && !address.Any(char.IsControl);
}
