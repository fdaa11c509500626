using System.Collections.Immutable;

namespace Infrar.Cli.Decisions;

/// <summary>The one axis that the costs of all options stand on, from nothing to the greatest.</summary>
internal sealed class CostAxis
{
    private const int MostTicks = 4;
    private readonly decimal _end;

    private CostAxis(decimal end, double width)
    {
        _end = end;
        Width = width;
        Ticks = [.. TicksUpTo(end)];
    }

    /// <summary>Length, pixels.</summary>
    public double Width { get; }

    /// <summary>Round amounts from zero on, evenly apart.</summary>
    public ImmutableArray<decimal> Ticks { get; }

    /// <summary>An axis on which all the amounts find room.</summary>
    /// <param name="amounts">Costs and the budget; none is negative.</param>
    /// <param name="width">Length, pixels.</param>
    public static CostAxis For(IEnumerable<decimal> amounts, double width) =>
        new(amounts.Append(0m).Max() is > 0m and var most ? most : 1m, width);

    /// <summary>Where an amount stands, pixels from the left.</summary>
    public double At(decimal amount) => (double)(amount / _end) * Width;

    private static IEnumerable<decimal> TicksUpTo(decimal end)
    {
        var step = Step(end / MostTicks);
        for (var tick = 0m; tick <= end; tick += step)
        {
            yield return tick;
        }
    }

    /// <summary>The least of 1, 2, 3 and 5 times a power of ten that is not below the amount.</summary>
    private static decimal Step(decimal least)
    {
        var power = 1m;
        while (power * 10m <= least)
        {
            power *= 10m;
        }

        while (power > least)
        {
            power /= 10m;
        }

        return new[] { 1m, 2m, 3m, 5m, 10m }.Select(f => f * power).First(s => s >= least);
    }
}
