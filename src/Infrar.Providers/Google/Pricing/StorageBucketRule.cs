using Infrar.Core.Pricing;
using Infrar.Core.Resources;
using Infrar.Providers.Pricing;

namespace Infrar.Providers.Google.Pricing;

/// <summary>A bucket: what it holds by class, operations, retrieval from the cold classes, and transfer.</summary>
internal sealed class StorageBucketRule : PricingRule
{
    private const string Service = "Cloud Storage";
    private const string Standard = "STANDARD";
    private const string EgressKey = "monthly_egress_data_transfer_gb";

    private static readonly string[] Destinations = ["same_continent", "worldwide", "asia", "china", "australia"];

    /// <inheritdoc/>
    public override string ResourceType => "google_storage_bucket";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        if (resource["storage_class"].TextOr(Standard) is not { } storageClass)
        {
            meter.NotKnownYet("Storage", "storage_class");
            return;
        }

        if (resource["autoclass.enabled"].FlagOr(false))
        {
            meter.Missing("Autoclass", "buckets that choose the class of each object by themselves");
            return;
        }

        BillClass(resource, meter, storageClass, "");
        BillOperations(resource, meter, storageClass);
        foreach (var colder in ClassesMovedTo(resource).Where(c => c != storageClass))
        {
            BillClass(resource, meter, colder, $"{colder.ToLowerInvariant()}.");
        }

        foreach (var destination in Destinations)
        {
            meter.MissingIfStated(
                $"Data transfer ({destination.Replace('_', ' ')})",
                $"{EgressKey}.{destination}",
                "data transfer out of Cloud Storage"
            );
        }
    }

    /// <summary>What one class holds and what is read back from it.</summary>
    private static void BillClass(Resource resource, Meter meter, string storageClass, string prefix)
    {
        var name = Named(storageClass);
        var isMultiRegion = resource.Region.EndsWith("(multi-region)", StringComparison.Ordinal);
        meter.BillUsage(
            $"Storage ({name})",
            new(
                Service,
                resource.Region,
                "GiB-month",
                ("locationType", isMultiRegion ? "multi-region" : "region"),
                ("storageClass", storageClass)
            ),
            $"{prefix}storage_gb"
        );
        if (storageClass != Standard)
        {
            meter.BillUsageIfStated(
                $"Data retrieval ({name})",
                new(Service, resource.Region, "GiB", ("storageClass", storageClass)),
                $"{prefix}monthly_data_retrieval_gb"
            );
        }
    }

    private static void BillOperations(Resource resource, Meter meter, string storageClass)
    {
        foreach (var kind in new[] { "A", "B" })
        {
            var description = $"Class {kind} operations";
            var key = $"monthly_class_{kind.ToLowerInvariant()}_operations";
            if (storageClass == Standard)
            {
                meter.BillUsageIfStated(
                    description,
                    new(Service, resource.Region, "operation")
                    {
                        Description = $"Class {kind} operations, Standard regional",
                    },
                    key
                );
            }
            else
            {
                meter.MissingIfStated(description, key, $"operations on objects of class {storageClass}");
            }
        }
    }

    private static IEnumerable<string> ClassesMovedTo(Resource resource) =>
        resource["lifecycle_rule"]
            .Items()
            .Where(r => r.At("action.type").AsText() == "SetStorageClass")
            .Select(r => r.At("action.storage_class").AsText())
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);

    private static string Named(string storageClass) =>
        storageClass is [var first, .. var rest] ? $"{first}{rest.ToLowerInvariant()}" : storageClass;
}
