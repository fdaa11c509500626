using System.Collections.Immutable;
using Infrar.Core.Checks;

namespace Infrar.Providers.Aws.Checks.Network;

/// <summary>Checks of what can be reached and what lies open.</summary>
internal static class NetworkChecks
{
    /// <summary>All of them, by id.</summary>
    public static ImmutableArray<Check> All { get; } =
    [new UsesAreReachableCheck(), new BalancersAnswerCheck(), new WayOutCheck()];
}
