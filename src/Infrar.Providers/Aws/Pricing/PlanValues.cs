using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Pricing;

/// <summary>Tells what somebody set from what a plan merely lists: null, an empty list for an absent block, the provider's own.</summary>
internal static class PlanValues
{
    /// <summary>Whether it holds something that the configuration states.</summary>
    internal static bool IsSet(this Value value) =>
        value switch
        {
            // What the configuration leaves out and the provider fills in is unknown in a plan.
            Value.Null or Value.Unknown => false,
            Value.Text text => text.Content.Length > 0,
            Value.ListOf list => !list.Items.IsEmpty,
            Value.Blocks blocks => !blocks.Items.IsEmpty,
            Value.MapOf map => !map.Entries.IsEmpty,
            _ => true,
        };
}
