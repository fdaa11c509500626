using System.Globalization;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using Infrar.Providers.Feeds;

namespace Infrar.Platform.Parts.Prices;

/// <summary>A file that is read into the book: checks each row, and hands those that may be used to the database.</summary>
/// <remarks>
/// One transaction from its first row to its last: a process that dies in it leaves nothing of the file. A file of which the book has
/// nothing yet is written where it stays, since there is nothing to compare it with; any other is staged and merged
/// (<see cref="PriceMerge"/>).
/// </remarks>
internal abstract class PriceLoad(SkuMapping mapping, long sync) : PriceSink, IAsyncDisposable
{
    private const int MostFaults = 10_000;

    private readonly SeenSkus _seen = new();
    private readonly AttributeJson _json = new();
    private readonly Dictionary<string, bool> _units = new(StringComparer.Ordinal);
    private readonly List<FeedFault> _faults = [];

    /// <summary>Prices read so far, those that may not be used among them.</summary>
    public long Rates { get; private set; }

    /// <summary>What is sold, read so far.</summary>
    public long Skus { get; private set; }

    /// <summary>Rows that may not be used, as far as they are noted: 10,000 a file.</summary>
    public long Faults { get; private set; }

    private protected long Sync => sync;

    private protected IReadOnlyList<FeedFault> Noted => _faults;

    /// <inheritdoc/>
    public sealed override void Add(FeedSku sku)
    {
        if (!_seen.Add(sku.Key, sku.RegionId))
        {
            return;
        }

        Skus++;
        var rule = mapping.Of(sku);
        var attributes = _json.Write(sku.Attributes);
        var ruleAttributes = rule is null ? null : _json.Write([.. rule.Attributes]);
        Write(
            new SkuRow(
                sku,
                attributes,
                rule,
                ruleAttributes,
                HashOf(
                    sku.SkuId,
                    sku.Service,
                    sku.Family,
                    sku.Description,
                    attributes,
                    rule?.ToString() ?? "",
                    ruleAttributes ?? ""
                )
            )
        );
    }

    /// <inheritdoc/>
    public sealed override void Add(in FeedRate rate)
    {
        var fault =
            rate.UnitPrice < 0m ? RowFault.NegativePrice
            : rate.Currency.Length is not 3 ? RowFault.NoCurrency
            : !IsKnown(rate.Unit) ? RowFault.UnknownUnit
            : (RowFault?)null;
        if (fault is { } reason)
        {
            Refuse(
                new(
                    rate.Key,
                    rate.RateId,
                    reason,
                    string.Create(CultureInfo.InvariantCulture, $"{rate.UnitPrice} {rate.Currency} per '{rate.Unit}'")
                )
            );
            return;
        }

        Rates++;
        Write(rate);
    }

    /// <inheritdoc/>
    public sealed override void Refuse(FeedFault fault)
    {
        Rates++;
        Faults++;
        if (_faults.Count < MostFaults)
        {
            _faults.Add(fault with { Detail = fault.Detail.Length > 500 ? fault.Detail[..500] : fault.Detail });
        }
    }

    /// <summary>Makes the file's rows those of the sync.</summary>
    /// <param name="edition">What was read.</param>
    /// <param name="revision">The mapping's revision.</param>
    /// <param name="checksum">SHA-256 of what was read.</param>
    /// <param name="bytes">How much that was.</param>
    /// <param name="jump">A price that is so many times what it was, or such a part of it, is not believed.</param>
    /// <param name="cancellationToken">Ends the wait; nothing is changed then.</param>
    public abstract Task<PriceLoadOutcome> CompleteAsync(
        FeedEdition edition,
        string revision,
        string checksum,
        long bytes,
        decimal jump,
        CancellationToken cancellationToken
    );

    /// <summary>Notes that the file is what it was.</summary>
    /// <param name="known">What is known of it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public abstract Task KeepAsync(KnownFile known, CancellationToken cancellationToken);

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();

    private protected abstract void Write(in SkuRow row);

    private protected abstract void Write(in FeedRate rate);

    private bool IsKnown(string unit)
    {
        ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(_units, unit, out var isThere);
        if (!isThere)
        {
            known = PricingUnits.Read(unit) is not null;
        }

        return known;
    }

    private static long HashOf(params ReadOnlySpan<string> parts)
    {
        var hash = new XxHash3();
        foreach (var part in parts)
        {
            hash.Append(MemoryMarshal.AsBytes(part.AsSpan()));
            hash.Append([0xff, 0xff]);
        }

        return (long)hash.GetCurrentHashAsUInt64();
    }
}

/// <summary>A SKU as it is written.</summary>
internal readonly record struct SkuRow(
    FeedSku Sku,
    string Attributes,
    RuleName? Rule,
    string? RuleAttributes,
    long Hash
);
