namespace Infrar.Core.Comparisons.Scoring;

/// <summary>How little there is to do month by month: a working day of it halves the score.</summary>
internal static class MaintenanceScore
{
    // A bill, a list of who may sign in, announcements.
    private const decimal Account = 30;

    // Its settings against what was meant, since no plan shows them.
    private const decimal PartByHand = 10;

    // Twelve minutes a year: new versions of the OpenTofu provider, settings that are given up, a plan that wants reading.
    private const decimal Resource = 1;

    // Read what is new, do it, look whether all is well.
    private const decimal DutyLeft = 60;

    internal static Score Of(OptionSheet sheet)
    {
        var duties = Duties.Left(sheet, _ => true);
        var effort = new Effort();
        effort.Add(sheet.Vendors.Length, Account, "accounts", $"providers {string.Join(", ", sheet.Vendors)}");
        effort.Add(
            sheet.ByHand.Length,
            PartByHand,
            "parts kept by hand",
            $"components {string.Join(", ", sheet.ByHand.Select(p => p.Name))}"
        );
        effort.Add(sheet.Resources.Length, Resource, "resources to keep", "the resource graph");
        effort.Add(duties.Length, DutyLeft, "duties left to the team", "offerings");
        effort.Explain(duties);
        var managed = sheet.Parts.Count(p => p.Facts.IsFullyManaged);
        return new()
        {
            Criterion = Criterion.Maintenance,
            Value = 10 * effort.Ease(Effort.Day),
            Formula = "10 × a working day ÷ (a working day + minutes of upkeep a month)",
            Working = $"10 × {effort.Working(Effort.Day)}",
            Facts =
            [
                .. effort.Facts,
                new(
                    "fully managed parts",
                    FormattableString.Invariant($"{managed} of {sheet.Parts.Length}"),
                    "offerings; shown, not counted"
                ),
            ],
        };
    }
}
