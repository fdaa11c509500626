using System.Text;
using Infrar.Core.Resources;

namespace Infrar.Cli.Rehearsals;

/// <summary>What refuses to be deleted, and the override file that lets it go: the step that a user takes before a destroy.</summary>
internal static class DeletionProtection
{
    /// <summary>The override file, OpenTofu; empty where nothing is protected.</summary>
    /// <remarks>https://opentofu.org/docs/language/files/override/</remarks>
    public static string Lifted(ResourceGraph graph)
    {
        var text = new StringBuilder();
        foreach (var resource in graph.Resources.Where(r => !r.IsData))
        {
            // Providers call it deletion_protection, enable_deletion_protection, delete_protection.
            var flags = resource
                .Attributes.Entries.Where(e => e.Value is Value.Flag { Content: true } && IsProtection(e.Key))
                .Select(e => e.Key)
                .ToArray();
            if (flags.Length > 0)
            {
                text.Append("resource \"").Append(resource.Type).Append("\" \"").Append(resource.Name).Append("\" {\n");
                text.AppendJoin("", flags.Select(f => $"  {f} = false\n")).Append("}\n");
            }
        }

        return text.ToString();
    }

    private static bool IsProtection(string attribute) =>
        attribute.EndsWith("deletion_protection", StringComparison.Ordinal)
        || attribute.EndsWith("delete_protection", StringComparison.Ordinal);
}
