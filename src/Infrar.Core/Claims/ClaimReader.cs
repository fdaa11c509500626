using System.Collections.Immutable;
using System.Globalization;
using Infrar.Core.Diagnostics;
using Infrar.Core.Manifests;
using Infrar.Core.Manifests.Combining;
using Infrar.Core.Manifests.Language;
using Infrar.Core.Manifests.Yaml;

namespace Infrar.Core.Claims;

/// <summary>What reading a file of claims gave: claims unless there is an error among the diagnostics.</summary>
/// <param name="Claims">Null when any diagnostic is an error.</param>
/// <param name="Diagnostics">Every fault, in order of place.</param>
public sealed record ClaimReading(ClaimFile? Claims, ImmutableArray<Diagnostic> Diagnostics);

/// <summary>Reads a file of claims: every fault at once, each with its place and mend.</summary>
public static class ClaimReader
{
    /// <summary>Reads a file of claims.</summary>
    /// <param name="text">Its text; treated as hostile.</param>
    /// <param name="file">Path to name in diagnostics.</param>
    public static ClaimReading Read(string text, string file)
    {
        var yaml = YamlReader.Read(text, file);
        var faults = new FaultCollector(yaml.Diagnostics);
        if (yaml.Root is not YamlMap root)
        {
            if (yaml.Diagnostics.IsEmpty)
            {
                faults.Add(Empty(yaml.Root?.Location ?? new(file, 1, 1)));
            }

            return new(null, faults.InOrder());
        }

        new ShapeChecker(faults.Add).Check(root, ClaimLanguage.Root, NodePath.Top);
        ImmutableArray<ClaimTable> tables =
        [
            .. root.ItemsAt("tables").OfType<YamlMap>().Select(table => ReadTable(table, faults)),
        ];
        var diagnostics = faults.InOrder();
        return new(
            diagnostics.Any(d => d.Severity is DiagnosticSeverity.Error)
                ? null
                : new(root.TextAt("document") ?? "", tables),
            diagnostics
        );
    }

    private static ClaimTable ReadTable(YamlMap table, FaultCollector faults) =>
        new(
            table.TextAt("title") ?? "",
            table.TextAt("environment") ?? "",
            table.TextAt("strategy"),
            table.TextAt("traffic"),
            table.TextAt("whole") is "true",
            table.TextAt("stars") is "true",
            [.. table.ItemsAt("claims").OfType<YamlMap>().Select(claim => ReadClaim(claim, faults)).OfType<Claim>()]
        );

    private static Claim? ReadClaim(YamlMap claim, FaultCollector faults)
    {
        var says = claim.TextAt("says") ?? "";
        var because = claim.TextAt("because") ?? "";
        if (AmountAt(claim, "amount") is { } amount)
        {
            return Cost(claim, says, because, amount, amount);
        }

        if (AmountAt(claim, "least") is { } least && AmountAt(claim, "most") is { } most && least < most)
        {
            return Cost(claim, says, because, least, most);
        }

        if (claim["deniedBy"] is not null)
        {
            return new RuleClaim
            {
                Says = says,
                Because = because,
                DeniedBy = [.. claim.ScalarsAt("deniedBy").Select(c => c.Text)],
            };
        }

        if (claim.TextAt("elsewhere") is { } elsewhere)
        {
            return new ContradictionClaim
            {
                Says = says,
                Because = because,
                Elsewhere = elsewhere,
            };
        }

        if (claim.TextAt("missing") is { } missing)
        {
            return new OmissionClaim
            {
                Says = says,
                Because = because,
                Missing = missing,
            };
        }

        faults.Add(Nothing(claim.Location));
        return null;
    }

    private static CostClaim Cost(YamlMap claim, string says, string because, decimal least, decimal most) =>
        new()
        {
            Says = says,
            Because = because,
            Least = least,
            Most = most,
            Lines = [.. claim.ScalarsAt("lines").Select(l => l.Text)],
            Traffic = claim.TextAt("traffic"),
        };

    private static decimal? AmountAt(YamlMap claim, string key) =>
        decimal.TryParse(claim.TextAt(key), NumberStyles.Number, CultureInfo.InvariantCulture, out var amount)
            ? amount
            : null;

    private static Diagnostic Empty(SourceLocation at) =>
        new(
            "CLM001",
            DiagnosticSeverity.Error,
            "The file holds no claims.",
            at,
            "State document and tables; placement/strategy-claims.yaml is an example."
        );

    private static Diagnostic Nothing(SourceLocation at) =>
        new(
            "CLM002",
            DiagnosticSeverity.Error,
            "This claim states nothing that can be held against the system.",
            at,
            "State amount, or least and most that rise, or deniedBy, elsewhere or missing."
        );
}
