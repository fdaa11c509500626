using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;

namespace Infrar.Providers.Hetzner.Checks.Backups;

/// <summary>Whether a server is backed up.</summary>
internal sealed class ServerBackupCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "BAK014";

    /// <inheritdoc/>
    public override string Title => "A server is not backed up";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Backups;

    /// <inheritdoc/>
    public override string Rationale => "A lost disk or a broken upgrade means setting the server up by hand.";

    /// <inheritdoc/>
    public override string Mend => "Set backups to true.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["hcloud_server"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        // A server whose state lies elsewhere is made anew; a volume beside it is what says otherwise.
        if (resource.Flag("backups", absent: false) == false && HoldsData(scope, resource))
        {
            yield return Found(
                scope,
                resource,
                "No copy of the server's disk is kept, and it holds data.",
                "Set backups to true.",
                resource.Breaks("backups")
            ) with
            {
                Severity = scope.Weighed(Severity),
            };
        }
    }

    private static bool HoldsData(CheckScope scope, Resource server) =>
        scope.Graph.ReferrersOf(server.Address).Any(r => r.Type is "hcloud_volume" or "hcloud_volume_attachment");
}
