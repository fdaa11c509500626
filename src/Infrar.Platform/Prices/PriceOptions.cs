using Infrar.Providers;
using Microsoft.Extensions.Options;
using Quartz;

namespace Infrar.Platform.Prices;

/// <summary>Section <c>Prices</c>: when the providers' feeds are read, and where they are.</summary>
internal sealed class PriceOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Prices";

    /// <summary>When every feed is read, in Quartz's six fields, seconds first; empty for never.</summary>
    public string Cron { get; set; } = "0 0 2 * * ?";

    /// <summary>Whose clock that is, such as <c>Europe/Dublin</c>.</summary>
    public string TimeZone { get; set; } = "Etc/UTC";

    /// <summary>A price that is more than so many times what it was, or less than such a part of it, goes to quarantine; 1.5 to 1,000.</summary>
    public decimal JumpFactor { get; set; } = 5m;

    /// <summary>In how many SKUs a search looks for words; 1 to 10,000,000. One that would have to look in more is refused.</summary>
    public long MostSearched { get; set; } = 250_000;

    /// <summary>For how long a feed's server is waited for before it is asked again, in milliseconds; twice as long each time. 10 to 60,000.</summary>
    public int RetryMilliseconds { get; set; } = 2000;

    /// <summary>How often a feed's server is asked again, 0 to 10.</summary>
    public int Retries { get; set; } = 5;

    /// <summary>Settings of feeds, by provider.</summary>
    public Dictionary<string, FeedOptions> Feeds { get; set; } = new(StringComparer.Ordinal);

    /// <summary>Whether the clock reads the feeds: there is a time, and it is one.</summary>
    public bool HasClock => Cron.Length > 0 && IsTime(Cron) && TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out _);

    /// <summary>Whether a text is a time that Quartz can tell.</summary>
    internal static bool IsTime(string cron)
    {
        try
        {
            _ = new CronExpression(cron);
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    /// <summary>The settings of a feed; the usual ones where nothing is set.</summary>
    public FeedOptions Of(string provider) => Feeds.GetValueOrDefault(provider) ?? new();
}

/// <summary>Settings of one provider's feed.</summary>
internal sealed class FeedOptions
{
    /// <summary>Whether it is read.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Where it is; the provider's own address when left out. For a provider without a feed: a file as docs/prices.md describes it.</summary>
    public Uri? Address { get; set; }

    /// <summary>Services by the feed's own names; those that the pricing rules use when left out, <c>*</c> for all of Azure or Google.</summary>
    public string[] Services { get; set; } = [];

    /// <summary>Regions by the provider's names; all when left out, but AWS's: those of the embedded book there, <c>*</c> for all.</summary>
    public string[] Regions { get; set; } = [];

    /// <summary>A file whose first line is the provider's key; needed for Google.</summary>
    public string? KeyFile { get; set; }

    /// <summary>AWS: whether CSV is read, which is faster; else JSON.</summary>
    public bool Csv { get; set; } = true;
}

/// <summary>Says every fault of <see cref="PriceOptions"/> at once.</summary>
internal sealed class PriceOptionsValidation : IValidateOptions<PriceOptions>
{
    public ValidateOptionsResult Validate(string? name, PriceOptions options)
    {
        var faults = new List<string>();
        if (options.Cron.Length > 0 && !PriceOptions.IsTime(options.Cron))
        {
            faults.Add($"Prices:Cron is '{options.Cron}'; state six fields, seconds first, such as '0 0 2 * * ?'.");
        }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(options.TimeZone, out _))
        {
            faults.Add($"Prices:TimeZone is '{options.TimeZone}'; state one such as 'Europe/Dublin' or 'Etc/UTC'.");
        }

        if (options.JumpFactor is < 1.5m or > 1000m)
        {
            faults.Add($"Prices:JumpFactor is {options.JumpFactor}; state a number from 1.5 to 1000.");
        }

        if (options.MostSearched is < 1 or > 10_000_000)
        {
            faults.Add($"Prices:MostSearched is {options.MostSearched}; state a number from 1 to 10000000.");
        }

        if (options.RetryMilliseconds is < 10 or > 60_000)
        {
            faults.Add($"Prices:RetryMilliseconds is {options.RetryMilliseconds}; state a number from 10 to 60000.");
        }

        if (options.Retries is < 0 or > 10)
        {
            faults.Add($"Prices:Retries is {options.Retries}; state a number from 0 to 10.");
        }

        foreach (var (provider, feed) in options.Feeds)
        {
            if (AllFeeds.Find(provider) is null)
            {
                faults.Add(
                    $"Prices:Feeds:{provider} names no provider with prices; there are {string.Join(", ", AllFeeds.List.Select(f => f.Provider))}."
                );
            }

            if (feed.Address is { } address && address is not { IsAbsoluteUri: true, Scheme: "http" or "https" })
            {
                faults.Add(
                    $"Prices:Feeds:{provider}:Address is '{address}'; state an address that begins with https://."
                );
            }

            if (feed.KeyFile is { } file && !File.Exists(file))
            {
                faults.Add($"Prices:Feeds:{provider}:KeyFile names {file}, which is not there.");
            }
        }

        return faults.Count is 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
