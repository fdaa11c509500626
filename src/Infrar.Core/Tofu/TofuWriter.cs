using System.Collections.Immutable;
using System.Text;
using Infrar.Core.Placements;
using Infrar.Core.Resources;
using static Infrar.Core.Resources.Values;

namespace Infrar.Core.Tofu;

/// <summary>Writes a placement as an OpenTofu configuration that its user owns: readable, complete, usable without Infrar.</summary>
/// <remarks>
/// One file per concern, and <c>versions.tf</c>, <c>providers.tf</c>, <c>variables.tf</c>, <c>outputs.tf</c> and
/// <c>terraform.tfvars.example</c>. The same placement gives the same bytes.
/// </remarks>
public static class TofuWriter
{
    /// <summary>Least OpenTofu (or Terraform) version that the configuration needs: write-only attributes came with 1.11.</summary>
    public const string RequiredVersion = ">= 1.11.0";

    /// <summary>Files of the configuration, path to content, in the form that <c>tofu fmt</c> leaves alone.</summary>
    /// <returns>No file when nothing of the placement is generated as OpenTofu.</returns>
    public static ImmutableSortedDictionary<string, string> Write(Placement placement, Catalog catalog)
    {
        var files = placement.Files.ToBuilder();
        var outside = new References(placement, catalog);
        var written = placement.Graph.Resources.Where(outside.IsWritten).ToList();
        if (written.Count == 0)
        {
            return files.ToImmutable();
        }

        foreach (var concern in written.GroupBy(r => r.Concern, StringComparer.Ordinal))
        {
            files[$"{concern.Key}.tf"] = string.Join('\n', concern.Select(r => Render(r, outside)));
        }

        var outputs = placement.Outputs.Where(o => outside.Holds(o.Value)).ToList();
        if (outputs.Count > 0)
        {
            files["outputs.tf"] = string.Join('\n', outputs.Select(Render));
        }

        files["versions.tf"] = Versions(placement, catalog, written);
        files["providers.tf"] = string.Join('\n', Configurations(placement, written).Select(Render));
        var variables = placement
            .Variables.Concat(outside.Variables)
            .OrderBy(v => v.Name, StringComparer.Ordinal)
            .ToList();
        if (variables.Count > 0)
        {
            files["variables.tf"] = string.Join('\n', variables.Select(Render));
            files["terraform.tfvars.example"] = Example(variables);
        }

        return files.ToImmutable();
    }

    /// <summary>Variables that have no default, so that whoever runs the configuration must set them.</summary>
    public static ImmutableArray<TofuVariable> RequiredVariables(Placement placement, Catalog catalog)
    {
        var outside = new References(placement, catalog);
        foreach (var resource in placement.Graph.Resources.Where(outside.IsWritten))
        {
            outside.Resolve(resource.Attributes);
        }

        return [.. placement.Variables.Concat(outside.Variables).Where(v => v.Default is Value.Null)];
    }

    private static string Render(Resource resource, References outside)
    {
        var entries = new List<KeyValuePair<string, Value>>();
        if (resource.ProviderAlias.Length > 0)
        {
            Add("provider", new Value.Expression($"{resource.Provider}.{resource.ProviderAlias}", []));
        }

        entries.AddRange(((Value.MapOf)outside.Resolve(resource.Attributes)).Entries);
        if (resource.DependsOn.Length > 0)
        {
            Add("depends_on", List(resource.DependsOn.Select(a => (Value)new Value.Expression(a, [a]))));
        }

        if (resource.Lifecycle.Entries.Length > 0)
        {
            Add("lifecycle", new Value.Blocks([resource.Lifecycle]));
        }

        var header = $"{(resource.IsData ? "data" : "resource")} \"{resource.Type}\" \"{resource.Name}\"";
        return Comment(resource.Comment) + HclBody.Block(header, entries);

        void Add(string name, Value value) => entries.Add(new(name, value));
    }

    private static string Render(TofuVariable variable) =>
        HclBody.Block(
            $"variable \"{variable.Name}\"",
            Map(
                ("description", variable.Description),
                ("type", new Value.Expression(variable.Type, [])),
                ("default", variable.Default),
                ("sensitive", variable.Sensitive ? true : Value.None)
            ).Entries
        );

    private static string Render(TofuOutput output) =>
        HclBody.Block(
            $"output \"{output.Name}\"",
            Map(("description", output.Description), ("value", output.Value)).Entries
        );

    private static string Render(ProviderConfiguration configuration) =>
        HclBody.Block(
            $"provider \"{configuration.Provider}\"",
            Map(("alias", configuration.Alias.Length > 0 ? configuration.Alias : Value.None))
                .Entries.AddRange(configuration.Arguments.Entries)
        );

    private static IEnumerable<ProviderConfiguration> Configurations(Placement placement, List<Resource> written)
    {
        var used = Names(written);
        return placement.Configurations.Where(c => used.Contains(c.Provider));
    }

    private static string Versions(Placement placement, Catalog catalog, List<Resource> written)
    {
        var system = placement.System;
        var providers = Names(written)
            .Order(StringComparer.Ordinal)
            .Select(name => (name, TofuOf(name, catalog)))
            .Select(p => (p.name, (Value)Map(("source", p.Item2.Source), ("version", p.Item2.Version))));
        var comment = Comment($"{system.Name}, {system.Environment}, under {system.Strategy.Title}.");
        var (backend, arguments) = BackendOf(placement, catalog);
        return comment
            + HclBody.Block(
                "terraform",
                [
                    new("required_version", RequiredVersion),
                    new("required_providers", new Value.Blocks([Map(providers)])),
                    new($"backend \"{backend}\"", new Value.Blocks([arguments])),
                ]
            );
    }

    // Where the first provider in use that keeps state keeps it; else whoever runs init says where.
    private static TofuBackend BackendOf(Placement placement, Catalog catalog) =>
        catalog
            .Providers.Where(p =>
                placement.Components.Any(c => c.Offering.StartsWith($"{p.Id}/", StringComparison.Ordinal))
            )
            .Select(p => p.Backend(placement.System))
            .FirstOrDefault(b => b is not null)
        ?? new("http", Value.MapOf.Empty);

    private static HashSet<string> Names(List<Resource> written) =>
        written.Select(r => r.Provider).ToHashSet(StringComparer.Ordinal);

    private static TofuProvider TofuOf(string name, Catalog catalog) =>
        catalog.Providers.Select(p => p.Tofu).OfType<TofuProvider>().FirstOrDefault(t => t.Name == name)
        ?? throw new InvalidOperationException($"No provider of the catalog has the OpenTofu provider '{name}'.");

    private static string Example(List<TofuVariable> variables)
    {
        var text = new StringBuilder(
            "# Copy to terraform.tfvars and fill in. Keep secrets in TF_VAR_… variables instead.\n"
        );
        foreach (var variable in variables)
        {
            var lead = variable.Default is Value.Null ? "" : "# ";
            var value = variable.Default is Value.Null ? "\"\"" : HclExpression.Render(variable.Default, 0);
            text.Append('\n').Append(Comment(variable.Description));
            text.Append(lead)
                .Append(variable.Name)
                .Append(" = ")
                .Append(value.ReplaceLineEndings("\n" + lead))
                .Append('\n');
        }

        return text.ToString();
    }

    private static string Comment(string comment)
    {
        if (comment.Length == 0)
        {
            return "";
        }

        var text = new StringBuilder();
        var line = new StringBuilder("#");
        foreach (var word in comment.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 1 && line.Length + 1 + word.Length > HclExpression.LineWidth)
            {
                text.Append(line).Append('\n');
                line.Clear().Append('#');
            }

            line.Append(' ').Append(word);
        }

        return text.Append(line).Append('\n').ToString();
    }
}
