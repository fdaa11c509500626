using System.Collections.Frozen;
using System.Text;
using Infrar.Providers.Feeds;
using nietras.SeparatedValues;

namespace Infrar.Providers.Aws.Feed;

/// <summary>Reads an offer file in CSV: five lines of its own, a header that differs from service to service, then a row a price.</summary>
internal static class AwsOfferCsv
{
    private const int HeadLines = 5;
    private const int LongestHead = 16 * 1024;

    // Columns of the price; all others are of the product.
    private static readonly string[] _needed =
    [
        "SKU",
        "RateCode",
        "TermType",
        "EffectiveDate",
        "StartingRange",
        "EndingRange",
        "Unit",
        "PricePerUnit",
        "Currency",
    ];

    private static readonly FrozenSet<string> _ofPrice =
    [
        .. _needed,
        "OfferTermCode",
        "PriceDescription",
        "RelatedTo",
        "LeaseContractLength",
        "PurchaseOption",
        "OfferingClass",
        "Product Family",
    ];

    /// <summary>Reads it to its end.</summary>
    /// <exception cref="FeedFormatException">A column that every offer has is missing, or the text is no such file.</exception>
    internal static async Task ReadAsync(Stream stream, AwsOffer offer, CancellationToken cancellationToken)
    {
        using var text = new StreamReader(stream, Encoding.UTF8, false, 256 * 1024);
        await HeadAsync(text, offer, cancellationToken);
        try
        {
            using var rows = await Sep.New(',')
                .Reader(options => options with { Unescape = true, HasHeader = true })
                .FromAsync(text, cancellationToken);
            var columns = new Columns(rows.Header);
            await foreach (var row in rows)
            {
                columns.Read(row, offer);
            }
        }
        catch (InvalidDataException fault)
        {
            throw new FeedFormatException(
                $"A row of the offer file has not the columns of its header: {fault.Message}"
            );
        }
    }

    private static async Task HeadAsync(StreamReader text, AwsOffer offer, CancellationToken cancellationToken)
    {
        for (var line = 0; line < HeadLines; line++)
        {
            var said = await text.ReadLineAsync(cancellationToken);
            var at = said?.IndexOf("\",\"", StringComparison.Ordinal) ?? -1;
            if (said is null || at < 1 || said.Length > LongestHead)
            {
                throw new FeedFormatException($"Line {line + 1} of the offer file is no name with a value.");
            }

            var value = said[(at + 3)..].TrimEnd('"');
            switch (said[1..at])
            {
                case "FormatVersion":
                    offer.FormatVersion = value;
                    break;
                case "Publication Date":
                    offer.PublishedAt = value;
                    break;
                case "Version":
                    offer.Version = value;
                    break;
                case "OfferCode":
                    offer.OfferCode = value;
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>Where what stands.</summary>
    private sealed class Columns
    {
        private readonly FeedText _texts = new();

        // There are a dozen of them in a file that is what it should be.
        private const int MostLeases = 1000;
        private readonly Dictionary<(string, string, string), string> _leases = [];
        private readonly int[] _price;
        private readonly int _family;
        private readonly int _length;
        private readonly int _payment;
        private readonly int _offering;
        private readonly (int Column, string Name)[] _attributes;
        private string _sku = "";

        internal Columns(SepReaderHeader header)
        {
            var names = header.ColNames.Select((name, column) => (Name: name.Trim('"'), Column: column)).ToList();
            int Of(string name) => names.FindIndex(n => n.Name == name);
            var missing = _needed.Where(n => Of(n) < 0).ToList();
            if (missing.Count > 0)
            {
                throw new FeedFormatException($"The offer file lacks the columns {string.Join(", ", missing)}.");
            }

            _price = [.. _needed.Select(Of)];
            _family = Of("Product Family");
            (_length, _payment, _offering) = (Of("LeaseContractLength"), Of("PurchaseOption"), Of("OfferingClass"));
            _attributes =
            [
                .. names.Where(n => !_ofPrice.Contains(n.Name)).Select(n => (n.Column, AttributeName(n.Name))),
            ];
        }

        internal void Read(SepReader.Row row, AwsOffer offer)
        {
            var sku = row[_price[0]].Span;
            if (!sku.SequenceEqual(_sku))
            {
                _sku = sku.ToString();
                AddSku(row, offer);
            }

            var isReserved = row[_price[2]].Span is not "OnDemand";
            decimal? price = FeedText.TryNumber(row[_price[7]].Span, out var number) ? number : null;
            offer.Add(
                new AwsRate
                {
                    Sku = _sku,
                    RateId = RateId(row[_price[1]].Span),
                    IsReserved = isReserved,
                    Lease = isReserved ? Lease(row) : "",
                    EffectiveFrom = _texts.Keep(row[_price[3]].Span),
                    From = _texts.Keep(row[_price[4]].Span),
                    To = _texts.Keep(row[_price[5]].Span),
                    Unit = _texts.Keep(row[_price[6]].Span),
                    Price = price,
                    UnitPrice = price is null ? row[_price[7]].ToString() : "",
                    Currency = _texts.Keep(row[_price[8]].Span),
                }
            );
        }

        private string RateId(ReadOnlySpan<char> code) =>
            code.Length > _sku.Length && code.StartsWith(_sku, StringComparison.Ordinal)
                ? _texts.Keep(code[(_sku.Length + 1)..])
                : code.ToString();

        private string Lease(SepReader.Row row)
        {
            var said = (Text(row, _length), Text(row, _payment), Text(row, _offering));
            if (!_leases.TryGetValue(said, out var lease))
            {
                lease = AwsRate.LeaseOf(said.Item1, said.Item2, said.Item3);
                if (_leases.Count < MostLeases)
                {
                    _leases[said] = lease;
                }
            }

            return lease;
        }

        private void AddSku(SepReader.Row row, AwsOffer offer)
        {
            var attributes = new List<KeyValuePair<string, string>>(16);
            foreach (var (column, name) in _attributes)
            {
                var value = row[column].Span;
                if (value.Length > 0)
                {
                    attributes.Add(new(name, _texts.Keep(value)));
                }
            }

            offer.Add(_sku, Text(row, _family), attributes);
        }

        private string Text(SepReader.Row row, int column) => column < 0 ? "" : _texts.Keep(row[column].Span);

        // "Instance Type" is what JSON calls instanceType, "vCPU" vcpu.
        private static string AttributeName(string header) =>
            header is "vCPU" ? "vcpu"
            : header is "usageType" ? "usagetype"
            : header is "serviceCode" ? "servicecode"
            : header is "serviceName" ? "servicename"
            : header.Any(char.IsLower)
                ? char.ToLowerInvariant(header[0]) + header[1..].Replace(" ", "", StringComparison.Ordinal)
            : header;
    }
}
