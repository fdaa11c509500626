using System.Globalization;
using Infrar.Core.Manifests.Combining;
using Infrar.Core.Manifests.Language;
using Infrar.Core.Manifests.Yaml;

namespace Infrar.Core.Manifests.Meaning;

/// <summary>Checks address blocks: each by itself, and subnets against the network and each other.</summary>
internal static class NetworkChecks
{
    internal static void Check(Scope scope)
    {
        foreach (var component in scope.Combination.Components.Entries)
        {
            var addresses = (component.Value as YamlMap)?.MapAt("firewall")?.MapAt("addresses");
            foreach (var list in new[] { addresses?.ScalarsAt("allow"), addresses?.ScalarsAt("deny") })
            {
                foreach (var block in list ?? [])
                {
                    if (!AddressBlock.IsVersion6(block.Text))
                    {
                        BlockOf(block, scope);
                    }
                }
            }
        }

        if (scope.Combination.System.MapAt("network") is { } network)
        {
            CheckSubnets(network, scope);
        }
    }

    private static void CheckSubnets(YamlMap network, Scope scope)
    {
        var (whole, name) = network.ScalarAt("cidr") is { } cidr
            ? (BlockOf(cidr, scope), cidr.Text)
            : (AddressBlock.Parse(new Network().Cidr, out _, out _), new Network().Cidr);
        var zones = network.ScalarAt("zones") is { } stated ? ShapeChecker.NumberOf(stated) : new Network().Zones;
        var taken = new List<(AddressBlock Block, string Text)>();
        foreach (var key in new[] { "publicSubnets", "privateSubnets" })
        {
            var subnets = network.ScalarsAt(key).ToList();
            if (subnets.Count > 0 && zones is { } count && subnets.Count != count)
            {
                scope.Report(
                    MeaningFaults.BadSubnets(
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"'{key}' has {subnets.Count} blocks for {ShapeWords.Plain(count)} zones."
                        ),
                        subnets[0].Location,
                        "State one block for each zone."
                    )
                );
            }

            foreach (var subnet in subnets)
            {
                if (BlockOf(subnet, scope) is not { } block)
                {
                    continue;
                }

                if (whole is { } outer && !outer.Contains(block))
                {
                    scope.Report(
                        MeaningFaults.BadSubnets(
                            $"{subnet.Text} lies outside the network, {name}.",
                            subnet.Location,
                            "Choose a block inside the network, or widen 'cidr'."
                        )
                    );
                }

                if (taken.Find(t => t.Block.Overlaps(block)) is { Text: not null } other)
                {
                    scope.Report(
                        MeaningFaults.BadSubnets(
                            $"{subnet.Text} overlaps {other.Text}.",
                            subnet.Location,
                            "Choose blocks that share no address."
                        )
                    );
                }

                taken.Add((block, subnet.Text));
            }
        }
    }

    private static AddressBlock? BlockOf(YamlScalar scalar, Scope scope)
    {
        var block = AddressBlock.Parse(scalar.Text, out var fault, out var mend);
        if (block is null)
        {
            scope.Report(MeaningFaults.BadBlock(scalar.Text, fault, scalar.Location, mend));
        }

        return block;
    }
}
