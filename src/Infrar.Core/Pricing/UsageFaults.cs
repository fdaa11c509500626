using Infrar.Core.Diagnostics;
using Infrar.Core.Manifests.Yaml;

namespace Infrar.Core.Pricing;

/// <summary>What can be wrong with a usage file, beyond malformed YAML.</summary>
internal static class UsageFaults
{
    internal static Diagnostic NotAMap(string what, SourceLocation at) =>
        new(
            "USG001",
            DiagnosticSeverity.Error,
            $"{what} is no map.",
            at,
            "State names with quantities, as in 'monthly_requests: 1000'."
        );

    internal static Diagnostic UnknownKey(string key, SourceLocation at) =>
        new(
            "USG002",
            DiagnosticSeverity.Warning,
            $"A usage file has no '{key}'; it is passed over.",
            at,
            "Use version, resource_type_default_usage and resource_usage."
        );

    internal static Diagnostic UnknownVersion(SourceLocation at) =>
        new("USG003", DiagnosticSeverity.Error, "This version of usage files is unknown.", at, "State version: 0.1.");

    internal static Diagnostic NotANumber(string key, YamlScalar value) =>
        value.Text.StartsWith('-') || (value.Text.Length > 0 && char.IsAsciiDigit(value.Text[0]))
            ? new(
                "USG004",
                DiagnosticSeverity.Error,
                $"'{key}' is no quantity: {Shortened(value.Text)}.",
                value.Location,
                "State a number of 0 or more without a unit; its unit is in the name."
            )
            : new(
                "USG005",
                DiagnosticSeverity.Warning,
                $"'{key}' is text and is passed over; such settings are read from the configuration.",
                value.Location,
                "Delete it, or state a number."
            );

    internal static Diagnostic NotARange(string key, SourceLocation at) =>
        new(
            "USG006",
            DiagnosticSeverity.Error,
            $"'{key}' is no range of quantities.",
            at,
            "State numbers of 0 or more that rise: { least: 1, expected: 2, most: 3 }."
        );

    private static string Shortened(string text) => text.Length <= 40 ? text : $"{text[..40]}…";
}
