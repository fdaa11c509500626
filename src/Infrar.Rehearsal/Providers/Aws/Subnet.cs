using System.Net;
using Infrar.Rehearsal.Clouds;
using Infrar.Rehearsal.Planning;
using Infrar.Rehearsal.Values;

namespace Infrar.Rehearsal.Providers.Aws;

/// <summary>A subnet lies inside its VPC, in a zone of its region, and shares no address with another subnet.</summary>
internal sealed class Subnet : TypeBehavior
{
    private const string Range = "cidr_block";

    public override IEnumerable<Diagnostic> RefuseChange(
        ResourceScope scope,
        Cloud cloud,
        CloudKey? existing,
        Value planned
    )
    {
        var zone = planned["availability_zone"].AsText;
        if (zone is not null && !zone.StartsWith(scope.RegionOf(planned), StringComparison.Ordinal))
        {
            yield return new Diagnostic(
                "Availability zone of another region",
                $"{zone} is not a zone of {scope.RegionOf(planned)}.",
                ValuePath.Of("availability_zone")
            );
        }

        if (planned[Range].AsText is not { } text || !IPNetwork.TryParse(text, out var network))
        {
            yield break;
        }

        var vpc = planned["vpc_id"].AsText;
        var around = cloud.OfType("aws_vpc").FirstOrDefault(v => v.Id == vpc)?.Text(Range);
        if (around is not null && IPNetwork.TryParse(around, out var whole) && !Holds(whole, network))
        {
            yield return new Diagnostic(
                "Subnet outside its VPC",
                $"{text} does not lie inside {around}, the range of {vpc}.",
                ValuePath.Of(Range)
            );
        }

        foreach (var other in cloud.OfType(scope.Type).Where(s => s.Key != existing && s.Text("vpc_id") == vpc))
        {
            if (other.Text(Range) is { } taken && IPNetwork.TryParse(taken, out var theirs) && Overlap(network, theirs))
            {
                yield return new Diagnostic(
                    "Subnets overlap",
                    $"{text} overlaps {taken}, the range of {other.Id} in the same VPC.",
                    ValuePath.Of(Range)
                );
            }
        }
    }

    private static bool Holds(IPNetwork outer, IPNetwork inner) =>
        outer.PrefixLength <= inner.PrefixLength && outer.Contains(inner.BaseAddress);

    private static bool Overlap(IPNetwork one, IPNetwork other) =>
        one.Contains(other.BaseAddress) || other.Contains(one.BaseAddress);
}
