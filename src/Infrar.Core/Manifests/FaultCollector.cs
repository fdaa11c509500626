using System.Collections.Immutable;
using Infrar.Core.Diagnostics;

namespace Infrar.Core.Manifests;

/// <summary>Gathers faults; the same code at the same place, found in several combinations, is kept once.</summary>
internal sealed class FaultCollector
{
    private readonly Dictionary<(string Code, SourceLocation At), Diagnostic> _faults = [];

    internal FaultCollector(ImmutableArray<Diagnostic> first)
    {
        foreach (var fault in first)
        {
            Add(fault);
        }
    }

    /// <summary>Whether the input cannot be used.</summary>
    internal bool HasErrors => _faults.Values.Any(f => f.Severity is DiagnosticSeverity.Error);

    internal void Add(Diagnostic fault) => _faults.TryAdd((fault.Code, fault.Location), fault);

    /// <summary>The faults in order of place.</summary>
    internal ImmutableArray<Diagnostic> InOrder() =>
        [
            .. _faults
                .Values.OrderBy(f => f.Location.Line)
                .ThenBy(f => f.Location.Column)
                .ThenBy(f => f.Code, StringComparer.Ordinal),
        ];
}
