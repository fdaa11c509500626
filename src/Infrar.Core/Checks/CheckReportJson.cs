using System.Text.Json;

namespace Infrar.Core.Checks;

/// <summary>Writes findings in the one JSON form that CLI and API share; <c>docs/check.schema.json</c> describes it.</summary>
public static class CheckReportJson
{
    /// <summary>Writes what the checks found as one object.</summary>
    public static void Write(Utf8JsonWriter writer, CheckReport report)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("counts");
        foreach (var severity in Enum.GetValues<Severity>().Reverse())
        {
            writer.WriteNumber(Word(severity), report.Count(severity));
        }

        writer.WriteEndObject();
        writer.WriteStartArray("findings");
        foreach (var finding in report.Findings)
        {
            Write(writer, finding);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("notChecked");
        foreach (var type in report.NotChecked)
        {
            writer.WriteStartObject();
            writer.WriteString("type", type.Type);
            writer.WriteNumber("count", type.Count);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>Writes one finding as an object.</summary>
    public static void Write(Utf8JsonWriter writer, Finding finding)
    {
        writer.WriteStartObject();
        writer.WriteString("name", finding.Name);
        writer.WriteString("check", finding.Check);
        writer.WriteString("severity", Word(finding.Severity));
        writer.WriteString("title", finding.Title);
        writer.WriteString("component", finding.Component);
        writer.WriteString("resource", finding.Resource);
        writer.WriteString("message", finding.Message);
        writer.WriteString("mend", finding.Mend);
        if (finding.Location is { } location)
        {
            writer.WriteString("location", location.ToString());
        }

        writer.WriteStartArray("proof");
        foreach (var step in finding.Proof)
        {
            writer.WriteStartObject();
            writer.WriteString("resource", step.Address);
            writer.WriteString("fact", step.Fact);
            writer.WriteBoolean("breaks", step.Breaks);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>A severity as it stands in JSON and on the command line.</summary>
    public static string Word(Severity severity) =>
        severity switch
        {
            Severity.Low => "low",
            Severity.Medium => "medium",
            Severity.High => "high",
            Severity.Critical => "critical",
        };
}
