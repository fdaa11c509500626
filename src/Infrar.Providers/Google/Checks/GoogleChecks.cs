using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Providers.Google.Checks.Availability;
using Infrar.Providers.Google.Checks.Backups;
using Infrar.Providers.Google.Checks.Encryption;
using Infrar.Providers.Google.Checks.Exposure;

namespace Infrar.Providers.Google.Checks;

/// <summary>Checks of Google Cloud's resources.</summary>
internal static class GoogleChecks
{
    /// <summary>All of them, by subject and id.</summary>
    internal static ImmutableArray<Check> All { get; } =
    [
        new SqlTransportCheck(),
        new SqlBackupsCheck(),
        new SqlZonesCheck(),
        new PublicBucketCheck(),
        new PublicSqlCheck(),
    ];
}
