namespace Infrar.Platform.Runs;

/// <summary>That a run came into a status: when, by whom, and why.</summary>
internal sealed class RunTransition
{
    public Id<Run> RunId { get; private init; }

    /// <summary>Place in the run's life, from 1.</summary>
    public int Sequence { get; private init; }

    public RunStatus Status { get; private init; }

    /// <summary>A person's id, <c>platform</c>, or an executor's name.</summary>
    public string Actor { get; private init; } = "";

    public string Comment { get; private init; } = "";

    public DateTimeOffset At { get; private init; }

    public static RunTransition Of(Run run, RunStatus status, RunActor by, string comment, DateTimeOffset now) =>
        new()
        {
            RunId = run.Id,
            Sequence = run.Version + 1,
            Status = status,
            Actor = by.Id,
            Comment = RunText.Fit(comment, RunConfiguration.LongestComment),
            At = now,
        };
}

/// <summary>Who moves a run.</summary>
/// <param name="Id">A person's id, <c>platform</c>, or an executor's name.</param>
internal sealed record RunActor(string Id)
{
    /// <summary>The platform by itself.</summary>
    public static RunActor Platform { get; } = new("platform");

    /// <summary>An executor.</summary>
    public static RunActor Executor(string name) => new($"executor {name}");
}

/// <summary>What an engine said of one resource while it applied.</summary>
internal sealed class JournalEntry
{
    public Id<Run> RunId { get; private init; }

    /// <summary>The epoch of the executor that saw it.</summary>
    public int Epoch { get; private init; }

    /// <summary>The line of the engine's output, from 1; so the same line is never noted twice.</summary>
    public int Line { get; private init; }

    public JournalKind Kind { get; private init; }

    /// <summary>The resource's address.</summary>
    public string Address { get; private init; } = "";

    /// <summary>As the engine names it: <c>create</c>, <c>update</c>, <c>delete</c> …</summary>
    public string Action { get; private init; } = "";

    /// <summary>The attribute that identifies it at its provider, such as <c>id</c>; empty where the engine says none.</summary>
    public string IdKey { get; private init; } = "";

    public string IdValue { get; private init; } = "";

    public DateTimeOffset At { get; private init; }

    public static JournalEntry Of(Id<Run> run, int epoch, int line, ResourceEvent seen, DateTimeOffset now)
    {
        const int Most = RunConfiguration.LongestAddress;
        // An id that had to be cut would find something else, or nothing.
        var isWhole = seen.Address.Length <= Most && seen.IdValue.Length <= Most;
        return new()
        {
            RunId = run,
            Epoch = epoch,
            Line = line,
            Kind = seen.Kind,
            Address = RunText.Fit(seen.Address, Most),
            Action = RunText.Fit(seen.Action, RunConfiguration.LongestWord),
            IdKey = RunText.Fit(seen.IdKey, RunConfiguration.LongestWord),
            IdValue = isWhole ? RunText.Fit(seen.IdValue, Most) : "",
            At = now,
        };
    }
}

/// <summary>How far an engine is with a resource.</summary>
internal enum JournalKind
{
    /// <summary>It has asked the provider.</summary>
    Started,

    /// <summary>The provider has done it.</summary>
    Completed,

    /// <summary>The provider has refused.</summary>
    Failed,
}

/// <summary>What an engine said of a resource.</summary>
/// <param name="Kind">How far it is.</param>
/// <param name="Address">The resource.</param>
/// <param name="Action">What is done to it.</param>
internal sealed record ResourceEvent(JournalKind Kind, string Address, string Action)
{
    /// <summary>The attribute that identifies it.</summary>
    public string IdKey { get; init; } = "";

    /// <summary>Its value.</summary>
    public string IdValue { get; init; } = "";
}
