using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Aws.Checks.Availability;

/// <summary>The zones that a list of subnets lies in.</summary>
internal static class Zones
{
    /// <summary>Zones in order of appearance, each once; null where one of them is not known.</summary>
    public static ImmutableArray<string>? Of(CheckScope scope, Value subnets)
    {
        var found = new List<string>();
        // What stands for a whole list (module.network.private_subnets) refers to each subnet that it holds.
        IEnumerable<Value> items = subnets is Value.ListOf or Value.Blocks ? subnets.Items() : [subnets];
        foreach (var item in items)
        {
            var addresses = item.References().Distinct(StringComparer.Ordinal).ToList();
            if (addresses.Count == 0)
            {
                return null;
            }

            foreach (var address in addresses)
            {
                if (scope.Graph.Find(address) is not { Type: "aws_subnet" } subnet || Of(subnet) is not { } zone)
                {
                    return null;
                }

                found.Add(zone);
            }
        }

        return found.Count == 0 ? null : [.. found.Distinct(StringComparer.Ordinal)];
    }

    private static string? Of(Resource subnet) =>
        subnet.Text("availability_zone") ?? subnet.Text("availability_zone_id");
}
