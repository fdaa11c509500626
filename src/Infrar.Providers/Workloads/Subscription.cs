using Infrar.Core.Placements;
using Infrar.Core.Resources;

namespace Infrar.Providers.Workloads;

/// <summary>Something that is paid for and that no OpenTofu provider makes: a plan, a workspace.</summary>
internal static class Subscription
{
    /// <summary>
    /// Adds it unless it is there. It carries no OpenTofu provider, so that the writer leaves it out while the price
    /// engine bills it like any other resource.
    /// </summary>
    /// <returns>Whether it was added now, as <c>type.main</c>; how it is used is to be stated then, once.</returns>
    internal static bool AddOnce(Site site, string type, string component, string plan, string billing = "")
    {
        if (site.Find($"{type}.main") is not null)
        {
            return false;
        }

        site.Add(
            new()
            {
                Type = type,
                Name = "main",
                Provider = "",
                Component = component,
                Concern = "subscription",
                Attributes = Values.Map(("plan", plan), ("billing", billing.Length > 0 ? billing : Value.None)),
            }
        );
        return true;
    }
}
