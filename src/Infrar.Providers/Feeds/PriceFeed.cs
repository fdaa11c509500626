namespace Infrar.Providers.Feeds;

/// <summary>A provider's public feed of prices: which files it has, and how one is read.</summary>
public abstract class PriceFeed
{
    /// <summary>Key of the provider, for example <c>aws</c>.</summary>
    public abstract string Provider { get; }

    /// <summary>Where the provider publishes it; another address may be configured.</summary>
    public abstract Uri Address { get; }

    /// <summary>Whether it is read only with a key of the provider's.</summary>
    public virtual bool NeedsKey => false;

    /// <summary>
    /// What is to be thought of the rows that the rules use; a file is read again when it changes, even if the provider's has not.
    /// </summary>
    public abstract SkuMapping Mapping { get; }

    /// <summary>The files that are wanted.</summary>
    /// <param name="web">Fetches.</param>
    /// <param name="wanted">Which services and regions.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="FeedFormatException">The feed is not what it was.</exception>
    public abstract IAsyncEnumerable<FeedFile> FilesAsync(
        FeedWeb web,
        FeedWish wanted,
        CancellationToken cancellationToken
    );

    /// <summary>Whether a file that the feed had before is still wanted: one that is and is not listed was dropped by the provider.</summary>
    /// <param name="file">Its <see cref="FeedFile.Name"/>.</param>
    /// <param name="wanted">Which services and regions.</param>
    public virtual bool Wants(string file, FeedWish wanted) => true;

    /// <summary>Reads one file from its beginning to its end, in constant memory.</summary>
    /// <param name="file">One of <see cref="FilesAsync"/>.</param>
    /// <param name="known">What was read of it before; null for nothing.</param>
    /// <param name="web">Fetches.</param>
    /// <param name="sink">Takes the rows.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>What was read; null when it is what is known.</returns>
    /// <exception cref="FeedFormatException">The file is not what such files were: nothing of it may be used.</exception>
    public abstract Task<FeedEdition?> ReadAsync(
        FeedFile file,
        FeedEdition? known,
        FeedWeb web,
        PriceSink sink,
        CancellationToken cancellationToken
    );
}

/// <summary>One file of a feed, or one chain of pages.</summary>
/// <param name="Name">The same from day to day, for example <c>AmazonRDS/eu-west-1</c>.</param>
/// <param name="Address">Where it is read today.</param>
/// <param name="IsImmutable">Whether what stands at the address never changes, so that the address alone tells an old file from a new one.</param>
public sealed record FeedFile(string Name, Uri Address, bool IsImmutable = false);

/// <summary>What was read of a file.</summary>
/// <param name="Address">Where.</param>
/// <param name="Version">The provider's name of the version; empty for none.</param>
/// <param name="PublishedAt">When the provider published it: its own text, empty when it says nothing.</param>
/// <param name="ETag">The server's tag, for a conditional request; empty for none.</param>
/// <param name="LastModified">The server's date, for a conditional request; empty for none.</param>
public sealed record FeedEdition(string Address, string Version, string PublishedAt, string ETag, string LastModified);

/// <summary>What is wanted of a feed.</summary>
public sealed record FeedWish
{
    /// <summary>Where the feed is.</summary>
    public required Uri Address { get; init; }

    /// <summary>Services by the feed's own names; empty for those that the pricing rules use.</summary>
    public IReadOnlyCollection<string> Services { get; init; } = [];

    /// <summary>Regions by the provider's names, <c>*</c> for all; empty for those that the feed reads unasked.</summary>
    public IReadOnlyCollection<string> Regions { get; init; } = [];

    /// <summary>Whether to read CSV where the feed has both forms; it has one row a price and is read faster.</summary>
    public bool PrefersCsv { get; init; } = true;
}

/// <summary>Fetches a feed's files: with retries, and going on where a connection broke.</summary>
public abstract class FeedWeb
{
    /// <summary>The time, by which prices that are to come are told from those that hold.</summary>
    public abstract DateTimeOffset Now { get; }

    /// <summary>A key that is added to each request and to nothing that is kept; empty for none.</summary>
    public virtual string Key => "";

    /// <summary>Asks for a file.</summary>
    /// <param name="address">Where.</param>
    /// <param name="known">What is known of it; the answer has no content when the server says that it is unchanged. Null asks without condition.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="IOException">The server did not answer, or with a refusal, each time.</exception>
    public abstract Task<FeedAnswer> OpenAsync(Uri address, FeedEdition? known, CancellationToken cancellationToken);
}

/// <summary>A server's answer.</summary>
/// <param name="Content">The file, read once; null when it is unchanged.</param>
/// <param name="ETag">Its tag; empty for none.</param>
/// <param name="LastModified">Its date; empty for none.</param>
public sealed record FeedAnswer(Stream? Content, string ETag, string LastModified) : IAsyncDisposable
{
    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Content?.DisposeAsync() ?? ValueTask.CompletedTask;
}

/// <summary>A feed's file is not what such files were, so that nothing of it may be used.</summary>
/// <param name="message">What is there, and what was expected.</param>
public sealed class FeedFormatException(string message) : Exception(message);
