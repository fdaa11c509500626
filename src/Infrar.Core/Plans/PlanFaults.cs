using System.Text;
using Infrar.Core.Diagnostics;

namespace Infrar.Core.Plans;

/// <summary>The faults of one plan file, with their places.</summary>
internal sealed class PlanFaults(ReadOnlyMemory<byte> json, string file)
{
    private const string Again = "Write it again: `tofu plan -out=FILE`, then `tofu show -json FILE > plan.json`.";

    /// <summary>Faults after this many are not told: such a file is not what an engine writes.</summary>
    internal const int Most = 20;

    private readonly List<(long Offset, Diagnostic Diagnostic)> _found = [];

    /// <summary>Whether any of them keeps the plan from being used.</summary>
    internal bool HasErrors => _found.Exists(f => f.Diagnostic.Severity is DiagnosticSeverity.Error);

    /// <summary>Whether no more are told.</summary>
    internal bool IsFull => _found.Count >= Most;

    /// <summary>All of them, in order of place.</summary>
    internal IEnumerable<Diagnostic> InOrder => _found.OrderBy(f => f.Offset).Select(f => f.Diagnostic);

    internal void Empty() => Error("PLN001", 0, "The file is empty.", Again);

    internal void BinaryPlan() =>
        Error(
            "PLN002",
            0,
            "The file is a binary plan, as `tofu plan -out` writes it, and not JSON.",
            $"Turn it into JSON: `tofu show -json {file} > plan.json`, in the folder of its configuration."
        );

    internal void Utf16() =>
        Error(
            "PLN003",
            0,
            "The file is UTF-16, as older PowerShells write what is redirected with `>`; JSON is UTF-8.",
            "Write it again: `tofu show -json FILE | Out-File -Encoding utf8 plan.json`."
        );

    internal void NotUtf8(long offset) => Error("PLN003", offset, "The file is not UTF-8 here; JSON is UTF-8.", Again);

    internal void NotJson() =>
        Error(
            "PLN004",
            0,
            "The file does not begin as JSON does; a plan begins with `{`.",
            "Give what `tofu show -json FILE` prints of a plan or a state, not configuration and not what `tofu plan` prints."
        );

    internal void Malformed(long offset) => Error("PLN004", offset, "The JSON is malformed here.", Again);

    internal void Truncated() =>
        Error(
            "PLN005",
            json.Length,
            "The file ends in the middle of its JSON, as after a full disk or an interrupted command.",
            Again
        );

    internal void TooDeep(long offset) =>
        Error(
            "PLN006",
            offset,
            FormattableString.Invariant($"Values are nested more than {PlanDocument.Deepest} levels deep here."),
            "Give what `tofu show -json FILE` prints; no engine nests so deep."
        );

    internal void OtherFile(string what, string mend) => Error("PLN007", 0, what, mend);

    internal void UnknownFormat(string version, long offset) =>
        Error(
            "PLN008",
            offset,
            $"The format version is '{version}', and only versions 0 and 1 are known.",
            "Update Infrar, or write the JSON with an engine of today: OpenTofu 1.6 or later, Terraform 0.12 or later."
        );

    internal void WrongSort(long offset, string name, string expected) =>
        Error("PLN009", offset, $"{name} is not {expected} here, so that what stands in it is not read.", Again);

    internal void Incomplete(long offset, string missing) =>
        Error("PLN010", offset, $"A resource states no {missing}, so that it cannot be read.", Again);

    internal void UnknownActions(long offset, string address) =>
        Error("PLN011", offset, $"What happens to {address} is none of the actions that an engine plans.", Again);

    internal void Repeated(long offset, string address) =>
        Warn(
            "PLN012",
            offset,
            $"{address} stands a second time in the file; the first one counts.",
            "Look at how the file was put together: an engine states each resource once."
        );

    internal void Errored(long offset) =>
        Warn(
            "PLN013",
            offset,
            "The engine met an error while it planned, so that the plan is not whole and costs are missing.",
            "Run `tofu plan` and mend what it says, then write the plan again."
        );

    private void Error(string code, long offset, string message, string mend) =>
        Add(code, DiagnosticSeverity.Error, offset, message, mend);

    private void Warn(string code, long offset, string message, string mend) =>
        Add(code, DiagnosticSeverity.Warning, offset, message, mend);

    private void Add(string code, DiagnosticSeverity severity, long offset, string message, string mend)
    {
        if (!IsFull)
        {
            _found.Add((offset, new(code, severity, message, PlaceOf(offset), mend)));
        }
    }

    private SourceLocation PlaceOf(long offset)
    {
        var before = json.Span[..(int)Math.Clamp(offset, 0, json.Length)];
        var line = before.Count((byte)'\n') + 1;
        var column = Encoding.UTF8.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]) + 1;
        return new(file, line, column);
    }
}
