using System.Collections.Immutable;
using System.Globalization;
using Infrar.Core.Diagnostics;
using Infrar.Core.Manifests;
using Infrar.Core.Manifests.Yaml;

namespace Infrar.Core.Pricing;

/// <summary>What reading a usage file gave: use unless there is an error among the diagnostics.</summary>
/// <param name="Usage">Null when any diagnostic is an error.</param>
/// <param name="Diagnostics">Every fault, in order of place.</param>
public sealed record UsageFileReading(UsageFile? Usage, ImmutableArray<Diagnostic> Diagnostics);

/// <summary>Reads a usage file in Infracost's format: every fault at once, each with its place and mend.</summary>
/// <remarks>
/// One addition: a quantity may be a range, <c>{ least: 1, expected: 2, most: 3 }</c>. Settings that are texts there
/// (<c>operating_system: linux</c>) are read from the configuration here, so they are passed over with a warning.
/// </remarks>
public sealed class UsageFileReader
{
    private const string TypesKey = "resource_type_default_usage";
    private const string ResourcesKey = "resource_usage";

    private readonly List<Diagnostic> _diagnostics = [];

    private UsageFileReader() { }

    /// <summary>Reads a usage file.</summary>
    /// <param name="text">Its text; treated as hostile.</param>
    /// <param name="file">Path to name in diagnostics.</param>
    public static UsageFileReading Read(string text, string file)
    {
        var (root, faults) = YamlReader.Read(text, file);
        var reader = new UsageFileReader();
        reader._diagnostics.AddRange(faults);
        var usage = root is null ? new UsageFile() : reader.ReadRoot(root);
        var diagnostics = reader
            ._diagnostics.OrderBy(d => d.Location.Line)
            .ThenBy(d => d.Location.Column)
            .ToImmutableArray();
        return new(diagnostics.Any(d => d.Severity is DiagnosticSeverity.Error) ? null : usage, diagnostics);
    }

    private UsageFile ReadRoot(YamlNode root)
    {
        if (root is not YamlMap map)
        {
            if (!root.IsNull)
            {
                Fault(UsageFaults.NotAMap("The usage file", root.Location));
            }

            return new();
        }

        foreach (var entry in map.Entries)
        {
            if (entry.Key is not ("version" or TypesKey or ResourcesKey))
            {
                Fault(UsageFaults.UnknownKey(entry.Key, entry.KeyLocation));
            }
        }

        if (map["version"] is { } version && version is not YamlScalar { Text: "0.1" })
        {
            Fault(UsageFaults.UnknownVersion(version.Location));
        }

        return new(ReadSubjects(map[TypesKey]), ReadSubjects(map[ResourcesKey]));
    }

    private ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, UsageRange>> ReadSubjects(
        YamlNode? node
    )
    {
        var subjects = ImmutableSortedDictionary.CreateBuilder<string, ImmutableSortedDictionary<string, UsageRange>>(
            StringComparer.Ordinal
        );
        foreach (var (address, _, value) in EntriesOf(node))
        {
            var quantities = ImmutableSortedDictionary.CreateBuilder<string, UsageRange>(StringComparer.Ordinal);
            ReadQuantities(value, "", quantities);
            subjects[address] = quantities.ToImmutable();
        }

        return subjects.ToImmutable();
    }

    private void ReadQuantities(
        YamlNode node,
        string prefix,
        ImmutableSortedDictionary<string, UsageRange>.Builder quantities
    )
    {
        foreach (var (name, at, value) in EntriesOf(node))
        {
            var key = prefix + name;
            switch (value)
            {
                case YamlScalar { IsNull: true }:
                    break;
                case YamlScalar scalar when Number(scalar) is { } quantity:
                    quantities[key] = UsageRange.Exactly(quantity);
                    break;
                case YamlScalar scalar:
                    Fault(UsageFaults.NotANumber(key, scalar));
                    break;
                case YamlMap range when range["expected"] is not null:
                    quantities[key] = ReadRange(key, range);
                    break;
                case YamlMap:
                    ReadQuantities(value, $"{key}.", quantities);
                    break;
                default:
                    Fault(UsageFaults.NotAMap($"'{key}'", at));
                    break;
            }
        }
    }

    private UsageRange ReadRange(string key, YamlMap range)
    {
        var least = Bound(range["least"] ?? range["expected"]);
        var expected = Bound(range["expected"]);
        var most = Bound(range["most"] ?? range["expected"]);
        if (least is { } l && expected is { } e && most is { } m && l <= e && e <= m)
        {
            return new(l, e, m);
        }

        Fault(UsageFaults.NotARange(key, range.Location));
        return UsageRange.Exactly(0m);

        static decimal? Bound(YamlNode? node) => node is YamlScalar scalar ? Number(scalar) : null;
    }

    private ImmutableArray<YamlEntry> EntriesOf(YamlNode? node)
    {
        if (node is YamlMap map)
        {
            return map.Entries;
        }

        if (node is { IsNull: false })
        {
            Fault(UsageFaults.NotAMap("This", node.Location));
        }

        return [];
    }

    /// <summary>A number that is no less than zero; exponents are allowed, since Infracost writes large counts so.</summary>
    private static decimal? Number(YamlScalar scalar) =>
        decimal.TryParse(scalar.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && number is >= 0m and <= MaxQuantity
            ? number
            : null;

    // Large enough for any bill, small enough that no product of two with a price overflows.
    private const decimal MaxQuantity = 1_000_000_000_000m;

    private void Fault(Diagnostic diagnostic) => _diagnostics.Add(diagnostic);
}
