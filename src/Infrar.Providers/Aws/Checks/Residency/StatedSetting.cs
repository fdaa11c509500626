using Infrar.Core.Checks;
using Infrar.Core.Manifests;
using Infrar.Core.Resources;
using Infrar.Providers.Aws.Checks.Secrets;

namespace Infrar.Providers.Aws.Checks.Residency;

/// <summary>A variable of a program whose text is written by hand.</summary>
/// <param name="Resource">Resource that states it; null where what runs the program is not generated.</param>
/// <param name="Workload">Workload that the manifest states it for; null for somebody else's plan.</param>
/// <param name="Region">Region that the program runs in; empty when not known, or not one of AWS.</param>
/// <param name="Owner">Container or workload.</param>
/// <param name="Name">Name of the variable.</param>
/// <param name="Text">Its text.</param>
internal sealed record StatedSetting(
    Resource? Resource,
    Workload? Workload,
    string Region,
    string Owner,
    string Name,
    string Text
)
{
    /// <summary>Tells it apart within its resource.</summary>
    public string Subject => Owner.Length > 0 ? $"{Owner}:{Name}" : Name;
}

/// <summary>The variables that are written by hand: those of the manifest, or those of somebody else's plan.</summary>
internal static class StatedSettings
{
    /// <summary>All of them; those that are made of references to what is placed are right by themselves.</summary>
    public static IEnumerable<StatedSetting> Of(CheckScope scope) =>
        scope.System is { } system
            ? system.Components.OfType<Workload>().SelectMany(w => OfManifest(w, scope))
            : PlainVariables
                .Of(scope)
                .Where(v => v.Value is Value.Text)
                .Select(v => new StatedSetting(
                    v.Resource,
                    null,
                    v.Resource.Region,
                    v.Owner,
                    v.Name,
                    v.Value.AsText() ?? ""
                ));

    private static IEnumerable<StatedSetting> OfManifest(Workload workload, CheckScope scope)
    {
        var task = workload is Sidecar sidecar ? sidecar.Of : workload.Name;
        var resource = PlainVariables.Types.SelectMany(scope.Graph.OfType).FirstOrDefault(r => r.Component == task);
        var placed = scope.Placement?.Components.FirstOrDefault(p => p.Component.Name == workload.Name);
        var region = placed is { } p && AwsRegions.Jurisdictions.ContainsKey(p.Region) ? p.Region : "";
        return workload
            .Environment.Where(e => !e.Value.Contains("${", StringComparison.Ordinal))
            .Select(e => new StatedSetting(resource, workload, region, workload.Name, e.Key, e.Value));
    }
}
