using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Infrar.Core.Checks;

/// <summary>Writes findings as SARIF 2.1.0, which code-scanning tools read.</summary>
/// <remarks>https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html</remarks>
public static class SarifWriter
{
    private const string Schema = "https://json.schemastore.org/sarif-2.1.0.json";

    /// <summary>Writes a complete log with one run.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="report">What the checks found.</param>
    /// <param name="checks">Checks that ran; those that found something are described.</param>
    /// <param name="version">Version of Infrar.</param>
    /// <param name="input">File that was checked, relative and with slashes; results without a place of their own point to it.</param>
    public static void Write(
        Utf8JsonWriter writer,
        CheckReport report,
        IEnumerable<Check> checks,
        string version,
        string input
    )
    {
        var found = report.Findings.Select(f => f.Check).ToHashSet(StringComparer.Ordinal);
        Check[] rules = [.. checks.Where(c => found.Contains(c.Id)).OrderBy(c => c.Id, StringComparer.Ordinal)];
        writer.WriteStartObject();
        writer.WriteString("$schema", Schema);
        writer.WriteString("version", "2.1.0");
        writer.WriteStartArray("runs");
        writer.WriteStartObject();
        writer.WriteStartObject("tool");
        writer.WriteStartObject("driver");
        writer.WriteString("name", "Infrar");
        writer.WriteString("version", version);
        writer.WriteStartArray("rules");
        foreach (var rule in rules)
        {
            WriteRule(writer, rule);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteString("columnKind", "utf16CodeUnits");
        writer.WriteStartArray("results");
        foreach (var finding in report.Findings)
        {
            WriteResult(writer, finding, Array.FindIndex(rules, r => r.Id == finding.Check), input);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteRule(Utf8JsonWriter writer, Check rule)
    {
        writer.WriteStartObject();
        writer.WriteString("id", rule.Id);
        WriteText(writer, "shortDescription", rule.Title);
        WriteText(writer, "fullDescription", rule.Rationale);
        WriteText(writer, "help", rule.Mend);
        writer.WriteStartObject("defaultConfiguration");
        writer.WriteString("level", Level(rule.Severity));
        writer.WriteEndObject();
        writer.WriteStartObject("properties");
        writer.WriteString("security-severity", Score(rule.Severity));
        writer.WriteStartArray("tags");
        foreach (var control in rule.Controls)
        {
            writer.WriteStringValue($"{control.Standard} {control.Id}");
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteResult(Utf8JsonWriter writer, Finding finding, int ruleIndex, string input)
    {
        writer.WriteStartObject();
        writer.WriteString("ruleId", finding.Check);
        if (ruleIndex >= 0)
        {
            writer.WriteNumber("ruleIndex", ruleIndex);
        }

        writer.WriteString("level", Level(finding.Severity));
        WriteText(writer, "message", $"{finding.Message} {finding.Mend}");
        writer.WriteStartArray("locations");
        WriteLocation(writer, finding, input);
        writer.WriteEndArray();
        writer.WriteStartObject("partialFingerprints");
        writer.WriteString("infrarFinding/v1", Fingerprint(finding));
        writer.WriteEndObject();
        writer.WriteStartObject("properties");
        writer.WriteString("name", finding.Name);
        writer.WriteString("severity", CheckReportJson.Word(finding.Severity));
        writer.WriteStartArray("proof");
        foreach (var step in finding.Proof)
        {
            writer.WriteStringValue(step.Address.Length == 0 ? step.Fact : $"{step.Address}: {step.Fact}");
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteLocation(Utf8JsonWriter writer, Finding finding, string input)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("physicalLocation");
        writer.WriteStartObject("artifactLocation");
        writer.WriteString("uri", Uri(finding.Location?.File ?? input));
        writer.WriteEndObject();
        writer.WriteStartObject("region");
        writer.WriteNumber("startLine", finding.Location?.Line ?? 1);
        writer.WriteNumber("startColumn", finding.Location?.Column ?? 1);
        writer.WriteEndObject();
        writer.WriteEndObject();
        if (finding.Resource.Length > 0)
        {
            writer.WriteStartArray("logicalLocations");
            writer.WriteStartObject();
            writer.WriteString("fullyQualifiedName", finding.Resource);
            writer.WriteString("kind", "resource");
            writer.WriteEndObject();
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter writer, string name, string text)
    {
        writer.WriteStartObject(name);
        writer.WriteString("text", text);
        writer.WriteEndObject();
    }

    private static string Uri(string path) =>
        string.Join('/', path.Replace('\\', '/').Split('/').Select(System.Uri.EscapeDataString));

    private static string Level(Severity severity) =>
        severity switch
        {
            Severity.Low => "note",
            Severity.Medium => "warning",
            Severity.High or Severity.Critical => "error",
        };

    // The bands that code scanning shows: over 9.0 critical, 7.0 high, 4.0 medium.
    private static string Score(Severity severity) =>
        severity switch
        {
            Severity.Low => "2.0",
            Severity.Medium => "5.0",
            Severity.High => "8.0",
            Severity.Critical => "9.5",
        };

    // Made of the name alone, so that a finding keeps its thread while lines move and amounts change.
    private static string Fingerprint(Finding finding) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(finding.Name)))[..32];
}
