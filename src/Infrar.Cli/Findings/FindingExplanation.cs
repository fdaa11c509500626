using System.Text.Json;
using Infrar.Cli.Reports;
using Infrar.Core.Checks;

namespace Infrar.Cli.Findings;

/// <summary>One finding down to the facts that prove it.</summary>
/// <param name="finding">The finding.</param>
/// <param name="check">The check that found it.</param>
internal sealed class FindingExplanation(Finding finding, Check check)
{
    /// <summary>The explanation for people.</summary>
    public Report Report()
    {
        Fact?[] facts =
        [
            new("Severity", SeverityText.Of(finding.Severity)),
            new("Finding", finding.Name, IsCode: true),
            finding.Component is "" ? null : new("Component", finding.Component),
            finding.Resource is "" ? null : new("Resource", finding.Resource, IsCode: true),
            finding.Location is { } location ? new("Place", location.ToString(), IsCode: true) : null,
            check.Controls.IsEmpty
                ? null
                : new("Asked for by", string.Join(", ", check.Controls.Select(c => $"{c.Standard} {c.Id}"))),
        ];
        return new(
            $"{finding.Check}: {finding.Title}",
            finding.Message,
            Proof(),
            new NotesSection("Mend", [finding.Mend]),
            new NotesSection("Why it matters", [check.Rationale]),
            new FactsSection("", [.. facts.OfType<Fact>()])
        );
    }

    /// <summary>The explanation for programs.</summary>
    public void WriteJson(Utf8JsonWriter json) => CheckReportJson.Write(json, finding);

    private TableSection Proof() =>
        new(
            "Proof",
            [new(""), new("Fact"), new("Stated by", ColumnKind.Code, DropOrder: 1)],
            [
                .. finding.Proof.Select(
                    (step, i) =>
                        Row.Of(
                            new Cell(
                                step.Breaks ? "⊘" : FormattableString.Invariant($"{i + 1}"),
                                step.Breaks ? Tone.Critical : Tone.Quiet
                            ),
                            new Cell(step.Fact, step.Breaks ? Tone.Critical : Tone.Plain),
                            step.Address
                        )
                ),
            ]
        );
}
