using Infrar.Rehearsal.Clouds;
using Infrar.Rehearsal.Planning;
using Infrar.Rehearsal.Values;

namespace Infrar.Rehearsal.Faults;

/// <summary>Everything that is to go wrong, in the order of its file.</summary>
internal sealed class FaultPlan(IReadOnlyList<FaultRule> rules)
{
    public static readonly FaultPlan None = new([]);

    /// <summary>Does what the matching rules say: waits, crashes, hangs or answers with a failure.</summary>
    /// <returns>The failure; null when all is to go well.</returns>
    public async Task<Diagnostic?> InjectAsync(
        CloudFile cloud,
        FaultOperation operation,
        string type,
        Value values,
        CancellationToken cancellationToken
    )
    {
        foreach (var rule in rules.Where(r => r.Matches(operation, type, values)))
        {
            var due = await cloud.ChangeAsync(c => rule.IsDue(c.CountFault(rule.Name)), cancellationToken);
            if (due && await rule.ActAsync(type, cancellationToken) is { } failure)
            {
                return failure;
            }
        }

        return null;
    }
}
