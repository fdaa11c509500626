using System.Collections.Immutable;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Resources;
using Infrar.Providers.Workloads;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.DigitalOcean;

/// <summary>DigitalOcean Container Registry; an account has one.</summary>
internal sealed class Registry : Offering
{
    // The basic tier holds five repositories, the professional one any number.
    private const int BasicRepositories = 5;

    /// <inheritdoc/>
    public override string Id => "digitalocean/container-registry";

    /// <inheritdoc/>
    public override string Title => "DigitalOcean Container Registry";

    /// <inheritdoc/>
    // Room depends on the plan, which is changed by hand.
    public override OfferingFacts Facts { get; } =
        new()
        {
            Source = "docs.digitalocean.com/products/container-registry",
            Elasticity = Elasticity.ByHand,
            Control = [ControlAspect.Region],
            Isolation = [IsolationAspect.EncryptedAtRest],
            Open = [OpenAspect.OpenProtocol, OpenAspect.Export],
        };

    /// <inheritdoc/>
    public override ImmutableArray<ComponentKind> Kinds { get; } = [ComponentKind.ContainerRegistry];

    /// <inheritdoc/>
    public override IEnumerable<string> Obstacles(Component component, Site site)
    {
        if (site.AssignmentOf(component).Size is not ("" or "starter" or "basic" or "professional") and var size)
        {
            yield return $"The registry has no tier '{size}'. Name one of: starter, basic, professional.";
        }
    }

    /// <inheritdoc/>
    public override Value Endpoint(Component component, string attribute, Site site)
    {
        var registry = $"digitalocean_container_registry.{component.TofuName()}";
        return attribute switch
        {
            "host" => Ref(registry, "server_url"),
            "url" => Ref(registry, "endpoint"),
            "name" => Ref(registry, "name"),
            _ => Value.None,
        };
    }

    /// <inheritdoc/>
    public override void Place(Component component, Site site)
    {
        var registry = (ContainerRegistry)component;
        var repositories =
            registry.Repositories.Length > 0
                ? registry.Repositories.Length
                : site.System.Components.Count(c => c is Workload { Image.Length: 0 });
        var size = site.AssignmentOf(registry).Size;
        site.Add(
            new()
            {
                Type = "digitalocean_container_registry",
                Name = registry.TofuName(),
                Provider = "digitalocean",
                Region = site.RegionOf(registry),
                Component = registry.Name,
                Concern = "registry",
                Attributes = Map(
                    ("name", site.NameAtProvider(registry)),
                    (
                        "subscription_tier_slug",
                        size.Length > 0 ? size
                        : repositories <= BasicRepositories ? "basic"
                        : "professional"
                    ),
                    ("region", site.RegionOf(registry))
                ),
            }
        );
        if (registry.ImmutableTags)
        {
            site.Note($"DigitalOcean lets anybody who may push move a tag of {registry.Title}.");
        }
    }
}
