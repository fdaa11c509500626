using System.Collections.Immutable;
using Infrar.Platform.Projects;

namespace Infrar.Platform.Builds;

/// <summary>A build that waits for a builder.</summary>
internal readonly record struct WaitingBuild(Id<Build> Id, Id<Project> Project);

/// <summary>Whose turn it is at a builder: decides, and does nothing.</summary>
internal static class BuildTurns
{
    /// <summary>Waiting builds, the one whose turn it is first.</summary>
    /// <remarks>
    /// First a project that has the fewest builds at work, of those the one that was served longest ago, and of its builds the oldest.
    /// So whoever asks for a hundred builds delays nobody else by more than one.
    /// </remarks>
    /// <param name="waiting">What waits.</param>
    /// <param name="atWork">How many builds of each project are at work.</param>
    /// <param name="lastServed">When a build of each project was last begun.</param>
    public static ImmutableArray<Id<Build>> Order(
        IEnumerable<WaitingBuild> waiting,
        IReadOnlyDictionary<Id<Project>, int> atWork,
        IReadOnlyDictionary<Id<Project>, DateTimeOffset> lastServed
    )
    {
        // The second of a project comes after the first of every other one.
        return
        [
            .. waiting
                .GroupBy(b => b.Project)
                .SelectMany(g =>
                    g.OrderBy(b => b.Id.Value, StringComparer.Ordinal)
                        .Select((build, place) => (Build: build, Load: atWork.GetValueOrDefault(g.Key) + place))
                )
                .OrderBy(b => b.Load)
                .ThenBy(b => lastServed.GetValueOrDefault(b.Build.Project))
                .ThenBy(b => b.Build.Id.Value, StringComparer.Ordinal)
                .Select(b => b.Build.Id),
        ];
    }
}
