using System.Collections.Frozen;
using System.Globalization;

namespace Infrar.Providers.Feeds;

/// <summary>What a unit measures, and how much of it one unit is.</summary>
/// <param name="Measure">For example <c>GB-month</c>; prices can be converted between units of equal measure alone.</param>
/// <param name="Size">How much of it one unit is.</param>
public readonly record struct PricingUnit(string Measure, decimal Size);

/// <summary>Reads the units of feeds and of the price book: <c>1 GiB Second</c>, <c>10K</c>, <c>LCU-Hrs</c>, <c>GiBy.mo</c>, <c>instance-hour</c>.</summary>
/// <remarks>
/// A unit is made of a number, a size of data, something counted, and a time. Months are never turned into hours: each provider's
/// month has another length. Decimal and binary sizes stay apart for the same reason.
/// </remarks>
public static class PricingUnits
{
    private static readonly char[] _marks = [' ', '-', '/', '.', '_', ':', '(', ')'];

    private static readonly FrozenDictionary<string, string> _data = Words(
        ("kb", "KB"),
        ("mb", "MB"),
        ("gb", "GB"),
        ("tb", "TB"),
        ("pb", "PB"),
        ("kib", "KiB"),
        ("mib", "MiB"),
        ("gib", "GiB"),
        ("tib", "TiB"),
        ("by", "B"),
        ("byte", "B"),
        ("bytes", "B"),
        ("kby", "KB"),
        ("mby", "MB"),
        ("gby", "GB"),
        ("tby", "TB"),
        ("kiby", "KiB"),
        ("miby", "MiB"),
        ("giby", "GiB"),
        ("tiby", "TiB"),
        ("piby", "PiB"),
        ("gigabyte", "GB"),
        ("gigabytes", "GB"),
        ("terabytes", "TB"),
        ("terabyte", "TB"),
        ("megabytes", "MB")
    );

    // Seconds in them; null for a time that has no fixed length.
    private static readonly FrozenDictionary<string, (string Name, decimal Seconds)> _times = new Dictionary<
        string,
        (string, decimal)
    >(StringComparer.Ordinal)
    {
        ["s"] = ("time", 1),
        ["ms"] = ("time", 0.001m),
        ["sec"] = ("time", 1),
        ["secs"] = ("time", 1),
        ["second"] = ("time", 1),
        ["seconds"] = ("time", 1),
        ["min"] = ("time", 60),
        ["minute"] = ("time", 60),
        ["minutes"] = ("time", 60),
        ["mins"] = ("time", 60),
        ["h"] = ("time", 3600),
        ["hr"] = ("time", 3600),
        ["hrs"] = ("time", 3600),
        ["hour"] = ("time", 3600),
        ["hours"] = ("time", 3600),
        ["d"] = ("time", 86400),
        ["day"] = ("time", 86400),
        ["days"] = ("time", 86400),
        ["mo"] = ("month", 1),
        ["month"] = ("month", 1),
        ["months"] = ("month", 1),
        ["mon"] = ("month", 1),
        ["mth"] = ("month", 1),
        ["yr"] = ("year", 1),
        ["year"] = ("year", 1),
        ["years"] = ("year", 1),
        ["y"] = ("year", 1),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // AWS writes what it bills by the month without the month.
    private static readonly FrozenSet<string> _monthly = Set(
        "alarm alarms metric metrics dashboard dashboards hostedzone healthcheck healthchecks secret secrets key keys webacl rule rules"
    );

    private static readonly FrozenSet<string> _things = Set(
        """
        acl acls acu acus address addresses alarm api app application apps attempt attempts backup build builds call calls capacity certificate
        certificates check checks cluster clusters connection connections core cores count cpu cu dashboard database datapoint device devices
        dtu ecpu endpoint endpoints entity event events execution executions file files function functions gateway global gpu
        host hosts hosted image images instance instances invocation invocations iops ip item items job jobs k lambda lcu lcus lcu lines
        load log logs machine mbps mibps message messages metric minion nat nlcu node nodes notification notifications object objects
        operation operations package page pages partition policy port ports prediction processed provisioned proxy quantity query queries
        rcu read reads record records registry renewal repository request requests reservedlcu resource resources rotation rotations rru ru rule run runs
        sample samples scan scans second server servers session sessions set shard shards site snapshot step stream subscription
        tag tags task test tests token tokens topic transaction transactions transformation transition transitions unit units
        upload url user users vault vcore vcpu vcpus version versions vm vms volume wcu webacl workspace write writes wru zone zones
        account accounts active contact contacts custom hit hits input output row rows data set domain domains character characters
        hostedzone healthcheck healthchecks alarms metrics dashboards secrets keys secret key rules health update updates workflow workflows
        gbps inference minute package reserved lookup lookups recommendation feature bucket buckets entitlement droplet droplets container containers seat seats
        """
    );

    /// <summary>What a unit measures; null when a word of it is not known, or nothing is there.</summary>
    public static PricingUnit? Read(string text)
    {
        var size = 1m;
        var data = "";
        var time = "";
        var isMonthly = false;
        var words = text.ToLowerInvariant().Split(_marks, StringSplitOptions.RemoveEmptyEntries);
        foreach (var word in words)
        {
            if (_data.TryGetValue(word, out var measure) && data.Length is 0)
            {
                data = measure;
            }
            else if (_times.TryGetValue(word, out var period) && time.Length is 0)
            {
                time = period.Name;
                size *= period.Seconds;
            }
            else if (Number(word) is { } number)
            {
                size *= number;
            }
            else if (!_things.Contains(word))
            {
                return null;
            }
            else
            {
                isMonthly |= _monthly.Contains(word);
            }
        }

        return words.Length is 0 || size <= 0 ? null : new(Measure(data, time, isMonthly), size);
    }

    /// <summary>A price per one unit as the price of another; null when the two do not measure the same.</summary>
    /// <param name="unitPrice">Price of one <paramref name="from"/>.</param>
    /// <param name="from">The unit that the price is of.</param>
    /// <param name="to">The unit that is wanted.</param>
    public static decimal? Convert(decimal unitPrice, string from, string to) =>
        from == to ? unitPrice
        : Read(from) is { } known && Read(to) is { } wanted && known.Measure == wanted.Measure
            ? unitPrice * wanted.Size / known.Size
        : null;

    /// <summary>How many of one unit are as much as a number of another; null when the two do not measure the same.</summary>
    public static decimal? ConvertQuantity(decimal quantity, string from, string to) =>
        from == to ? quantity
        : Read(from) is { } known && Read(to) is { } wanted && known.Measure == wanted.Measure
            ? quantity * known.Size / wanted.Size
        : null;

    private static string Measure(string data, string time, bool isMonthly) =>
        (data, time) switch
        {
            ("", "") => isMonthly ? "month" : "count",
            ("", _) => time,
            (_, "") => data,
            _ => $"{data}-{time}",
        };

    // 1, 100, 10k, 1M.
    private static decimal? Number(string word)
    {
        var (digits, factor) = word[^1] switch
        {
            'k' => (word[..^1], 1_000m),
            'm' => (word[..^1], 1_000_000m),
            'b' => (word[..^1], 1_000_000_000m),
            _ => (word, 1m),
        };
        return decimal.TryParse(
            digits.Replace(",", "", StringComparison.Ordinal),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number * factor
            : null;
    }

    private static FrozenDictionary<string, string> Words(params (string Word, string Measure)[] words) =>
        words.ToFrozenDictionary(w => w.Word, w => w.Measure, StringComparer.Ordinal);

    private static FrozenSet<string> Set(string words) =>
        words.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
