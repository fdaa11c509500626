using System.Collections.Immutable;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;

namespace Infrar.Core.Comparisons.Scoring;

/// <summary>Which work comes with which kind of component, and how much of it an option leaves to the team.</summary>
internal static class Duties
{
    /// <summary>The duties that a kind brings with it, wherever it runs.</summary>
    internal static ImmutableArray<Duty> Of(ComponentKind kind) =>
        kind switch
        {
            // The image of a workload is the team's own under every option, so it tells none apart.
            ComponentKind.Service or ComponentKind.Worker or ComponentKind.ScheduledJob or ComponentKind.Sidecar =>
            [
                Duty.HostPatching,
                Duty.FailureRecovery,
            ],
            ComponentKind.StaticSite or ComponentKind.Redis =>
            [
                Duty.HostPatching,
                Duty.FailureRecovery,
                Duty.SoftwareUpgrades,
            ],
            ComponentKind.PostgreSql or ComponentKind.ObjectStore or ComponentKind.ContainerRegistry =>
            [
                Duty.HostPatching,
                Duty.FailureRecovery,
                Duty.SoftwareUpgrades,
                Duty.Backups,
            ],
            ComponentKind.Secrets => [Duty.HostPatching, Duty.FailureRecovery, Duty.Backups],
        };

    /// <summary>Whether a duty asks for something before the system runs; updates of software come later.</summary>
    internal static bool IsPrepared(Duty duty) =>
        duty switch
        {
            Duty.HostPatching or Duty.FailureRecovery or Duty.Backups => true,
            Duty.SoftwareUpgrades => false,
        };

    /// <summary>What is left to the team, once for each machine or once for each component.</summary>
    /// <param name="sheet">The option.</param>
    /// <param name="counts">Which duties count.</param>
    internal static ImmutableArray<ScoreFact> Left(OptionSheet sheet, Func<Duty, bool> counts)
    {
        var facts = ImmutableArray.CreateBuilder<ScoreFact>();
        var hosts = new HashSet<(string Offering, Duty Duty)>();
        foreach (var part in sheet.Parts)
        {
            foreach (var duty in Of(part.Kind).Intersect(part.Facts.DutiesLeft).Where(counts))
            {
                // One round of updates serves everything that an offering runs.
                if (!IsOfHost(duty) || hosts.Add((part.Offering, duty)))
                {
                    facts.Add(new(IsOfHost(duty) ? part.Offering : part.Name, Word(duty), $"offering {part.Offering}"));
                }
            }
        }

        return facts.DrainToImmutable();
    }

    private static bool IsOfHost(Duty duty) =>
        duty switch
        {
            Duty.HostPatching or Duty.FailureRecovery => true,
            Duty.SoftwareUpgrades or Duty.Backups => false,
        };

    private static string Word(Duty duty) =>
        duty switch
        {
            Duty.HostPatching => "updates of the operating system are yours",
            Duty.FailureRecovery => "recovery from a failed machine is yours",
            Duty.SoftwareUpgrades => "updates of its software are yours",
            Duty.Backups => "backups elsewhere, and trying them, are yours",
        };
}
