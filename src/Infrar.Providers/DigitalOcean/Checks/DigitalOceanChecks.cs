using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Providers.DigitalOcean.Checks.Availability;
using Infrar.Providers.DigitalOcean.Checks.Backups;
using Infrar.Providers.DigitalOcean.Checks.Encryption;
using Infrar.Providers.DigitalOcean.Checks.Exposure;
using Infrar.Providers.DigitalOcean.Checks.Operation;

namespace Infrar.Providers.DigitalOcean.Checks;

/// <summary>Checks of DigitalOcean's resources.</summary>
internal static class DigitalOceanChecks
{
    /// <summary>All of them, by subject and id.</summary>
    internal static ImmutableArray<Check> All { get; } =
    [
        new PlainCacheUrlCheck(),
        new DatabaseNodesCheck(),
        new SpacesVersionsCheck(),
        new LatestImageCheck(),
        new PublicSpaceCheck(),
    ];
}
