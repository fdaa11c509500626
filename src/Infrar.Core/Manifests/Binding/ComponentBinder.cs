using System.Collections.Immutable;
using Infrar.Core.Diagnostics;
using Infrar.Core.Manifests.Combining;

namespace Infrar.Core.Manifests.Binding;

/// <summary>Makes component records of maps that were found sound.</summary>
internal static class ComponentBinder
{
    /// <summary>The components of a combination; what it takes away disappears from every <c>uses</c> too.</summary>
    internal static ImmutableArray<Component> Bind(Combination combination) =>
        [
            .. combination.Components.Entries.Select(e =>
                Bind(e.Key, e.KeyLocation, new(combination.Components.MapAt(e.Key)), combination)
            ),
        ];

    private static Component Bind(string name, SourceLocation at, StatedFields fields, Combination combination)
    {
        var kind =
            ComponentKindWords.Parse(fields.Text("kind"))
            ?? throw new InvalidOperationException($"The component '{name}' was not checked.");
        var component = kind switch
        {
            ComponentKind.StaticSite => StaticSite(name, at, fields),
            ComponentKind.Service => WorkloadBinder.Service(name, at, fields),
            ComponentKind.Worker => WorkloadBinder.Worker(name, at, fields),
            ComponentKind.ScheduledJob => WorkloadBinder.ScheduledJob(name, at, fields),
            ComponentKind.Sidecar => WorkloadBinder.Sidecar(name, at, fields),
            ComponentKind.PostgreSql => DataBinder.PostgreSql(name, at, fields),
            ComponentKind.Redis => DataBinder.Redis(name, at, fields),
            ComponentKind.ObjectStore => DataBinder.ObjectStore(name, at, fields),
            ComponentKind.Secrets => DataBinder.Secrets(name, at, fields),
            ComponentKind.ContainerRegistry => DataBinder.ContainerRegistry(name, at, fields),
        };
        return component with
        {
            Uses =
            [
                .. fields
                    .Texts("uses")
                    .Where(u => combination.Components[u] is not null)
                    .Distinct(StringComparer.Ordinal),
            ],
        };
    }

    private static StaticSite StaticSite(string name, SourceLocation at, StatedFields fields) =>
        new StaticSite
        {
            Name = name,
            Title = fields.Text("title", name),
            Location = at,
            Build = fields.Has("build") ? Build(fields["build"]) : null,
            Domains = fields.Texts("domains"),
            Environment = fields.TextsByName("environment"),
            Previews = fields.Flag("previews"),
            Analytics = fields.Flag("analytics"),
        };

    private static SiteBuild Build(StatedFields fields) =>
        new(
            fields.Text("framework"),
            fields.Text("command"),
            fields.Text("output"),
            fields.Text("root", "/"),
            fields.Text("repository"),
            fields.Text("branch", "main")
        );
}
