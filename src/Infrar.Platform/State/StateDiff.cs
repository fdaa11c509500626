using System.Collections.Immutable;
using System.Text.Json;
using Infrar.Platform.Http;

namespace Infrar.Platform.State;

/// <summary>How something changed from one state to another.</summary>
internal enum StateChange
{
    /// <summary>The newer one alone has it.</summary>
    Added,

    /// <summary>Both have it, with other content.</summary>
    Changed,

    /// <summary>The older one alone has it.</summary>
    Removed,
}

/// <summary>A changed attribute or output.</summary>
/// <param name="Path">Its name, as in <c>tags.owner</c> or <c>ports[0]</c>.</param>
/// <param name="Change">How it changed.</param>
/// <param name="Before">Its JSON of before, at most 1,000 characters; null when there was none, or it is sensitive.</param>
/// <param name="After">Its JSON of after.</param>
/// <param name="IsSensitive">Whether its values are kept back.</param>
internal sealed record ValueDifference(
    string Path,
    StateChange Change,
    string? Before,
    string? After,
    bool IsSensitive
);

/// <summary>A changed resource.</summary>
/// <param name="Address">Its address, as OpenTofu writes it.</param>
/// <param name="Change">How it changed.</param>
/// <param name="Attributes">What of it changed; for what was added or removed, all that it has.</param>
internal sealed record ResourceDifference(
    string Address,
    StateChange Change,
    ImmutableArray<ValueDifference> Attributes
);

/// <summary>What differs between two versions of a state.</summary>
/// <param name="From">The number of the older one.</param>
/// <param name="To">The number of the newer one.</param>
/// <param name="Resources">Changed resources, by address.</param>
/// <param name="Outputs">Changed outputs, by name.</param>
[ApiExample(
    """
        {"from": 6, "to": 7, "resources": [{"address": "aws_instance.web", "change": "changed", "attributes": [{"path": "instance_type", "change": "changed", "before": "\"t3.micro\"", "after": "\"t3.small\"", "isSensitive": false}]}], "outputs": []}
        """
)]
internal sealed record StateDifference(
    int From,
    int To,
    ImmutableArray<ResourceDifference> Resources,
    ImmutableArray<ValueDifference> Outputs
)
{
    private const int LongestValue = 1000;

    /// <summary>Compares two states; sensitive values are not in the result.</summary>
    public static StateDifference Between(int from, JsonElement before, int to, JsonElement after)
    {
        var (was, now) = (StateValues.Of(before), StateValues.Of(after));
        var resources =
            from address in was.Keys.Union(now.Keys).Order(StringComparer.Ordinal)
            let one = was.GetValueOrDefault(address)
            let other = now.GetValueOrDefault(address)
            let attributes = Between(one ?? [], other ?? [])
            where one is null || other is null || !attributes.IsEmpty
            select new ResourceDifference(
                address,
                one is null ? StateChange.Added
                    : other is null ? StateChange.Removed
                    : StateChange.Changed,
                attributes
            );
        return new(from, to, [.. resources], Between(StateValues.Outputs(before), StateValues.Outputs(after)));
    }

    private static ImmutableArray<ValueDifference> Between(
        SortedDictionary<string, StateValue> before,
        SortedDictionary<string, StateValue> after
    ) =>
        [
            .. from path in before.Keys.Union(after.Keys).Order(StringComparer.Ordinal)
            let one = before.GetValueOrDefault(path)
            let other = after.GetValueOrDefault(path)
            where one?.Value != other?.Value
            // What was sensitive on either side stays so on both.
            let isSensitive = one is { IsSensitive: true } || other is { IsSensitive: true }
            select new ValueDifference(
                path,
                one is null ? StateChange.Added
                    : other is null ? StateChange.Removed
                    : StateChange.Changed,
                isSensitive ? null : Short(one?.Value),
                isSensitive ? null : Short(other?.Value),
                isSensitive
            ),
        ];

    private static string? Short(string? json) =>
        json is { Length: > LongestValue } ? string.Concat(json.AsSpan(0, LongestValue), "…") : json;
}
