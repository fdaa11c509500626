using System.Diagnostics.Metrics;

namespace Infrar.Platform.Telemetry;

/// <summary>What the platform counts of itself, beside what its libraries count; docs/telemetry.md says what each is for.</summary>
internal static class PlatformMeter
{
    /// <summary>The name that collectors subscribe to.</summary>
    public const string Name = "Infrar.Platform";

    private static readonly Meter _meter = new(Name);

    private static readonly Counter<long> _signIns = _meter.CreateCounter<long>(
        "infrar.sign_ins",
        description: "Attempts to sign in, by outcome."
    );

    private static readonly Counter<long> _refusals = _meter.CreateCounter<long>(
        "infrar.limits.refused",
        description: "Requests refused as one too many, by limit."
    );

    private static readonly UpDownCounter<long> _redisLost = _meter.CreateUpDownCounter<long>(
        "infrar.cache.lost",
        description: "1 while Redis does not answer this node."
    );

    private static readonly Counter<long> _vault = _meter.CreateCounter<long>(
        "infrar.vault.uses",
        description: "Values of credentials put into the vault and handed out, by operation and outcome."
    );

    private static readonly Counter<long> _files = _meter.CreateCounter<long>(
        "infrar.files.written",
        unit: "By",
        description: "Bytes received into the file stores."
    );

    private static readonly Gauge<long> _due = _meter.CreateGauge<long>(
        "infrar.jobs.due",
        description: "Jobs whose time has come and that nothing runs yet, on all nodes."
    );

    private static readonly Gauge<double> _oldest = _meter.CreateGauge<double>(
        "infrar.jobs.oldest.age",
        unit: "s",
        description: "How long the oldest of them has waited."
    );

    /// <summary>Counts an attempt to sign in.</summary>
    /// <param name="outcome"><c>begun</c>, <c>password</c>, <c>second factor</c>, <c>passkey</c> or <c>locked</c>: of a closed set, never a name.</param>
    public static void SignIn(string outcome) => _signIns.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    /// <summary>Counts a request that a limit refused.</summary>
    public static void Refused(string limit) => _refusals.Add(1, new KeyValuePair<string, object?>("limit", limit));

    /// <summary>Redis was lost, or is back.</summary>
    public static void Redis(bool isLost) => _redisLost.Add(isLost ? 1 : -1);

    /// <summary>Counts a use of the vault.</summary>
    public static void Vault(string operation, string outcome) =>
        _vault.Add(1, new("operation", operation), new("outcome", outcome));

    /// <summary>Counts bytes that came into a file store.</summary>
    public static void Received(long bytes) => _files.Add(bytes);

    /// <summary>States what waits to be run.</summary>
    public static void Queue(long due, TimeSpan oldest)
    {
        _due.Record(due);
        _oldest.Record(oldest.TotalSeconds);
    }
}
