using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Infrar.Core.Diagnostics;
using Infrar.Core.Manifests;

namespace Infrar.Core.Compose;

/// <summary>Writes imported components as a manifest to go on with.</summary>
internal static class ImportedManifest
{
    internal static string Write(
        string name,
        string file,
        IReadOnlyList<ImportedComponent> components,
        ImmutableArray<Diagnostic> faults
    )
    {
        var text = new StringBuilder();
        Line(
            text,
            ManifestYaml.Comment(
                $"Made from {file} by infrar init. Check what is marked with a comment, then run infrar validate."
            )
        );
        if (faults.Length > 0)
        {
            Line(text, "#");
            Line(text, "# What was not carried over as it stood:");
            foreach (var fault in faults)
            {
                Line(
                    text,
                    ManifestYaml.Comment(
                        string.Create(CultureInfo.InvariantCulture, $"- line {fault.Location.Line}: {fault.Message}")
                    )
                );
            }
        }

        Line(text, "infrar: 1");
        Line(text, $"system: {name}");
        Line(text, "");
        Line(text, "components:");
        foreach (var component in components)
        {
            WriteComponent(text, component);
        }

        text.Append(StarterManifest.Environments);
        Strategies(text, components);
        return text.ToString();
    }

    private static void WriteComponent(StringBuilder text, ImportedComponent component)
    {
        if (component.Comment is not "")
        {
            Line(text, $"  {ManifestYaml.Comment(component.Comment)}");
        }

        Line(text, $"  {component.Name}:");
        Line(text, $"    kind: {component.Kind.Word()}");
        foreach (var field in component.Fields)
        {
            Line(text, $"    {field}");
        }

        Line(text, "");
    }

    private static void Strategies(StringBuilder text, IReadOnlyList<ImportedComponent> components)
    {
        var kinds = components.Select(c => c.Kind).Distinct().Order().ToList();
        Line(text, "strategies:");
        Line(
            text,
            "  # Everything in containers on this computer: infrar generate -e development writes compose.yaml."
        );
        Line(text, "  local:");
        Line(text, "    title: This computer");
        Line(text, "    place:");
        // A component that is called like its kind shares the kind's entry.
        var named = components.Where(c => !c.LocalOptions.IsEmpty).ToList();
        foreach (var kind in kinds)
        {
            var same = named.Find(c => c.Name == kind.Word());
            WriteLocal(text, kind.Word(), same?.LocalOptions ?? []);
        }

        foreach (var component in named.Where(c => ComponentKindWords.Parse(c.Name) is null))
        {
            WriteLocal(text, component.Name, component.LocalOptions);
        }

        Line(text, "");
        Line(text, "  # Containers and managed services on AWS.");
        Line(text, "  aws:");
        Line(text, "    title: AWS");
        Line(text, "    place:");
        foreach (var kind in kinds)
        {
            Line(text, $"      {kind.Word()}: {OnAws(kind)}");
        }

        Line(text, "    providers:");
        Line(text, "      aws: { region: eu-west-1 }");
    }

    private static void WriteLocal(StringBuilder text, string key, ImmutableArray<string> options)
    {
        if (options.IsEmpty)
        {
            Line(text, $"      {key}: local/compose");
            return;
        }

        Line(text, $"      {key}:");
        Line(text, "        offering: local/compose");
        Line(text, "        options:");
        foreach (var option in options)
        {
            Line(text, $"          {option}");
        }
    }

    private static string OnAws(ComponentKind kind) =>
        kind switch
        {
            ComponentKind.StaticSite => "cloudflare/pages",
            ComponentKind.Service or ComponentKind.Worker or ComponentKind.Sidecar => "aws/ecs-fargate",
            ComponentKind.ScheduledJob => "aws/ecs-scheduled-task",
            ComponentKind.PostgreSql => "aws/rds-postgresql",
            ComponentKind.Redis => "aws/elasticache-redis",
            ComponentKind.ObjectStore => "aws/s3",
            ComponentKind.Secrets => "aws/secrets-manager",
            ComponentKind.ContainerRegistry => "aws/ecr",
        };

    private static void Line(StringBuilder text, string line) => text.Append(line).Append('\n');
}
