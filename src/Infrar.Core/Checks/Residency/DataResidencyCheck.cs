using System.Collections.Immutable;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Resources;

namespace Infrar.Core.Checks.Residency;

/// <summary>Whether data lies where the requirements let it lie.</summary>
internal sealed class DataResidencyCheck : Check
{
    /// <inheritdoc/>
    public override string Id => "RES001";

    /// <inheritdoc/>
    public override string Title => "Data lies outside the residency";

    /// <inheritdoc/>
    public override Severity Severity => Severity.High;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Residency;

    /// <inheritdoc/>
    public override string Rationale =>
        "A copy counts like the original: one replica, bucket or backup elsewhere puts the data under that place's law and breaks what customers were promised.";

    /// <inheritdoc/>
    public override string Mend =>
        "Place the component, or the copy of it, in a region of a jurisdiction that residency lists.";

    /// <inheritdoc/>
    /// <remarks>Which types hold data is for each provider to say.</remarks>
    public override ImmutableArray<string> ResourceTypes => [];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Run(CheckScope scope)
    {
        var allowed = scope.Requirements.Residency;
        if (allowed.IsEmpty)
        {
            yield break;
        }

        var held = scope.Graph.Resources.Where(r => HoldsData(r, scope)).ToArray();
        var judged = held.Select(r => r.Component).ToHashSet(StringComparer.Ordinal);
        // A component is one thing to move, however many resources it is made of; what has none is moved one by one.
        foreach (var one in held.GroupBy(r => (r.Component.Length > 0 ? r.Component : r.Address, r.Region)))
        {
            if (JurisdictionOf(one.First(), scope) is { } known && !allowed.Contains(known))
            {
                yield return Of(scope, [.. one], known);
            }
        }

        // What no resource stands for is judged by where it is placed.
        foreach (var placed in scope.Placement?.Components ?? [])
        {
            if (
                HoldsData(placed.Component)
                && !judged.Contains(placed.Component.Name)
                && JurisdictionOf(placed, scope) is { } known
                && !allowed.Contains(known)
            )
            {
                yield return Of(scope, placed, known);
            }
        }
    }

    private Finding Of(CheckScope scope, ImmutableArray<Resource> resources, string jurisdiction)
    {
        var resource = resources[0];
        var what = resource.Component.Length > 0 ? $"'{resource.Component}'" : resource.Address;
        return Found(
            scope,
            resource,
            $"{what} keeps data in {resource.Region} ({jurisdiction}), and data may lie in {Allowed(scope)} only.",
            $"Place it in a region of {Allowed(scope)}, or do without this copy.",
            [
                new ProofStep("", $"residency allows {Allowed(scope)}."),
                .. resources.Skip(1).Select(r => new ProofStep(r.Address, $"It lies in {r.Region} too.")),
                new ProofStep(
                    resource.Address,
                    $"It lies in {resource.Region}, which falls under {jurisdiction}.",
                    Breaks: true
                ),
            ]
        ) with
        {
            Subject = resource.Region,
        };
    }

    private Finding Of(CheckScope scope, PlacedComponent placed, string jurisdiction) =>
        new()
        {
            Check = Id,
            Title = Title,
            Severity = Severity,
            Resource = "",
            Subject = placed.Component.Name,
            Component = placed.Component.Name,
            Location = placed.Component.Location,
            Message =
                $"'{placed.Component.Name}' keeps its data in {placed.Region} ({jurisdiction}), and data may lie in {Allowed(scope)} only.",
            Mend = $"Choose a region of {Allowed(scope)} for it, or another offering.",
            Proof =
            [
                new ProofStep("", $"residency allows {Allowed(scope)}."),
                new ProofStep(
                    "",
                    $"{placed.OfferingTitle} runs it in {placed.Region}, which falls under {jurisdiction}.",
                    Breaks: true
                ),
            ],
        };

    private static string Allowed(CheckScope scope) => string.Join(", ", scope.Requirements.Residency);

    private static bool HoldsData(Resource resource, CheckScope scope) =>
        !resource.IsData
        && resource.Region.Length > 0
        // The files of a site are there for anybody, wherever they lie.
        && scope.System?.Components.FirstOrDefault(c => c.Name == resource.Component) is not StaticSite
        && (
            scope.Catalog.FindByTofuName(resource.Provider)?.DataTypes.Contains(resource.Type, StringComparer.Ordinal)
            ?? false
        );

    private static bool HoldsData(Component component) =>
        component is PostgreSql or Redis or ObjectStore or SecretStore;

    private static string? JurisdictionOf(Resource resource, CheckScope scope) =>
        scope.Catalog.FindByTofuName(resource.Provider)?.Regions.GetValueOrDefault(resource.Region);

    private static string? JurisdictionOf(PlacedComponent placed, CheckScope scope) =>
        scope.Catalog.FindOffering(placed.Offering) is { } offering
            ? scope.Catalog.FindProvider(offering.Provider)?.Regions.GetValueOrDefault(placed.Region)
            : null;
}
