using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Providers.Hetzner.Checks.Availability;
using Infrar.Providers.Hetzner.Checks.Backups;

namespace Infrar.Providers.Hetzner.Checks;

/// <summary>Checks of Hetzner's resources.</summary>
internal static class HetznerChecks
{
    /// <summary>All of them, by subject and id.</summary>
    internal static ImmutableArray<Check> All { get; } =
    [new OneServerCheck(), new DeletionProtectionCheck(), new ServerBackupCheck()];
}
