using System.Collections.Immutable;

namespace Infrar.Core.Comparisons.Scoring;

/// <summary>Scores an option on every criterion.</summary>
internal static class Scorer
{
    internal static ImmutableArray<Score> Of(OptionSheet sheet) => [.. CriterionWords.All.Select(c => Of(c, sheet))];

    private static Score Of(Criterion criterion, OptionSheet sheet) =>
        criterion switch
        {
            Criterion.SetupEffort => SetupEffortScore.Of(sheet),
            Criterion.Cost => CostScore.Of(sheet),
            Criterion.Scalability => ScalabilityScore.Of(sheet),
            Criterion.Maintenance => MaintenanceScore.Of(sheet),
            Criterion.DeveloperExperience => DeveloperExperienceScore.Of(sheet),
            Criterion.Control => ControlScore.Of(sheet),
            Criterion.Security => SecurityScore.Of(sheet),
            Criterion.Portability => PortabilityScore.Of(sheet),
        };
}
