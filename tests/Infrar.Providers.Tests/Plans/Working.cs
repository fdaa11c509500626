using System.Globalization;
using System.Text.RegularExpressions;

namespace Infrar.Providers.Tests.Plans;

/// <summary>Works out what a person wrote down: <c>(3,200 − 3,000) IOPS × 0.022</c>. Words between numbers mean nothing.</summary>
internal sealed partial class Working
{
    private readonly string[] _tokens;
    private int _at;

    private Working(string text) => _tokens = [.. Token().Matches(text).Select(m => m.Value).Where(IsMeant)];

    private string Next => _at < _tokens.Length ? _tokens[_at] : "";

    /// <summary>What it comes to.</summary>
    public static decimal Of(string text)
    {
        var working = new Working(text);
        var result = working.Sum();
        Assert.True(working.Next.Length == 0, $"{text} goes on at {working.Next}.");
        return result;
    }

    /// <summary>A number, with or without commas between its thousands; <c>−</c> is minus.</summary>
    public static decimal Number(string text) =>
        decimal.Parse(text.Replace('−', '-'), NumberStyles.Number, CultureInfo.InvariantCulture);

    private static bool IsMeant(string token) => !char.IsLetter(token[0]);

    private decimal Sum()
    {
        var sum = Product();
        while (Next is "+" or "−")
        {
            sum = _tokens[_at++] == "+" ? sum + Product() : sum - Product();
        }

        return sum;
    }

    private decimal Product()
    {
        var product = Factor();
        while (Next is "×" or "÷")
        {
            product = _tokens[_at++] == "×" ? product * Factor() : product / Factor();
        }

        return product;
    }

    private decimal Factor()
    {
        var token = Next;
        _at++;
        if (token == "−")
        {
            return -Factor();
        }

        if (token != "(")
        {
            return Number(token);
        }

        var inner = Sum();
        Assert.Equal(")", Next);
        _at++;
        return inner;
    }

    /// <summary>A word with whatever hangs on it, a number, or a sign.</summary>
    [GeneratedRegex(@"\p{L}[^\s()]*|[0-9][0-9,]*(?:\.[0-9]+)?|[()+−×÷]|\S")]
    private static partial Regex Token();
}
