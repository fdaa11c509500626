using Infrar.Core.Manifests;
using Infrar.Core.Resources;

namespace Infrar.Core.Checks;

/// <summary>Reads a resource's settings the way its provider does: absent means the provider's default, unknown stays unknown.</summary>
public static class ResourceSettings
{
    /// <summary>Whether the setting is left out: nothing, an empty text or an empty list; what is unknown is not.</summary>
    public static bool Omits(this Resource resource, string path) => resource[path].IsOmitted();

    /// <summary>Whether nothing stands there: no value, an empty text or an empty list.</summary>
    public static bool IsOmitted(this Value value) =>
        value
            is Value.Null
                or Value.Text { Content: "" }
                or Value.ListOf { Items.IsEmpty: true }
                or Value.Blocks { Items.IsEmpty: true };

    /// <summary>True or false; <paramref name="absent"/> where it is left out, null where it is not known.</summary>
    public static bool? Flag(this Resource resource, string path, bool absent) =>
        resource.Omits(path) ? absent : resource[path].AsFlag();

    /// <summary>The number; <paramref name="absent"/> where it is left out, null where it is not known.</summary>
    public static decimal? Number(this Resource resource, string path, decimal? absent = null) =>
        resource.Omits(path) ? absent : resource[path].AsNumber();

    /// <summary>The text; <paramref name="absent"/> where it is left out, null where it is not known.</summary>
    public static string? Text(this Resource resource, string path, string? absent = null) =>
        resource.Omits(path) ? absent : resource[path].AsText();

    /// <summary>What the resource says of a setting that is no secret, as a step of a proof.</summary>
    public static ProofStep Shows(this Resource resource, string path) =>
        new(
            resource.Address,
            resource.Omits(path) ? $"{path} is not set."
                : resource[path].AsText() is { } text ? $"{path} = {text}"
                : $"{path} is set."
        );

    /// <summary>As <see cref="Shows"/>, and that is where the rule is broken.</summary>
    public static ProofStep Breaks(this Resource resource, string path) => resource.Shows(path) with { Breaks = true };

    /// <summary>The component of that sort that a resource was made for; null in a foreign plan, or where there is none.</summary>
    public static T? Described<T>(this CheckScope scope, Resource resource)
        where T : Component =>
        resource.Component.Length == 0
            ? null
            : scope.System?.Components.OfType<T>().FirstOrDefault(c => c.Name == resource.Component);

    /// <summary>Managed resources of a type that refer to another one.</summary>
    public static IEnumerable<Resource> Referrers(this CheckScope scope, Resource resource, string type) =>
        scope.Graph.ReferrersOf(resource.Address).Where(r => r.Type == type && !r.IsData);

    /// <summary>Whether loss or outage is said to matter: availability, recovery time or recovery point is required.</summary>
    public static bool RequiresSurvival(this CheckScope scope) =>
        scope.Requirements
            is { AvailabilityPercent: not null }
                or { RecoveryTime: not null }
                or { RecoveryPoint: not null };

    /// <summary>How much the loss of data matters: less where the placed system requires nothing of the kind.</summary>
    public static Severity Weighed(this CheckScope scope, Severity severity) =>
        scope.System is not null && !scope.RequiresSurvival() ? Severity.Low : severity;
}
