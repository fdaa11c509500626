using System.Globalization;

namespace Infrar.Providers.Tests.Comparisons;

/// <summary>Works out what the working of a score says, <c>10 × 480 ÷ (480 + 478)</c>, as a reader with a calculator would.</summary>
internal sealed class Working
{
    private readonly string[] _tokens;
    private int _at;

    private Working(string text) =>
        _tokens = text.Replace("(", "( ", StringComparison.Ordinal)
            .Replace(")", " )", StringComparison.Ordinal)
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);

    internal static decimal Out(string text)
    {
        var working = new Working(text);
        var value = working.Sum();
        Assert.Equal(working._tokens.Length, working._at);
        return value;
    }

    private decimal Sum()
    {
        var value = Product();
        while (Next is "+" or "−")
        {
            value = Take() is "+" ? value + Product() : value - Product();
        }

        return value;
    }

    private decimal Product()
    {
        var value = Single();
        while (Next is "×" or "÷")
        {
            value = Take() is "×" ? value * Single() : value / Single();
        }

        return value;
    }

    private decimal Single()
    {
        if (Next is not "(")
        {
            return decimal.Parse(Take(), CultureInfo.InvariantCulture);
        }

        Take();
        var value = Sum();
        Assert.Equal(")", Take());
        return value;
    }

    private string Next => _at < _tokens.Length ? _tokens[_at] : "";

    private string Take() => _tokens[_at++];
}
