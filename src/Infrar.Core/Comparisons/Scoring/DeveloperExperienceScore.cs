using System.Collections.Immutable;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;

namespace Infrar.Core.Comparisons.Scoring;

/// <summary>How much an option does for those who change the software: the share of what it could do, over what is deployed.</summary>
internal static class DeveloperExperienceScore
{
    private static readonly ImmutableArray<DeveloperFeature> All = [.. Enum.GetValues<DeveloperFeature>()];

    internal static Score Of(OptionSheet sheet)
    {
        var share = AspectShare.Of(sheet.Parts.Where(p => IsDeployed(p.Kind)), _ => All, p => p.Facts.Developer, Word);
        return new()
        {
            Criterion = Criterion.DeveloperExperience,
            Value = 10 * share.Value,
            Formula =
                "10 × share, over sites, services, workers and jobs, of: Git deploys, builds from source, previews, rollback, console",
            Working = $"10 × {share.Working}",
            Facts = share.Facts,
        };
    }

    // A sidecar comes and goes with its workload; data is not deployed.
    private static bool IsDeployed(ComponentKind kind) =>
        kind switch
        {
            ComponentKind.StaticSite or ComponentKind.Service or ComponentKind.Worker or ComponentKind.ScheduledJob =>
                true,
            ComponentKind.Sidecar
            or ComponentKind.PostgreSql
            or ComponentKind.Redis
            or ComponentKind.ObjectStore
            or ComponentKind.Secrets
            or ComponentKind.ContainerRegistry => false,
        };

    private static string Word(DeveloperFeature feature) =>
        feature switch
        {
            DeveloperFeature.GitDeploys => "Git deploys",
            DeveloperFeature.BuildsFromSource => "builds from source",
            DeveloperFeature.Previews => "previews",
            DeveloperFeature.Rollback => "rollback",
            DeveloperFeature.Console => "console",
        };
}
