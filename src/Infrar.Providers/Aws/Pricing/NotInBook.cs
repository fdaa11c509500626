using Infrar.Core.Pricing;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Pricing;

/// <summary>Says of what is billed that the price book has no price for it yet, what to look up, and which use is meant.</summary>
internal static class NotInBook
{
    /// <summary>Adds an unpriced entry, unless a usage states that there is none of it.</summary>
    /// <param name="meter">Where it is said.</param>
    /// <param name="resource">What is billed.</param>
    /// <param name="what">What of it is billed.</param>
    /// <param name="lookup">Service and facts that a price would be looked up by.</param>
    /// <param name="key">Usage key of its quantity; empty where the configuration fixes it.</param>
    internal static void Say(Meter meter, Resource resource, string what, string lookup, string key = "")
    {
        var use = key.Length == 0 ? null : meter.Usage(key);
        if (use is { Most: 0m })
        {
            return;
        }

        // What is global has no region.
        var where = resource.Region.Length == 0 ? lookup.TrimEnd(',') : $"{lookup} in {resource.Region}";
        var quantity =
            key.Length == 0 ? ""
            : use is null ? $" Its quantity depends on use, and no usage states {key}."
            : $" Its quantity is {key}: {use.Describe()}.";
        meter.Unpriced(what, $"The price book has no price for it yet. Look up {where}.{quantity}");
    }
}
