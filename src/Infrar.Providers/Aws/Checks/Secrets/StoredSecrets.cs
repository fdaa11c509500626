using Infrar.Core.Checks;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Resources;
using Infrar.Providers.Aws.Data;

namespace Infrar.Providers.Aws.Checks.Secrets;

/// <summary>An entry that the manifest asks for, and what keeps it.</summary>
/// <param name="Store">Its store.</param>
/// <param name="Entry">The entry.</param>
/// <param name="Keeper">Secret, or the database whose password it is and that keeps it itself.</param>
internal sealed record StoredSecret(SecretStore Store, SecretEntry Entry, Resource Keeper);

/// <summary>The entries of a placement's secret stores that lie in Secrets Manager.</summary>
internal static class StoredSecrets
{
    /// <summary>Those of every store; none for somebody else's plan.</summary>
    public static IEnumerable<StoredSecret> Of(CheckScope scope)
    {
        if (scope.System is not { } system)
        {
            yield break;
        }

        var site = new Site(system, scope.Catalog);
        foreach (var store in system.Components.OfType<SecretStore>().Where(s => site.OfferingOf(s) is SecretsManager))
        {
            foreach (var entry in store.Entries.Where(e => !e.PerTenant))
            {
                if (scope.Graph.Follow(SecretsManager.ArnOf(store, entry.Name, site)) is { } keeper)
                {
                    yield return new(store, entry, keeper);
                }
            }
        }
    }

    /// <summary>The rotation of a secret, or null.</summary>
    public static Resource? RotationOf(Resource keeper, CheckScope scope) =>
        scope
            .Model(s => new Rotations(
                s.Graph.OfType("aws_secretsmanager_secret_rotation")
                    .ToLookup(r => s.Graph.Follow(r["secret_id"])?.Address ?? "", StringComparer.Ordinal)
            ))
            .BySecret[keeper.Address]
            .FirstOrDefault();

    private sealed record Rotations(ILookup<string, Resource> BySecret);
}
