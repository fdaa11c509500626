using System.Collections.Immutable;

namespace Infrar.Core.Comparisons;

/// <summary>What hosting options are scored by.</summary>
public enum Criterion
{
    /// <summary>How little there is to do before it runs.</summary>
    SetupEffort,

    /// <summary>How little it costs.</summary>
    Cost,

    /// <summary>How far and how readily it grows.</summary>
    Scalability,

    /// <summary>How little there is to do month by month.</summary>
    Maintenance,

    /// <summary>How much it does for those who change the software.</summary>
    DeveloperExperience,

    /// <summary>How much the team decides itself.</summary>
    Control,

    /// <summary>How well others are kept out.</summary>
    Security,

    /// <summary>How easily one leaves.</summary>
    Portability,
}

/// <summary>The criteria as the manifest, the command line and JSON write them.</summary>
public static class CriterionWords
{
    /// <summary>Every criterion, in the order that weights are written in.</summary>
    public static ImmutableArray<Criterion> All { get; } = [.. Enum.GetValues<Criterion>()];

    /// <summary>The word of a criterion, for example <c>setup-effort</c>.</summary>
    public static string Word(this Criterion criterion) =>
        criterion switch
        {
            Criterion.SetupEffort => "setup-effort",
            Criterion.Cost => "cost",
            Criterion.Scalability => "scalability",
            Criterion.Maintenance => "maintenance",
            Criterion.DeveloperExperience => "developer-experience",
            Criterion.Control => "control",
            Criterion.Security => "security",
            Criterion.Portability => "portability",
        };

    /// <summary>Its name for people.</summary>
    public static string Title(this Criterion criterion) =>
        criterion switch
        {
            Criterion.SetupEffort => "Setup effort",
            Criterion.Cost => "Cost",
            Criterion.Scalability => "Scalability",
            Criterion.Maintenance => "Maintenance",
            Criterion.DeveloperExperience => "Developer experience",
            Criterion.Control => "Control",
            Criterion.Security => "Security",
            Criterion.Portability => "Portability",
        };

    /// <summary>The criterion that a word stands for, or null.</summary>
    public static Criterion? Parse(string word)
    {
        foreach (var criterion in All)
        {
            if (criterion.Word() == word)
            {
                return criterion;
            }
        }

        return null;
    }
}
