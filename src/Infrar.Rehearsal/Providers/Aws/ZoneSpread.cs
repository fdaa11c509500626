using Infrar.Rehearsal.Clouds;
using Infrar.Rehearsal.Planning;
using Infrar.Rehearsal.Values;

namespace Infrar.Rehearsal.Providers.Aws;

/// <summary>Something that AWS wants in at least two zones: its subnets must not all lie in one.</summary>
internal class ZoneSpread(string attribute) : TypeBehavior
{
    private const int MinZones = 2;

    public override IEnumerable<Diagnostic> RefuseChange(
        ResourceScope scope,
        Cloud cloud,
        CloudKey? existing,
        Value planned
    )
    {
        var ids = planned[attribute].Items.Select(i => i.AsText).ToArray();
        var found = cloud.OfType("aws_subnet").Where(s => ids.Contains(s.Id)).ToArray();

        // Subnets from outside the rehearsal may lie anywhere.
        if (ids is [] || found.Length != ids.Length)
        {
            yield break;
        }

        var zones = found.Select(s => s.Text("availability_zone")).Distinct(StringComparer.Ordinal).ToArray();
        if (zones.Length < MinZones)
        {
            yield return new Diagnostic(
                "Too few availability zones",
                $"{scope.Type} needs subnets in at least {MinZones} zones; all of these lie in {zones[0]}.",
                ValuePath.Of(attribute)
            );
        }
    }
}
