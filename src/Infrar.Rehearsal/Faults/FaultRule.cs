using System.Globalization;
using System.IO.Enumeration;
using System.Text.Json;
using Infrar.Rehearsal.Planning;
using Infrar.Rehearsal.Values;

namespace Infrar.Rehearsal.Faults;

/// <summary>What a resource was about to go through when a fault struck.</summary>
internal enum FaultOperation
{
    Plan,
    Create,
    Read,
    Update,
    Delete,
}

/// <summary>One thing that is to go wrong.</summary>
/// <remarks>
/// In JSON: <c>{"type": "aws_db_*", "name": "orders*", "operation": "create", "after": 0, "times": 1, "delaySeconds": 2,
/// "fail": "message", "crash": true, "hang": true}</c>. Only <c>type</c> is required. Without <c>operation</c> every one
/// matches, without <c>times</c> the fault never heals, <c>after</c> lets that many matches pass first.
/// </remarks>
internal sealed record FaultRule(string Name, string TypePattern)
{
    /// <summary>Attributes a name pattern is held against; a resource's tag <c>Name</c> counts too.</summary>
    private static readonly string[] s_nameAttributes =
    [
        "name",
        "bucket",
        "identifier",
        "cluster_identifier",
        "replication_group_id",
        "family",
        "function_name",
        "alarm_name",
        "domain_name",
        "id",
    ];

    public string? NamePattern { get; private init; }

    public FaultOperation? Operation { get; private init; }

    /// <summary>How many matches pass unharmed first.</summary>
    public int After { get; private init; }

    /// <summary>How many matches then suffer; null for all.</summary>
    public int? Times { get; private init; }

    public TimeSpan Delay { get; private init; }

    /// <summary>What the cloud answers; null for no failure.</summary>
    public string? Failure { get; private init; }

    /// <summary>Whether the whole process dies, at once and without a word.</summary>
    public bool Crashes { get; private init; }

    /// <summary>Whether no answer ever comes, until the engine stops the provider.</summary>
    public bool Hangs { get; private init; }

    public static FaultRule Parse(JsonElement json, int position) =>
        new(
            $"rule-{position.ToString("D3", CultureInfo.InvariantCulture)}",
            json.GetProperty("type").GetString() ?? "*"
        )
        {
            NamePattern = Text(json, "name"),
            Operation = Text(json, "operation") is { } operation
                ? Enum.Parse<FaultOperation>(operation, ignoreCase: true)
                : null,
            After = json.TryGetProperty("after", out var after) ? after.GetInt32() : 0,
            Times = json.TryGetProperty("times", out var times) ? times.GetInt32() : null,
            Delay = TimeSpan.FromSeconds(json.TryGetProperty("delaySeconds", out var delay) ? delay.GetDouble() : 0),
            Failure = Text(json, "fail"),
            Crashes = json.TryGetProperty("crash", out var crash) && crash.GetBoolean(),
            Hangs = json.TryGetProperty("hang", out var hang) && hang.GetBoolean(),
        };

    public bool Matches(FaultOperation operation, string type, Value values) =>
        (Operation is null || Operation == operation)
        && FileSystemName.MatchesSimpleExpression(TypePattern, type)
        && (NamePattern is null || NamesOf(values).Any(n => FileSystemName.MatchesSimpleExpression(NamePattern, n)));

    /// <summary>Whether a match strikes that <paramref name="earlier"/> matches came before.</summary>
    public bool IsDue(int earlier) => earlier >= After && (Times is null || earlier < After + Times);

    /// <summary>Does its harm.</summary>
    public async Task<Diagnostic?> ActAsync(string type, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(Hangs ? Timeout.InfiniteTimeSpan : Delay, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return new Diagnostic("Stopped", $"The engine stopped the provider while {type} was being worked on.");
        }

        if (Crashes)
        {
            using var self = System.Diagnostics.Process.GetCurrentProcess();
            self.Kill();
        }

        return Failure is null ? null : new Diagnostic("Rehearsed failure", Failure);
    }

    private static IEnumerable<string> NamesOf(Value values) =>
        s_nameAttributes.Select(a => values[a].AsText).Append(values["tags"]["Name"].AsText).OfType<string>();

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var text) ? text.GetString() : null;
}
