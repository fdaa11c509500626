using System.Globalization;
using System.Text;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;

namespace Infrar.Core.Pricing;

/// <summary>Writes the use that a placement's components make of its resources as a usage file, which <see cref="UsageFileReader"/> reads.</summary>
/// <remarks>So a plan of the generated configuration costs what the placement does, and whoever has the files can see why.</remarks>
public static class UsageFileWriter
{
    /// <summary>Writes it.</summary>
    /// <param name="placement">A feasible placement.</param>
    /// <param name="profile">Level of traffic.</param>
    /// <returns>YAML with <c>\n</c> line ends; quantities of which a part is unknown are left out, as a sum without it would mislead.</returns>
    public static string Write(Placement placement, UsageProfile profile)
    {
        var text = new StringBuilder();
        text.Append(
            CultureInfo.InvariantCulture,
            $"# What {placement.System.Environment} uses in a month at {profile.Name} traffic.\n"
        );
        text.Append("version: 0.1\nresource_usage:");
        var isEmpty = true;
        foreach (
            var resource in placement.UsageRules.GroupBy(r => r.Address).OrderBy(g => g.Key, StringComparer.Ordinal)
        )
        {
            var known = Known(resource, profile).ToList();
            if (known is [])
            {
                continue;
            }

            isEmpty = false;
            text.Append(CultureInfo.InvariantCulture, $"\n  {Quoted(resource.Key)}:\n");
            text.AppendJoin('\n', known.Select(k => $"    {Quoted(k.Key)}: {Text(k.Use)}"));
        }

        return text.Append(isEmpty ? " {}\n" : "\n").ToString();
    }

    private static IEnumerable<(string Key, UsageRange Use)> Known(IEnumerable<UsageRule> rules, UsageProfile profile)
    {
        foreach (var key in rules.GroupBy(r => r.Key).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var quantities = key.Select(r => r.Quantity(profile)).ToList();
            if (quantities.TrueForAll(q => q is not null))
            {
                yield return (key.Key, quantities.Aggregate((sum, use) => sum!.Plus(use!))!);
            }
        }
    }

    private static string Text(UsageRange use) =>
        use.Least == use.Most
            ? Text(use.Expected)
            : $"{{ least: {Text(use.Least)}, expected: {Text(use.Expected)}, most: {Text(use.Most)} }}";

    private static string Text(decimal quantity) => quantity.ToString(CultureInfo.InvariantCulture);

    private static string Quoted(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
