using System.Text.Json.Serialization;

namespace Infrar.Platform.Doctor;

/// <summary>How something is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Condition>))]
internal enum Condition
{
    /// <summary>As it should be.</summary>
    [JsonStringEnumMemberName("ok")]
    Ok,

    /// <summary>The platform runs; something that it can do will not work, or not for long.</summary>
    [JsonStringEnumMemberName("warning")]
    Warning,

    /// <summary>The platform does not run, or not rightly.</summary>
    [JsonStringEnumMemberName("broken")]
    Broken,
}

/// <summary>What was looked at, how it is, and what would mend it.</summary>
/// <param name="Name">What was looked at.</param>
/// <param name="Condition">How it is.</param>
/// <param name="Says">What was found.</param>
/// <param name="Mend">What to do; null where nothing is to be done.</param>
internal sealed record Examined(string Name, Condition Condition, string Says, string? Mend = null)
{
    /// <summary>Looks at something that may fail or not answer.</summary>
    /// <param name="name">What is looked at.</param>
    /// <param name="mend">What to do when it fails.</param>
    /// <param name="look">Looks.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<Examined> TryAsync(
        string name,
        string mend,
        Func<CancellationToken, Task<Examined>> look,
        CancellationToken cancellationToken
    )
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(20));
        try
        {
            return await look(patience.Token).WaitAsync(patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new(name, Condition.Broken, "It does not answer within 20 seconds.", mend);
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or OutOfMemoryException))
        {
            return new(name, Condition.Broken, fault.Message.ReplaceLineEndings(" "), mend);
        }
    }
}
