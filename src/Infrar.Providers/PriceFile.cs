using System.Collections.Immutable;
using Infrar.Core.Pricing;

namespace Infrar.Providers;

/// <summary>The price data that ships inside this assembly: one file per provider, beside the provider's code.</summary>
public static class PriceFile
{
    /// <summary>Reads a provider's prices; keep the result in a <see cref="Lazy{T}"/>, since nothing is cached here.</summary>
    /// <param name="name">File name, for example <c>hetzner.prices.json</c>.</param>
    /// <exception cref="FileNotFoundException">No such file is embedded.</exception>
    public static PriceTable Read(string name) => PriceReader.Read(Bytes(name));

    /// <summary>Reads the dated rates between currencies.</summary>
    public static ImmutableArray<ExchangeRate> ReadExchangeRates() =>
        PriceReader.ReadExchangeRates(Bytes("exchange-rates.json"));

    private static byte[] Bytes(string name)
    {
        using var stream =
            typeof(PriceFile).Assembly.GetManifestResourceStream(name)
            ?? throw new FileNotFoundException($"No price data '{name}' is embedded.", name);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
