namespace Infrar.Core.Diagnostics;

/// <summary>How much a diagnostic matters.</summary>
public enum DiagnosticSeverity
{
    /// <summary>The input cannot be used until this is mended.</summary>
    Error,

    /// <summary>The input can be used, but probably does not mean what its author intended.</summary>
    Warning,
}

/// <summary>A place in an input file.</summary>
/// <param name="File">Path as the user gave it.</param>
/// <param name="Line">First line is 1.</param>
/// <param name="Column">First column is 1.</param>
public sealed record SourceLocation(string File, int Line, int Column)
{
    /// <summary><c>file:line:column</c>, the form that editors and terminals turn into a link.</summary>
    public override string ToString() => string.Create(null, $"{File}:{Line}:{Column}");
}

/// <summary>A fault of one input: what is wrong, where, and what would be right.</summary>
/// <param name="Code">Stable code such as <c>MAN003</c>; listed in <c>docs/problems.md</c>, never reused.</param>
/// <param name="Severity">Whether the input can still be used.</param>
/// <param name="Message">What is wrong here, a full sentence.</param>
/// <param name="Location">Where the faulty text begins.</param>
/// <param name="Mend">What would be right, an imperative sentence; empty only when the message says it all.</param>
public sealed record Diagnostic(
    string Code,
    DiagnosticSeverity Severity,
    string Message,
    SourceLocation Location,
    string Mend
);
