using System.Globalization;
using Infrar.Core.Manifests;
using Infrar.Core.Pricing;

namespace Infrar.Cli.Reports;

/// <summary>Amounts and quantities as people read them; the only place where money is rounded.</summary>
/// <param name="currency">Currency of the sums.</param>
/// <param name="isOnlyCurrency">Whether the page shows no other: then amounts bear its sign, else every amount bears its code.</param>
internal sealed class MoneyText(string currency, bool isOnlyCurrency = true)
{
    /// <summary>For what does not apply.</summary>
    public const string DoesNotApply = "–";

    /// <summary>For what has no price; never written as zero.</summary>
    public const string NotPriced = "Not priced";

    private const char Minus = '\u2212';
    private const decimal HalfACent = 0.005m;
    private const decimal PerMillionBelow = 0.0001m;

    /// <summary>The texts for an estimate: signs while it knows one currency, codes once there are two.</summary>
    public static MoneyText For(Estimate estimate) =>
        new(estimate.Currency, estimate.LineItems.All(l => l.BillingCurrency == estimate.Currency));

    /// <summary>An amount of the page's currency, to the cent; above zero and under half a cent <c>&lt; $0.01</c>; zero is free.</summary>
    public string Amount(decimal amount) =>
        amount switch
        {
            0m => "Free",
            _ => Figure(amount),
        };

    /// <summary>An amount as <see cref="Amount"/> writes it, and zero as a figure: for bounds and budgets.</summary>
    public string Figure(decimal amount) =>
        amount switch
        {
            > 0m and < HalfACent => $"< {Signed(0.01m, "0.00", currency)}",
            < 0m and > -HalfACent => $"> {Signed(-0.01m, "0.00", currency)}",
            _ => Signed(Math.Round(amount, 2, MidpointRounding.AwayFromZero), "#,0.00", currency),
        };

    /// <summary>An amount in whole units, for the ends of an axis: <c>$508</c>; above zero and under a half <c>&lt; $1</c>.</summary>
    public string Whole(decimal amount) =>
        amount is > 0m and < 0.5m
            ? $"< {Signed(1m, "0", currency)}"
            : Signed(Math.Round(amount, 0, MidpointRounding.AwayFromZero), "#,0", currency);

    /// <summary>An amount of which a part may be unknown: <c>≥</c> where it is a lower bound, not priced where nothing is known.</summary>
    public string Bounded(decimal amount, bool isLowerBound) =>
        (isLowerBound, amount) switch
        {
            (false, _) => Amount(amount),
            (true, 0m) => NotPriced,
            (true, _) => $"≥ {Amount(amount)}",
        };

    /// <summary>An amount within a sentence: <c>$72.08 a month</c>, or <c>free</c>.</summary>
    public string Monthly(decimal amount) => amount == 0m ? "free" : $"{Amount(amount)} a month";

    /// <summary><c>$72.08 – $360.40</c> where the bounds differ when shown; empty where they do not.</summary>
    public string Range(UsageRange range)
    {
        var (least, most) = (Figure(range.Least), Figure(range.Most));
        return least == most ? "" : $"{least} – {most}";
    }

    /// <summary>A unit price with every digit of its source, at least two decimals; tiny ones per million.</summary>
    public string UnitPrice(decimal price, string priceCurrency) =>
        price is > 0m and < PerMillionBelow
            ? $"{Signed(price * 1_000_000m, EveryDigit, priceCurrency)} per 1,000,000"
            : Signed(price, EveryDigit, priceCurrency);

    /// <summary>A quantity with its unit: <c>2,190 hours</c>, <c>20.71 GB-months</c>; two decimals, below one six.</summary>
    public static string Quantity(decimal quantity, string unit)
    {
        var rounded = Math.Round(quantity, quantity is > -1m and < 1m ? 6 : 2, MidpointRounding.AwayFromZero);
        var number = Math.Abs(rounded).ToString("#,0.######", CultureInfo.InvariantCulture);
        var units =
            rounded is 1m or -1m || unit is "" || !char.IsAsciiLetterLower(unit[^1]) ? unit : Words.Plural(unit);
        return $"{(rounded < 0 ? Minus : "")}{number} {units}".TrimEnd();
    }

    private const string EveryDigit = "#,0.00##########################";

    private string Signed(decimal amount, string format, string of)
    {
        var number = Math.Abs(amount).ToString(format, CultureInfo.InvariantCulture);
        var minus = amount < 0 ? Minus.ToString() : "";
        return (isOnlyCurrency && of == currency ? Sign(of) : "") switch
        {
            "" => $"{minus}{number} {of}",
            var sign => $"{minus}{sign}{number}",
        };
    }

    private static string Sign(string of) =>
        of switch
        {
            "USD" => "$",
            "EUR" => "€",
            "GBP" => "£",
            _ => "",
        };
}
