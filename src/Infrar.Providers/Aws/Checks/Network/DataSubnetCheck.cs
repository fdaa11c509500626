using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Checks.Reachability;

namespace Infrar.Providers.Aws.Checks.Network;

/// <summary>Databases and caches stand in subnets that no internet gateway leads to.</summary>
internal sealed class DataSubnetCheck : Check
{
    /// <inheritdoc/>
    public override string Id => "NET009";

    /// <inheritdoc/>
    public override string Title => "Data stands in a public subnet";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Exposure;

    /// <inheritdoc/>
    public override string Rationale =>
        "A subnet with a route to an internet gateway makes whatever gets a public address there reachable. Data never needs one; in "
        + "a private subnet no single setting can expose it.";

    /// <inheritdoc/>
    public override string Mend => "Name private subnets in its group of subnets.";

    /// <inheritdoc/>
    public override ImmutableArray<Control> Controls => [new("AWS FSBP", "RDS.46")];

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes { get; } =
    [.. MemberShapes.All.Where(s => s.Sort is MemberSort.Data).Select(s => s.Type), .. NetworkTypes.Ways];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Run(CheckScope scope) =>
        from member in AwsNetwork.Of(scope).Members
        where member.Sort is MemberSort.Data
        let subnets = member
            .Endpoint.Places.Select(p => p.Subnet)
            .OfType<Subnet>()
            .Select(s => (Subnet: s, Route: s.Routes.Routes.FirstOrDefault(IsOutward)))
            .Where(s => s.Route is not null)
            .ToArray()
        where subnets.Length > 0
        select Found(
            scope,
            member.Resource,
            $"{member.Endpoint.Name} may stand in {string.Join(", ", subnets.Select(s => s.Subnet.Id))}, which an internet gateway leads to.",
            $"Give {member.Resource.Address} subnets whose route tables lead to no internet gateway.",
            [
                .. subnets.Select(
                    (s, i) =>
                        new ProofStep(
                            s.Route?.Stated ?? s.Subnet.Id,
                            $"Routes {s.Subnet.Id} to an internet gateway.",
                            i == subnets.Length - 1
                        )
                ),
            ]
        );

    private static bool IsOutward(Route route) => route.Target is RouteTarget.Internet { OutOnly: false };
}
