using System.Collections.Concurrent;
using Infrar.Core;

namespace Infrar.Platform.Events;

/// <summary>Who follows streams on this node; each person so many at once and no more.</summary>
internal sealed class EventReaders
{
    private const int MostPerPerson = 20;
    private readonly ConcurrentDictionary<string, int> _open = new(StringComparer.Ordinal);

    /// <summary>Takes a place.</summary>
    /// <returns>False when the person has none left.</returns>
    public bool TryEnter(string person)
    {
        if (_open.AddOrUpdate(person, 1, (_, open) => open + 1) <= MostPerPerson)
        {
            return true;
        }

        Leave(person);
        return false;
    }

    /// <summary>Gives a place back.</summary>
    public void Leave(string person)
    {
        if (_open.AddOrUpdate(person, 0, (_, open) => open - 1) is 0)
        {
            _ = _open.TryRemove(KeyValuePair.Create(person, 0));
        }
    }

    public static Problem TooMany() =>
        new(
            "API011",
            ProblemKind.TooMany,
            "Too many streams are open",
            $"You follow {MostPerPerson} streams of events on this node already. Close one."
        );
}
