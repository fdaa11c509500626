using System.Collections.Immutable;
using Infrar.Core.Checks;

namespace Infrar.Platform.Runs.Policies;

/// <summary>What an environment asks of its runs before they may be applied. What is left out asks nothing.</summary>
internal sealed record RunPolicy
{
    /// <summary>The policy of an environment that nobody gave one: one approval.</summary>
    public static RunPolicy Default { get; } = new();

    /// <summary>How many people have to approve a plan, 1 to 10.</summary>
    public int Approvals { get; init; } = 1;

    /// <summary>Whether whoever asked for a run may approve it; null: unless the environment is production and somebody else could.</summary>
    public bool? SelfApproval { get; init; }

    /// <summary>The gravest finding that a plan may add.</summary>
    public FindingLimit NewFindings { get; init; } = FindingLimit.Any;

    /// <summary>Most that a month may cost afterwards, in the currency that plans are priced in.</summary>
    public decimal? MonthlyCost { get; init; }

    /// <summary>Most that a plan may add to a month's cost.</summary>
    public decimal? MonthlyIncrease { get; init; }

    /// <summary>What becomes of a plan of which it cannot be known whether it keeps to the policy.</summary>
    public Uncertainty Uncertain { get; init; } = Uncertainty.Block;

    /// <summary>Resources that no plan may destroy or replace: types, or addresses in which <c>*</c> stands for anything.</summary>
    public ImmutableArray<string> Protected { get; init; } = [];

    /// <summary>When plans may be approved; empty for always.</summary>
    public ImmutableArray<ApplyWindow> Windows { get; init; } = [];

    /// <summary>Whose clock the windows go by, such as <c>Europe/Berlin</c>.</summary>
    public string TimeZone { get; init; } = "Etc/UTC";

    /// <summary>Whether a new run takes the place of older ones that nobody has approved.</summary>
    public bool Supersede { get; init; }

    /// <summary>Whether plans may be approved at a moment.</summary>
    public bool IsOpen(DateTimeOffset at)
    {
        var local = TimeZoneInfo.ConvertTime(at, TimeZoneInfo.FindSystemTimeZoneById(TimeZone)).DateTime;
        return Windows.IsEmpty || Windows.Any(w => w.Contains(local));
    }
}

/// <summary>A time of the week in which plans may be approved.</summary>
/// <param name="Days">On which days it begins.</param>
/// <param name="From">When it begins.</param>
/// <param name="To">When it ends; not later than <paramref name="From"/> is on the day after.</param>
internal sealed record ApplyWindow(ImmutableArray<DayOfWeek> Days, TimeOnly From, TimeOnly To)
{
    /// <summary>Whether a local time is in it.</summary>
    public bool Contains(DateTime local)
    {
        var clock = TimeOnly.FromDateTime(local);
        return From < To
            ? Days.Contains(local.DayOfWeek) && clock >= From && clock < To
            : (Days.Contains(local.DayOfWeek) && clock >= From)
                || (Days.Contains(local.AddDays(-1).DayOfWeek) && clock < To);
    }
}

/// <summary>The gravest finding that a plan may add.</summary>
internal enum FindingLimit
{
    /// <summary>No finding at all.</summary>
    None,

    /// <summary>Low ones.</summary>
    Low,

    /// <summary>Low and medium ones.</summary>
    Medium,

    /// <summary>All but critical ones.</summary>
    High,

    /// <summary>Any.</summary>
    Any,
}

/// <summary>What becomes of what cannot be known.</summary>
internal enum Uncertainty
{
    /// <summary>It holds a plan up as a broken policy does.</summary>
    Block,

    /// <summary>It is told, and holds nothing up.</summary>
    Allow,
}

/// <summary>What of a policy a plan is held against.</summary>
internal enum PolicyCheck
{
    /// <summary>The findings that it adds.</summary>
    NewFindings,

    /// <summary>What a month costs afterwards.</summary>
    MonthlyCost,

    /// <summary>What it adds to a month's cost.</summary>
    MonthlyIncrease,

    /// <summary>What it destroys.</summary>
    Protected,
}

/// <summary>How a plan stands to one part of a policy.</summary>
internal enum PolicyOutcome
{
    /// <summary>It keeps to it.</summary>
    Passed,

    /// <summary>It breaks it.</summary>
    Failed,

    /// <summary>Nobody can know.</summary>
    Uncertain,
}

/// <summary>How a plan stands to one part of a policy, and why.</summary>
/// <param name="Check">Which part.</param>
/// <param name="Outcome">How it stands.</param>
/// <param name="Blocks">Whether it keeps the plan from being approved.</param>
/// <param name="Detail">Why, in figures and addresses.</param>
internal sealed record PolicyResult(PolicyCheck Check, PolicyOutcome Outcome, bool Blocks, string Detail);

/// <summary>What policies look at in a plan beside its figures.</summary>
/// <param name="Added">Findings that it would add, gravest first; null where the plan could not be judged.</param>
/// <param name="Destroyed">What it would destroy or replace.</param>
internal sealed record PlanFacts(ImmutableArray<Finding>? Added, ImmutableArray<DestroyedResource> Destroyed);

/// <summary>A resource that a plan would destroy or replace.</summary>
/// <param name="Address">Its address.</param>
/// <param name="Type">Its type, as <c>aws_db_instance</c>.</param>
internal sealed record DestroyedResource(string Address, string Type);
