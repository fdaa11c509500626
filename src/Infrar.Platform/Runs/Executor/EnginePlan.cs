using Infrar.Core.Pricing;

namespace Infrar.Platform.Runs.Executor;

/// <summary>A plan that an engine made, as it was read.</summary>
/// <param name="Report">What it changes, costs and finds.</param>
/// <param name="JsonPath">The file with the engine's own JSON of it.</param>
/// <param name="Engine">Which engine, as <c>Terraform 1.11.4</c>.</param>
internal sealed record EnginePlan(PlanReport Report, string JsonPath, string Engine)
{
    private const int LongestName = 100;

    /// <summary>Reads it.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="jsonPath">What <c>show -json</c> wrote.</param>
    /// <param name="program">The engine's program.</param>
    /// <param name="pricing">Use and prices that it is priced with.</param>
    /// <param name="hasChanges">Whether the engine said that applying does anything.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<EnginePlan> ReadAsync(
        PhaseFolder folder,
        string jsonPath,
        string program,
        EstimateOptions pricing,
        bool hasChanges,
        CancellationToken cancellationToken
    )
    {
        var report = await PlanReport.ReadAsync(jsonPath, pricing, cancellationToken);
        // The first line that an engine says in JSON is what it is.
        using var journal = new GrowingFile(folder.Journal);
        var said = journal.Read(isLast: true, 1) is [var (number, line)] ? EngineLine.Read(number, line).Text : "";
        return new(
            report with
            {
                Summary = report.Summary with { HasChanges = hasChanges },
            },
            jsonPath,
            said.Length is > 0 and <= LongestName ? RunText.Fit(said, LongestName) : Path.GetFileName(program)
        );
    }
}
