using System.Collections.Immutable;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Resources;
using Infrar.Providers.Workloads;

namespace Infrar.Providers.DigitalOcean;

/// <summary>Secrets as encrypted variables of the app: DigitalOcean has no secrets manager.</summary>
internal sealed class AppSecrets : Offering
{
    /// <inheritdoc/>
    public override string Id => "digitalocean/app-secrets";

    /// <inheritdoc/>
    public override string Title => "App Platform encrypted variables";

    /// <inheritdoc/>
    // Environment variables, which everything reads; once sealed they cannot be read out again.
    public override OfferingFacts Facts { get; } =
        new()
        {
            Source = "docs.digitalocean.com/products/app-platform",
            Elasticity = Elasticity.ByHand,
            Isolation = [IsolationAspect.EncryptedAtRest],
            Open = [OpenAspect.OpenProtocol],
        };

    /// <inheritdoc/>
    public override ImmutableArray<ComponentKind> Kinds { get; } = [ComponentKind.Secrets];

    /// <inheritdoc/>
    public override void Place(Component component, Site site)
    {
        var store = (SecretStore)component;
        site.Note(
            $"{store.Title} are encrypted variables of the app: their values come from input variables, and stand encrypted in the state."
        );
        if (store.Entries.Any(e => e.RotateAfterDays is not null))
        {
            site.Note(
                $"DigitalOcean rotates nothing in {store.Title}: somebody does it, by a new value and a deployment."
            );
        }

        if (store.Entries.Any(e => e.PerTenant))
        {
            site.Note(
                $"DigitalOcean has no place for the secrets of {store.Title} that the system makes while it runs."
            );
        }

        if (store.OwnKey)
        {
            site.Note($"DigitalOcean seals {store.Title} with its own key, not with one of the system's.");
        }
    }

    /// <summary>
    /// What a workload's secret variable is set to: the password that a managed database made, where that is what it
    /// names, else an input variable.
    /// </summary>
    internal static Value ValueOf(Workload workload, string name, string reference, Site site)
    {
        foreach (var database in site.System.Components.OfType<PostgreSql>())
        {
            if (database.PasswordSecret == reference && site.OfferingOf(database) is ManagedPostgreSql)
            {
                return ManagedPostgreSql.Password(database);
            }
        }

        var isEntry =
            reference.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash
            && site.System.Components.Any(c => c is SecretStore && c.Name == reference[..slash]);
        return site.Declare(
            new(
                TofuNames.TofuName(isEntry ? reference : $"{workload.Name}_{name}"),
                "string",
                isEntry ? $"Value of the secret {reference}." : $"Value of {name} of {workload.Title}.",
                Value.None,
                Sensitive: true
            )
        );
    }
}
