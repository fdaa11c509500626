using Infrar.Core.Manifests;
using Infrar.Core.Manifests.Language;
using Infrar.Core.Placements;
using Infrar.Core.Resources;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Workloads;

/// <summary>What components may demand and small hosts cannot give, in the same words for all of them.</summary>
internal static class Demands
{
    /// <summary>The option with which somebody gives up on a second zone on purpose.</summary>
    internal static Field SingleServer { get; } =
        new(
            "singleServer",
            new FlagShape
            {
                Description =
                    "Accept that one server's loss is an outage, though the component asks for several zones or copies. Default false.",
            }
        );

    /// <summary>Whether <see cref="SingleServer"/> is accepted for a component.</summary>
    internal static bool AcceptsSingleServer(this Site site, Component component) =>
        site.AssignmentOf(component).Options[SingleServer.Name].AsFlag() is true;

    /// <summary>Obstacles of a database or cache that demands more zones or copies than one server has.</summary>
    internal static IEnumerable<string> OnOneServer(Component component, Site site, string host)
    {
        if (site.AcceptsSingleServer(component))
        {
            yield break;
        }

        if (
            component
            is PostgreSql { Availability: Availability.MultiZone }
                or Redis { Availability: Availability.MultiZone }
        )
        {
            yield return $"{host} has no standby in a second zone: 'availability: multi-zone' is not met. Set the option "
                + "'singleServer: true' to accept that, or place the component elsewhere.";
        }

        if (component is PostgreSql { Replicas.Length: > 0 } or Redis { Replicas: > 0 })
        {
            yield return $"{host} keeps no copies: 'replicas' is not met. Set the option 'singleServer: true' to do "
                + "without them, or place the component elsewhere.";
        }
    }

    /// <summary>Says what was given up where one server is accepted.</summary>
    internal static void NoteOneServer(Component component, Site site, string host)
    {
        if (
            component
            is PostgreSql { Availability: Availability.MultiZone }
                or Redis { Availability: Availability.MultiZone }
        )
        {
            site.Note($"{component.Title} runs on one server at {host}: availability in several zones is not met.");
        }

        if (component is PostgreSql { Replicas.Length: > 0 } or Redis { Replicas: > 0 })
        {
            site.Note($"{component.Title} has no replicas at {host}.");
        }
    }

    /// <summary>Obstacle of a workload that starts containers itself on a host that lets nobody do so.</summary>
    internal static IEnumerable<string> WithoutContainerEngine(Component component, string host)
    {
        if (component is Workload { NeedsContainerEngine: true })
        {
            yield return $"{host} gives no container engine to a workload: 'containerEngine: true' is not met. Place "
                + "it on servers, or build images without a daemon and set it to false.";
        }
    }

    /// <summary>Says what of a workload's needs the host does not meet and Infrar places it without.</summary>
    internal static void NoteUnmet(Workload workload, Site site, string host)
    {
        if (workload is Service { Firewall: not null })
        {
            site.Note($"{host} has no web application firewall: the one before {workload.Title} is not set up.");
        }

        if (workload.Scaling.Min == 0 && workload is not ScheduledJob)
        {
            site.Note($"{host} keeps at least one copy of {workload.Title} running; it does not scale to zero.");
        }
    }
}
