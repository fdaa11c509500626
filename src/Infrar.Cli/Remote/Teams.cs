using System.Collections.Immutable;
using Infrar.Cli.Problems;
using Infrar.Core;

namespace Infrar.Cli.Remote;

/// <summary>Which team is meant.</summary>
internal static class Teams
{
    /// <summary>Why none is meant clearly.</summary>
    public static Problem NotOne(string? named, ImmutableArray<string> known) =>
        known.IsEmpty ? CliProblems.Arguments("You belong to no team. Make one: infrar teams create NAME.")
        : named is not null && known.Count(k => k == named) > 1
            ? CliProblems.Arguments(
                $"Several of your teams are called '{named}'. Name one by its id; infrar teams list shows them."
            )
        : named is not null ? CliProblems.UnknownName("team", named, known)
        : CliProblems.Arguments($"You belong to {Words.List(known.Select(k => $"'{k}'"))}. Say which with --team.");
}
