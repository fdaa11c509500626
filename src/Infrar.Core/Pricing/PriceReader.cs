using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Infrar.Core.Pricing;

/// <summary>Reads price data from its JSON form, described in <c>docs/pricing.md</c>.</summary>
/// <remarks>Repeated texts (sources, regions, attribute names) become one string, which halves the memory of a table.</remarks>
public static class PriceReader
{
    /// <summary>Reads one provider's prices.</summary>
    /// <param name="utf8">The file.</param>
    /// <exception cref="FormatException">The text is JSON and no price file.</exception>
    /// <exception cref="JsonException">The text is no JSON.</exception>
    public static PriceTable Read(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8);
        var texts = new Texts();
        var prices = ImmutableArray.CreateBuilder<Price>();
        var provider = "";

        Expect(ref reader, JsonTokenType.StartObject);
        while (NextName(ref reader, texts) is { } name)
        {
            reader.Read();
            if (name == "provider")
            {
                provider = texts.Read(ref reader);
                continue;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
            {
                prices.Add(ReadPrice(ref reader, texts, provider));
            }
        }

        return new(prices.DrainToImmutable());
    }

    /// <summary>Reads dated rates between currencies.</summary>
    /// <param name="utf8">The file.</param>
    /// <exception cref="FormatException">The text is JSON and no file of rates.</exception>
    public static ImmutableArray<ExchangeRate> ReadExchangeRates(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8);
        var texts = new Texts();
        var rates = ImmutableArray.CreateBuilder<ExchangeRate>();

        Expect(ref reader, JsonTokenType.StartObject);
        while (NextName(ref reader, texts) is not null)
        {
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
            {
                var fields = ReadTexts(ref reader, texts);
                rates.Add(new(fields["from"], fields["to"], Number(fields["rate"]), fields["asOf"], fields["source"]));
            }
        }

        return rates.DrainToImmutable();
    }

    private static Price ReadPrice(ref Utf8JsonReader reader, Texts texts, string provider)
    {
        var fields = new Dictionary<string, string>(12, StringComparer.Ordinal);
        var attributes = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
        ImmutableArray<PriceTier> tiers = [];
        while (NextName(ref reader, texts) is { } name)
        {
            reader.Read();
            switch (name)
            {
                case "attributes":
                    attributes = attributes.AddRange(ReadTexts(ref reader, texts));
                    break;
                case "tiers":
                    tiers = ReadTiers(ref reader, texts);
                    break;
                default:
                    fields.Add(name, texts.Read(ref reader));
                    break;
            }
        }

        return new()
        {
            Provider = provider,
            RegionId = fields["regionId"],
            Service = fields["service"],
            SkuId = fields["skuId"],
            Description = fields["description"],
            Attributes = attributes,
            PricingUnit = fields["pricingUnit"],
            BillingCurrency = fields["billingCurrency"],
            Tiers = tiers is [] ? [new(0, null, Number(fields["listUnitPrice"]))] : tiers,
            AsOf = fields.GetValueOrDefault("asOf", ""),
            Source = fields["source"],
            Confidence = fields["confidence"],
            CrossCheckedWith = fields.GetValueOrDefault("crossCheckedWith", ""),
            Notes = fields.GetValueOrDefault("notes", ""),
        };
    }

    private static ImmutableArray<PriceTier> ReadTiers(ref Utf8JsonReader reader, Texts texts)
    {
        var tiers = ImmutableArray.CreateBuilder<PriceTier>();
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            var fields = ReadTexts(ref reader, texts);
            decimal? to = fields.TryGetValue("to", out var end) ? Number(end) : null;
            tiers.Add(new(Number(fields["from"]), to, Number(fields["listUnitPrice"])));
        }

        return tiers.DrainToImmutable();
    }

    private static Dictionary<string, string> ReadTexts(ref Utf8JsonReader reader, Texts texts)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        while (NextName(ref reader, texts) is { } name)
        {
            reader.Read();
            fields.Add(name, texts.Read(ref reader));
        }

        return fields;
    }

    private static string? NextName(ref Utf8JsonReader reader, Texts texts) =>
        reader.Read() && reader.TokenType == JsonTokenType.PropertyName ? texts.Read(ref reader) : null;

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType token)
    {
        if (!reader.Read() || reader.TokenType != token)
        {
            throw new FormatException($"Price data starts with {token}.");
        }
    }

    private static decimal Number(string text) =>
        decimal.Parse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);

    /// <summary>Texts seen so far, so that equal ones are one string.</summary>
    private sealed class Texts
    {
        private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
        private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _lookup;
        private char[] _buffer = new char[512];

        public Texts() => _lookup = _seen.GetAlternateLookup<ReadOnlySpan<char>>();

        public string Read(ref Utf8JsonReader reader)
        {
            if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName))
            {
                throw new FormatException($"Price data holds {reader.TokenType} where a text belongs.");
            }

            var most = Encoding.UTF8.GetMaxCharCount(reader.ValueSpan.Length);
            if (_buffer.Length < most)
            {
                _buffer = new char[most];
            }

            var span = _buffer.AsSpan(0, reader.CopyString(_buffer));
            if (!_lookup.TryGetValue(span, out var text))
            {
                text = span.ToString();
                _seen.Add(text);
            }

            return text;
        }
    }
}
