using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Providers.Azure.Checks.Encryption;
using Infrar.Providers.Azure.Checks.Exposure;

namespace Infrar.Providers.Azure.Checks;

/// <summary>Checks of Azure's resources.</summary>
internal static class AzureChecks
{
    /// <summary>All of them, by subject and id.</summary>
    internal static ImmutableArray<Check> All { get; } =
    [new StorageTransportCheck(), new CacheTransportCheck(), new SqlTransportCheck(), new PublicContainerCheck()];
}
