using System.Text.Json;
using Infrar.Providers.Feeds;

namespace Infrar.Providers.Aws.Feed;

/// <summary>Reads an offer file in JSON, where all products stand before all terms.</summary>
/// <remarks>
/// By depth: 1 the file, 2 <c>products</c> by SKU or <c>terms</c> by sort, 3 a product or the terms of a sort by SKU, 4 a product's
/// attributes or a SKU's terms, 5 a term, 6 its <c>priceDimensions</c> or <c>termAttributes</c>, 7 a dimension, 8 its prices by
/// currency.
/// </remarks>
internal sealed class AwsOfferJson(AwsOffer offer) : JsonTokenReader
{
    private readonly FeedText _texts = new();
    private readonly string[] _names = ["", "", "", "", "", "", "", "", "", "", "", ""];
    private readonly List<AwsRate> _dimensions = [];
    private readonly List<KeyValuePair<string, string>> _attributes = [];
    private string _family = "";
    private string _effective = "";
    private string _length = "";
    private string _payment = "";
    private string _offering = "";
    private AwsRate _rate = Fresh();
    private bool _hasProducts;

    private bool IsProduct => _names[1] is "products";

    /// <summary>Whether what an offer file must have was there.</summary>
    internal bool IsWhole => _hasProducts;

    internal override void Take(ref Utf8JsonReader json)
    {
        var depth = json.CurrentDepth;
        if (depth >= _names.Length)
        {
            return;
        }

        switch (json.TokenType)
        {
            case JsonTokenType.PropertyName:
                _names[depth] = Name(depth, ref json);
                break;
            case JsonTokenType.String or JsonTokenType.Number:
                Value(depth, ref json);
                break;
            case JsonTokenType.EndObject when IsProduct && depth is 2:
                _hasProducts = true;
                offer.Add(_names[2], _family, _attributes);
                _attributes.Clear();
                _family = "";
                break;
            case JsonTokenType.EndObject when _names[1] is "terms":
                End(depth);
                break;
            default:
                break;
        }
    }

    // SKUs and the codes of prices are millions; all other names come again and again.
    private string Name(int depth, ref Utf8JsonReader json) =>
        IsProduct
            ? depth is 2
                ? FeedText.ReadOnce(ref json)
                : _texts.Read(ref json)
            : _names[1] is not "terms"
                ? _texts.Read(ref json)
                : depth switch
                {
                    3 => FeedText.ReadOnce(ref json),
                    // A term's code says nothing that its own fields do not.
                    4 => "",
                    6 when _names[5] is "priceDimensions" => _texts.ReadBehind(_names[3], ref json),
                    _ => _texts.Read(ref json),
                };

    private void Value(int depth, ref Utf8JsonReader json)
    {
        if (depth is 1)
        {
            Head(_names[1], _texts.Read(ref json));
        }
        else if (IsProduct)
        {
            if (depth is 4 && _names[3] is "attributes")
            {
                _attributes.Add(new(_names[4], _texts.Read(ref json)));
            }
            else if (depth is 3 && _names[3] is "productFamily")
            {
                _family = _texts.Read(ref json);
            }
        }
        else if (depth is 8 && _names[7] is "pricePerUnit")
        {
            _rate.Currency = _names[8];
            _rate.Price = FeedText.TryNumber(json.ValueSpan, out var price) ? price : null;
            _rate.UnitPrice = _rate.Price is null ? _texts.Read(ref json) : "";
        }
        else if (depth is 7)
        {
            Dimension(_names[7], ref json);
        }
        else if (depth is 6 && _names[5] is "termAttributes")
        {
            Term(_names[6], _texts.Read(ref json));
        }
        else if (depth is 5 && _names[5] is "effectiveDate")
        {
            _effective = _texts.Read(ref json);
        }
    }

    private void Head(string name, string value)
    {
        switch (name)
        {
            case "formatVersion":
                offer.FormatVersion = value;
                break;
            case "offerCode":
                offer.OfferCode = value;
                break;
            case "version":
                offer.Version = value;
                break;
            case "publicationDate":
                offer.PublishedAt = value;
                break;
            default:
                break;
        }
    }

    private void Dimension(string name, ref Utf8JsonReader json)
    {
        switch (name)
        {
            case "unit":
                _rate.Unit = _texts.Read(ref json);
                break;
            case "beginRange":
                _rate.From = _texts.Read(ref json);
                break;
            case "endRange":
                _rate.To = _texts.Read(ref json);
                break;
            default:
                break;
        }
    }

    private void Term(string name, string value)
    {
        switch (name)
        {
            case "LeaseContractLength":
                _length = value;
                break;
            case "PurchaseOption":
                _payment = value;
                break;
            case "OfferingClass":
                _offering = value;
                break;
            default:
                break;
        }
    }

    private void End(int depth)
    {
        if (depth is 6 && _names[5] is "priceDimensions")
        {
            _rate.RateId = _names[6];
            _dimensions.Add(_rate);
            _rate = Fresh();
        }
        else if (depth is 4)
        {
            EndTerm();
        }
    }

    // What a term is for stands behind its prices.
    private void EndTerm()
    {
        var sku = _names[3];
        var isReserved = _names[2] is not "OnDemand";
        var lease = isReserved ? _texts.Keep(AwsRate.LeaseOf(_length, _payment, _offering)) : "";
        foreach (var dimension in _dimensions)
        {
            var rate = dimension;
            rate.Sku = sku;
            rate.IsReserved = isReserved;
            rate.Lease = lease;
            rate.EffectiveFrom = _effective;
            offer.Add(rate);
        }

        _dimensions.Clear();
        (_effective, _length, _payment, _offering) = ("", "", "", "");
    }

    private static AwsRate Fresh() =>
        new()
        {
            Sku = "",
            RateId = "",
            Lease = "",
            Unit = "",
            From = "",
            To = "",
            UnitPrice = "",
            Currency = "",
            EffectiveFrom = "",
        };
}
