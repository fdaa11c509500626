using System.Text.Json;

namespace Infrar.Core.Diagnostics;

/// <summary>A fault of an input as JSON.</summary>
public static class DiagnosticJson
{
    /// <summary>Writes one diagnostic as an object.</summary>
    public static void Write(Utf8JsonWriter json, Diagnostic diagnostic)
    {
        json.WriteStartObject();
        json.WriteString("code", diagnostic.Code);
        json.WriteString("severity", Word(diagnostic.Severity));
        json.WriteString("detail", diagnostic.Message);
        json.WriteString("mend", diagnostic.Mend);
        json.WriteString("file", diagnostic.Location.File);
        json.WriteNumber("line", diagnostic.Location.Line);
        json.WriteNumber("column", diagnostic.Location.Column);
        json.WriteEndObject();
    }

    /// <summary>The severity as it is written everywhere.</summary>
    public static string Word(DiagnosticSeverity severity) =>
        severity switch
        {
            DiagnosticSeverity.Error => "error",
            DiagnosticSeverity.Warning => "warning",
        };
}
