using System.Globalization;

namespace Infrar.Rehearsal.Values;

/// <summary>A number of any size and precision, held as its exact decimal digits.</summary>
/// <remarks>
/// The engine computes with 512-bit floats: "0.1" read as a 64-bit float and sent back would be a different number,
/// and the engine would call the plan inconsistent. So a number stays text from end to end.
/// </remarks>
internal sealed record NumberValue : Value
{
    private NumberValue(string digits) => Digits = digits;

    /// <summary>Plain decimal notation without superfluous zeros, or scientific as received.</summary>
    public string Digits { get; }

    public static new NumberValue Of(long number) => new(number.ToString(CultureInfo.InvariantCulture));

    public static NumberValue Of(ulong number) => new(number.ToString(CultureInfo.InvariantCulture));

    /// <summary>The exact decimal expansion of a binary fraction; 1074 digits hold the smallest there is.</summary>
    public static NumberValue Of(double number) => Parse(number.ToString("F1074", CultureInfo.InvariantCulture));

    public static NumberValue Parse(string digits) =>
        digits.Contains('.', StringComparison.Ordinal) && !digits.Contains('e', StringComparison.OrdinalIgnoreCase)
            ? new(digits.TrimEnd('0').TrimEnd('.') is "" or "-" or "-0" ? "0" : digits.TrimEnd('0').TrimEnd('.'))
            : new(digits);

    public decimal? ToDecimal() =>
        decimal.TryParse(Digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    public long? ToInt64() =>
        long.TryParse(Digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
