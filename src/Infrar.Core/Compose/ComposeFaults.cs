using Infrar.Core.Diagnostics;

namespace Infrar.Core.Compose;

/// <summary>What can be wrong with a Compose file, and what of it a manifest does not say.</summary>
internal static class ComposeFaults
{
    internal static Diagnostic NoServices(SourceLocation at) =>
        new(
            "CMP002",
            DiagnosticSeverity.Error,
            "The file has no services.",
            at,
            "Name a Compose file with a 'services' map that holds at least one service."
        );

    internal static Diagnostic TooManyServices(int count, SourceLocation at) =>
        new(
            "CMP003",
            DiagnosticSeverity.Error,
            string.Create(null, $"The file has {count} services; {ComposeImport.MaxServices} can be imported."),
            at,
            "Import the parts that belong together, one file at a time."
        );

    internal static Diagnostic NotCarried(string service, string key, SourceLocation at) =>
        Warning(
            "CMP010",
            $"'{key}' of {service} was not carried over.",
            at,
            "Say what it is for in the manifest, if the component needs it."
        );

    internal static Diagnostic SecretNotCopied(string service, string variable, SourceLocation at) =>
        Warning(
            "CMP011",
            $"{variable} of {service} looks like a secret, so its value was not copied.",
            at,
            "Put the value where the secrets component keeps it, or move the variable to 'environment' if it is none."
        );

    internal static Diagnostic FromShell(string service, string variable, SourceLocation at) =>
        Warning(
            "CMP012",
            $"{variable} of {service} comes from the shell that starts Compose, so its value is not known.",
            at,
            "State it under 'environment' or 'secrets'."
        );

    internal static Diagnostic Renamed(string service, string name, SourceLocation at) =>
        Warning("CMP013", $"The service {service} is called {name} in the manifest.", at, "Rename it as you like.");

    internal static Diagnostic NoKind(string service, string image, SourceLocation at) =>
        Warning(
            "CMP014",
            $"{service} runs {image}, for which the manifest has no kind; it became a container whose data is not kept.",
            at,
            "Use a managed service outside the manifest, or one of the kinds postgresql, redis and object-store."
        );

    internal static Diagnostic NotRead(string service, string what, SourceLocation at) =>
        Warning("CMP015", $"{what} of {service} cannot be read, so it was left out.", at, "State it in the manifest.");

    private static Diagnostic Warning(string code, string message, SourceLocation at, string mend) =>
        new(code, DiagnosticSeverity.Warning, message, at, mend);
}
