using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Providers.Workloads;

namespace Infrar.Providers.Hetzner;

/// <summary>What a component asks for and a server with Docker Compose does not give, said once for each.</summary>
internal static class ServerNotes
{
    internal static void Of(Component component, Site site)
    {
        Demands.NoteOneServer(component, site, "Hetzner");
        switch (component)
        {
            case Workload workload:
                OfWorkload(workload, site);
                break;
            case StaticSite web:
                site.Note($"The built files of {web.Title} are copied to /srv/infrar/{web.Name} on its server.");
                break;
            case PostgreSql database:
                OfDatabase(database, site);
                break;
            case ContainerRegistry registry:
                site.Note(
                    $"{registry.Title} listen on their server only: images are pushed through an SSH tunnel to port "
                        + $"{ComposeServices.RegistryPort}, and components start once theirs are there."
                );
                site.Note($"Hetzner does not encrypt the disk under {component.Title}.");
                break;
            case SecretStore store:
                site.Note(
                    $"{store.Title} are files under /etc/infrar on the servers, one NAME=value a line, that an administrator puts "
                        + "there; components start once theirs exist, and nobody rotates them."
                );
                break;
            default:
                break;
        }
    }

    private static void OfWorkload(Workload workload, Site site)
    {
        Demands.NoteUnmet(workload, site, "A Hetzner server");
        if (workload.Scaling.IsElastic)
        {
            site.Note(
                $"Docker Compose keeps the copies of {workload.Title} at {ServerGroup.Copies(workload, site)}; nothing adds more under load."
            );
        }

        if (workload is Sidecar)
        {
            site.Note(
                $"{workload.Title} runs as a container of its own, reached as {workload.Name} and not as localhost."
            );
        }

        if (workload.Image.Contains(".dkr.ecr.", StringComparison.Ordinal))
        {
            site.Note($"The server must be signed in to Amazon's registry to pull {workload.Image}.");
        }

        if (workload.NeedsContainerEngine)
        {
            site.Note(
                $"{workload.Title} uses the server's own container engine, which gives it every right on the server."
            );
        }
    }

    private static void OfDatabase(PostgreSql database, Site site)
    {
        if (database.EncryptionAtRest)
        {
            site.Note($"Hetzner does not encrypt the disk under {database.Title}.");
        }

        site.Note(
            database.BackupRetentionDays > 0
                ? $"{database.Title} is dumped daily to its server's disk, which Hetzner backs up, and dumps are kept for "
                    + $"{database.BackupRetentionDays} days."
                : $"{database.Title} is not backed up."
        );
        site.Note(
            $"{database.Title} is a container that nobody upgrades, watches or fails over; restoring is done by hand."
        );
    }
}
