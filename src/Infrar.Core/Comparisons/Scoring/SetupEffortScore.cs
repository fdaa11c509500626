namespace Infrar.Core.Comparisons.Scoring;

/// <summary>How little there is to do before an option runs: a working day of it halves the score.</summary>
internal static class SetupEffortScore
{
    // Sign up, means of payment, a second factor, a credential for the engine.
    private const decimal Account = 60;

    // Make a bucket, switch versions on, name it in the backend block.
    private const decimal StateBucket = 15;

    // Find the value, set it.
    private const decimal Variable = 5;

    // Make it in a dashboard, connect it, set its variables, look whether it runs.
    private const decimal PartByHand = 20;

    // Read it once in the first plan.
    private const decimal Resource = 2;

    // Decide how, set it up, try it once: a restore, a restart, updates of the machine.
    private const decimal DutyLeft = 60;

    internal static Score Of(OptionSheet sheet)
    {
        var duties = Duties.Left(sheet, Duties.IsPrepared);
        var effort = new Effort();
        effort.Add(sheet.Vendors.Length, Account, "accounts", $"providers {string.Join(", ", sheet.Vendors)}");
        effort.Add(sheet.HasStateBucket ? 1 : 0, StateBucket, "state buckets", "the configuration's backend");
        effort.Add(
            sheet.VariablesToSet.Length,
            Variable,
            "variables to set",
            $"variables {string.Join(", ", sheet.VariablesToSet.Select(v => v.Name))}"
        );
        effort.Add(
            sheet.ByHand.Length,
            PartByHand,
            "parts set up by hand",
            $"components {string.Join(", ", sheet.ByHand.Select(p => p.Name))}"
        );
        effort.Add(sheet.Resources.Length, Resource, "resources to review", "the resource graph");
        effort.Add(duties.Length, DutyLeft, "duties to prepare", "offerings");
        effort.Explain(duties);
        return new()
        {
            Criterion = Criterion.SetupEffort,
            Value = 10 * effort.Ease(Effort.Day),
            Formula = "10 × a working day ÷ (a working day + minutes of setting up)",
            Working = $"10 × {effort.Working(Effort.Day)}",
            Facts = effort.Facts,
        };
    }
}
