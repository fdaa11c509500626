using System.Collections.Immutable;
using Infrar.Core.Detection;
using Infrar.Core.Diagnostics;
using Infrar.Core.Manifests;
using Infrar.Core.Manifests.Yaml;

namespace Infrar.Core.Compose;

/// <summary>What importing a Compose file gave.</summary>
/// <param name="Manifest">Text of a starting <c>infrar.yaml</c>; null when any diagnostic is an error.</param>
/// <param name="Diagnostics">Errors of the file, or warnings about what was not carried over, in order of place.</param>
public sealed record ComposeImporting(string? Manifest, ImmutableArray<Diagnostic> Diagnostics)
{
    /// <summary>What the manifest's components were made from, in its order; empty when there is none.</summary>
    public ImmutableArray<DetectedComponent> Components { get; init; } = [];
}

/// <summary>Turns an existing Compose file into a starting manifest.</summary>
/// <remarks>
/// 1. Read the file, with anchors and merge keys resolved.
/// 2. Say what each service is: by its image, and by whether it publishes ports.
/// 3. Describe each as a component. Values that look like secrets are never copied.
/// 4. Write the manifest with two strategies, this computer and AWS.
/// </remarks>
public static class ComposeImport
{
    /// <summary>Most services in a file.</summary>
    public const int MaxServices = 200;

    /// <summary>Reads a Compose file.</summary>
    /// <param name="text">Its text; treated as hostile.</param>
    /// <param name="file">Path to name in diagnostics.</param>
    /// <returns>The manifest; <c>CMP001</c> for malformed YAML, <c>CMP002</c> for no services, <c>CMP003</c> for too many.</returns>
    public static ComposeImporting Read(string text, string file)
    {
        // 1.
        var reading = YamlReader.Read(text, file, isCompose: true);
        if (reading.Diagnostics.Any(d => d.Severity is DiagnosticSeverity.Error))
        {
            return new(null, [.. reading.Diagnostics.Select(d => d with { Code = "CMP001" })]);
        }

        var root = ComposeNodes.Resolve(reading.Root);
        var stated = ComposeNodes.Resolve(root?["services"]);
        if (root is null || stated is null || stated.Entries.All(e => ComposeNodes.Resolve(e.Value) is null))
        {
            return new(null, [ComposeFaults.NoServices(reading.Root?.Location ?? new(file, 1, 1))]);
        }

        if (stated.Entries.Length > MaxServices)
        {
            return new(null, [ComposeFaults.TooManyServices(stated.Entries.Length, stated.Location)]);
        }

        // 2.
        var services = ComposeServices.Of(stated);

        // 3.
        var importer = new ComponentImporter(services);
        var found = services.SelectMany(s => importer.Components(s).Select(c => (Service: s, Component: c))).ToList();
        var components = found.Select(f => f.Component).ToList();
        if (importer.SecretEntries.Count > 0)
        {
            components.Add(importer.SecretStore());
        }

        if (components.Any(c => c.BuildsImage))
        {
            components.Add(importer.Registry());
        }

        // 4.
        var faults = importer
            .Faults.OrderBy(f => f.Location.Line)
            .ThenBy(f => f.Location.Column)
            .ThenBy(f => f.Code, StringComparer.Ordinal)
            .ToImmutableArray();
        var name = ComposeNames.Normal(ComposeNodes.Text(root["name"]) ?? "", "my-system");
        return new(ImportedManifest.Write(name, file, components, faults), faults)
        {
            Components = [.. found.Select(f => Detected(f.Component, f.Service, file))],
        };
    }

    private static DetectedComponent Detected(ImportedComponent component, ComposeService service, string file)
    {
        const string Uses = "uses: [";
        var uses = component.Fields.FirstOrDefault(f => f.StartsWith(Uses, StringComparison.Ordinal)) ?? "";
        return new(
            component.Name,
            component.Kind,
            "",
            uses.Length is 0 ? [] : [.. uses[Uses.Length..^1].Split(", ")],
            [
                new(
                    file,
                    service.Body.Location.Line,
                    service.Image.Length is 0
                        ? $"The service '{service.Service}', built from its sources"
                        : $"The service '{service.Service}' of image {service.Image}",
                    Sureness.Certain
                ),
            ]
        );
    }

    /// <summary>The services of a Compose file by what they are; none for a file that cannot be imported.</summary>
    /// <remarks>Unmet is what keeps data and has no kind in a manifest.</remarks>
    internal static ImmutableArray<(string Service, ComponentKind Kind, string Product, bool IsUnmet)> Components(
        string text,
        string file
    )
    {
        var reading = YamlReader.Read(text, file, isCompose: true);
        var stated = reading.Diagnostics.Any(d => d.Severity is DiagnosticSeverity.Error)
            ? null
            : ComposeNodes.Resolve(ComposeNodes.Resolve(reading.Root)?["services"]);
        return stated is null || stated.Entries.Length > MaxServices
            ? []
            :
            [
                .. ComposeServices
                    .Of(stated)
                    .Select(s =>
                        (
                            s.Service,
                            s.Kind,
                            s.Product,
                            s.Kind is ComponentKind.Service or ComponentKind.Worker
                                && ComposeImages.KeepsData(s.Product)
                        )
                    ),
            ];
    }
}

/// <summary>A component as the manifest will state it.</summary>
/// <param name="Name">Key.</param>
/// <param name="Kind">Kind.</param>
/// <param name="Comment">Line above it; empty for none.</param>
/// <param name="Fields">Lines of the manifest below its key, without indentation.</param>
/// <param name="LocalOptions">Options of its local assignment, likewise; empty for none.</param>
internal sealed record ImportedComponent(
    string Name,
    ComponentKind Kind,
    string Comment,
    ImmutableArray<string> Fields,
    ImmutableArray<string> LocalOptions
)
{
    /// <summary>Whether it runs an image that is built here, which has to be kept somewhere.</summary>
    public bool BuildsImage =>
        Kind is ComponentKind.Service or ComponentKind.Worker or ComponentKind.ScheduledJob or ComponentKind.Sidecar
        && !Fields.Any(f => f.StartsWith("image:", StringComparison.Ordinal));
}
