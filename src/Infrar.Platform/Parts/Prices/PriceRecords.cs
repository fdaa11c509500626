using System.Collections.Immutable;
using Infrar.Providers.Feeds;

namespace Infrar.Platform.Parts.Prices;

/// <summary>What became of a sync.</summary>
internal enum PriceSyncStatus
{
    /// <summary>It reads, or the process that did was lost; the next one of its provider goes on with it.</summary>
    Running,

    /// <summary>Its prices are in use, until those of a later one are.</summary>
    Succeeded,

    /// <summary>It could not be finished; what was in use before is in use still.</summary>
    Failed,
}

/// <summary>One reading of a provider's feed. Its number tells the book before it from the book after it.</summary>
internal sealed record PriceSync
{
    public required long Number { get; init; }

    public required string Provider { get; init; }

    public required PriceSyncStatus Status { get; init; }

    public required string AskedBy { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public string Problem { get; init; } = "";

    public required PriceSyncProgress Progress { get; init; }
}

/// <summary>How far a sync has come.</summary>
/// <param name="Files">Files of the feed.</param>
/// <param name="FilesDone">Those that are read, or are what they were.</param>
/// <param name="FilesUnchanged">Those of them that are what they were.</param>
/// <param name="File">The one that is read now; empty between files.</param>
/// <param name="Bytes">Bytes read.</param>
/// <param name="Rows">Prices read.</param>
/// <param name="Added">Prices that are new or changed.</param>
/// <param name="Ended">Prices that hold no longer.</param>
/// <param name="Quarantined">Rows that nobody may use.</param>
internal sealed record PriceSyncProgress(
    int Files = 0,
    int FilesDone = 0,
    int FilesUnchanged = 0,
    string File = "",
    long Bytes = 0,
    long Rows = 0,
    long Added = 0,
    long Ended = 0,
    long Quarantined = 0
)
{
    /// <summary>With what one more file came to.</summary>
    public PriceSyncProgress Plus(PriceLoadOutcome file) =>
        this with
        {
            FilesDone = FilesDone + 1,
            Added = Added + file.Added,
            Ended = Ended + file.Ended,
            Quarantined = Quarantined + file.Quarantined,
        };
}

/// <summary>What reading one file changed.</summary>
internal sealed record PriceLoadOutcome(long Skus, long Rates, long Added, long Ended, long Quarantined);

/// <summary>A file as it was read last.</summary>
/// <param name="Edition">What the provider says of it.</param>
/// <param name="Revision">The revision of the mapping that it was read with.</param>
/// <param name="Sync">The sync that read it.</param>
internal sealed record KnownFile(FeedEdition Edition, string Revision, long Sync);

/// <summary>A SKU with the prices that hold in the book that was asked.</summary>
internal sealed record StoredSku
{
    public required string Provider { get; init; }

    public required string SkuId { get; init; }

    public required string RegionId { get; init; }

    public required string Service { get; init; }

    public required string Family { get; init; }

    public required string Description { get; init; }

    /// <summary>Everything that the feed states of it, as a JSON object.</summary>
    public required string Attributes { get; init; }

    /// <summary>Under which name the rules ask for it; null when none does.</summary>
    public RuleName? Rule { get; init; }

    /// <summary>Where the feed's file stands.</summary>
    public required string Source { get; init; }

    /// <summary>When the provider published it, as it says.</summary>
    public required string PublishedAt { get; init; }

    public required ImmutableArray<StoredRate> Rates { get; init; }
}

/// <summary>One price of a SKU, as <see cref="FeedRate"/> states it.</summary>
internal sealed record StoredRate
{
    public required string RateId { get; init; }

    public required PurchaseOption Purchase { get; init; }

    public required string Lease { get; init; }

    public required string Unit { get; init; }

    public required decimal From { get; init; }

    public decimal? To { get; init; }

    public required decimal UnitPrice { get; init; }

    public required string Currency { get; init; }

    public required string EffectiveFrom { get; init; }

    /// <summary>The sync that brought it.</summary>
    public required long FirstSync { get; init; }

    /// <summary>The sync since which it holds no longer; null while it holds.</summary>
    public long? LastSync { get; init; }

    /// <summary>When that first sync was in use; where history was asked for.</summary>
    public DateTimeOffset? KnownSince { get; init; }

    /// <summary>When it was no longer; null while it holds.</summary>
    public DateTimeOffset? KnownUntil { get; init; }
}

/// <summary>A row that was not used.</summary>
internal sealed record QuarantinedRow
{
    public required long Id { get; init; }

    public required string Provider { get; init; }

    public required string File { get; init; }

    public required long Sync { get; init; }

    public required string Key { get; init; }

    public required string RateId { get; init; }

    public required RowFault Reason { get; init; }

    public required string Detail { get; init; }

    public decimal? OldPrice { get; init; }

    public decimal? NewPrice { get; init; }

    public required QuarantineState State { get; init; }

    /// <summary>Who decided that; empty for nobody.</summary>
    public required string DecidedBy { get; init; }

    public DateTimeOffset? DecidedAt { get; init; }
}

/// <summary>What was decided of a row in quarantine.</summary>
internal enum QuarantineState
{
    /// <summary>Nothing yet.</summary>
    Open,

    /// <summary>The next sync uses it.</summary>
    Released,

    /// <summary>It stays out, and so does the same in later editions.</summary>
    KeptOut,
}

/// <summary>How much the book in use holds of a service in a region.</summary>
internal sealed record PriceCoverage(string Provider, string Service, string RegionId, long Skus, long UsedByRules);

/// <summary>What is searched for.</summary>
internal sealed record PriceSearch
{
    public string Provider { get; init; } = "";

    /// <summary>A part of the service's name, in any case.</summary>
    public string Service { get; init; } = "";

    public string RegionId { get; init; } = "";

    /// <summary>Words that a SKU must all have, in any place and case.</summary>
    public ImmutableArray<string> Words { get; init; } = [];

    public int Limit { get; init; } = 50;

    /// <summary>How many to pass over.</summary>
    public int Offset { get; init; }
}
