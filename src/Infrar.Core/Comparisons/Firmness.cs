using System.Collections.Immutable;

namespace Infrar.Core.Comparisons;

/// <summary>How firm the order is: the smallest changes that would put another option first.</summary>
/// <remarks>
/// Changes of weights are exact: totals are linear in each weight, and an equation is solved. Changes of costs are found by
/// bisection to a hundredth of a percent, or to a cent, since scores of costs have bounds.
/// </remarks>
public sealed record Firmness
{
    /// <summary>The option that leads.</summary>
    public required string Leader { get; init; }

    /// <summary>The option behind it.</summary>
    public required string Second { get; init; }

    /// <summary>By how much its total is above that of <see cref="Second"/>, 0 or more.</summary>
    public required decimal Lead { get; init; }

    /// <summary>
    /// For each criterion whose weight alone can change first place, the nearest such weight; nearest first.
    /// </summary>
    public required ImmutableArray<WeightChange> Weights { get; init; }

    /// <summary>The smallest change of several weights at once; null where no weights from 0 to 5 change first place.</summary>
    public required SpreadChange? Spread { get; init; }

    /// <summary>The smallest rise of the leader's cost; null where none up to 1,000 % changes first place.</summary>
    public required CostChange? Rise { get; init; }

    /// <summary>For each rival whose cost alone can change first place, the smallest fall of it; smallest first.</summary>
    public required ImmutableArray<CostChange> Falls { get; init; }

    /// <summary>
    /// What the leader's unpriced parts may cost a month before another leads; null where it is fully priced, or where no
    /// amount changes first place.
    /// </summary>
    public required UnknownCost? Unknown { get; init; }

    /// <summary>How low the leader's scores that are not wholly known may be; cost is in <see cref="Unknown"/>.</summary>
    public ImmutableArray<ScoreFloor> Floors { get; init; } = [];
}

/// <summary>How low a score of the leader may be that is known only as the most that it can be.</summary>
/// <param name="Criterion">Which.</param>
/// <param name="Most">The score as it stands.</param>
/// <param name="Level">Score at which both are level, exact; below 0 where the leader leads whatever it is.</param>
/// <param name="NewLeader">Who leads below it.</param>
/// <param name="Why">Why it is not wholly known, a full sentence.</param>
public sealed record ScoreFloor(Criterion Criterion, decimal Most, decimal Level, string NewLeader, string Why);

/// <summary>A weight beyond which another option leads.</summary>
/// <param name="Criterion">Whose weight.</param>
/// <param name="From">Weight as it is.</param>
/// <param name="To">Weight at which both are level, exact; beyond it <paramref name="NewLeader"/> leads.</param>
/// <param name="NewLeader">Who leads then.</param>
public sealed record WeightChange(Criterion Criterion, decimal From, decimal To, string NewLeader)
{
    /// <summary>How far the weight moves, 0 or more.</summary>
    public decimal Distance => Math.Abs(To - From);
}

/// <summary>The smallest change of several weights at once.</summary>
/// <param name="Each">No weight need move further than this.</param>
/// <param name="EachLeader">Who leads beyond <paramref name="Each"/>.</param>
/// <param name="Sum">All moves together need not come to more than this, when the most telling weights move.</param>
/// <param name="SumLeader">Who leads beyond <paramref name="Sum"/>.</param>
public sealed record SpreadChange(decimal Each, string EachLeader, decimal Sum, string SumLeader);

/// <summary>A change of one option's cost that changes first place.</summary>
/// <param name="Option">Whose cost.</param>
/// <param name="Percent">By how much it rises or falls, percent, the least multiple of 0.01.</param>
/// <param name="Cost">What it costs a month then.</param>
/// <param name="NewLeader">Who leads then.</param>
public sealed record CostChange(string Option, decimal Percent, decimal Cost, string NewLeader);

/// <summary>What unpriced parts of the leader may cost.</summary>
/// <param name="Amount">The least amount a month, to the cent, at which <paramref name="NewLeader"/> leads.</param>
/// <param name="NewLeader">Who leads then.</param>
public sealed record UnknownCost(decimal Amount, string NewLeader);
