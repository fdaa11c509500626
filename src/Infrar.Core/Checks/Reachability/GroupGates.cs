using System.Collections.Immutable;

namespace Infrar.Core.Checks.Reachability;

/// <summary>What security groups let through at either end.</summary>
internal static class GroupGates
{
    /// <summary>The gate at the end that opens the connection.</summary>
    public static Gate Out(Question question) => Of(question, Direction.Out);

    /// <summary>The gate at the end that accepts the connection.</summary>
    public static Gate In(Question question) => Of(question, Direction.In);

    /// <summary>Addresses of the other end that a rule lets through, whatever else it asks.</summary>
    /// <param name="peer">Who the rule names.</param>
    /// <param name="other">Who stands at the other end.</param>
    /// <param name="isVague">Whether the other end's addresses are not known.</param>
    /// <param name="bound">What to take the unknown for.</param>
    public static IntervalSet AddressesOf(RulePeer peer, Endpoint other, bool isVague, Bound bound) =>
        peer switch
        {
            RulePeer.Block { Range: var range } when isVague && !other.IsInternet => range.IsEverywhere
                ? range.Addresses
                : Unknown(bound),
            RulePeer.Block { Range: var range } => range.Addresses,
            RulePeer.Group { Id: var id } when other.Groups.Contains(id) => IntervalSet.Everything,
            RulePeer.Group when !other.KnowsGroups => Unknown(bound),
            RulePeer.Group => IntervalSet.Empty,
            RulePeer.Unknown => Unknown(bound),
            _ => throw new InvalidOperationException($"A peer of sort {peer.GetType().Name} has no addresses."),
        };

    private static Gate Of(Question question, Direction direction)
    {
        var (self, other) = direction is Direction.Out ? (question.From, question.To) : (question.To, question.From);
        var end = direction is Direction.Out ? End.Destination : End.Source;
        var isVague = direction is Direction.Out ? question.IsToVague : question.IsFromVague;
        var passing = PassingRules(self, direction, question)
            .Select(r => (Rule: r, Addresses: AddressesOf(r.Peer, other, isVague, question.Bound)))
            .Where(r => !r.Addresses.IsEmpty)
            .ToImmutableArray();
        var allowed = IsOpen(self, question)
            ? IntervalSet.Everything
            : passing.Aggregate(IntervalSet.Empty, (all, r) => all.Union(r.Addresses));
        var asked = direction is Direction.Out ? question.Destination : question.Source;
        var witness = passing.FirstOrDefault(r => r.Addresses.Overlaps(asked)).Rule;
        var word = direction is Direction.Out ? "out" : "in";
        var toward = direction is Direction.Out ? "to" : "from";
        return Gate.OfAddress(
            end,
            allowed,
            () =>
                witness is null
                    ? null
                    : new(
                        witness.Stated,
                        $"Lets {self.Name} {word} on {question.Traffic} {toward} {TextOf(witness.Peer, other)}."
                    ),
            () =>
                new(
                    self.Groups.IsEmpty ? self.Id : self.Groups[0],
                    witness is null
                        ? $"No rule lets {self.Name} {word} on {question.Traffic} {toward} {other.Name}."
                        : $"Its rules let {self.Name} {word} on {question.Traffic} only {toward} a part of the addresses of {other.Name}: {TextOf(witness.Peer, other)}."
                )
        );
    }

    private static IEnumerable<GroupRule> PassingRules(Endpoint self, Direction direction, Question question) =>
        self
            .Groups.Select(question.Network.FindGroup)
            .OfType<SecurityGroup>()
            .SelectMany(g => g.Rules)
            .Where(r => r.Direction == direction)
            .Where(r => r.Traffic?.Matches(question.Traffic) ?? question.Bound is Bound.Most);

    // Nothing filters, or what filters is not all known and may let anything through.
    private static bool IsOpen(Endpoint self, Question question) =>
        !self.IsFiltered
        || (
            question.Bound is Bound.Most
            && (!self.KnowsGroups || self.Groups.Any(g => question.Network.FindGroup(g) is not { IsComplete: true }))
        );

    private static IntervalSet Unknown(Bound bound) =>
        bound switch
        {
            Bound.Least => IntervalSet.Empty,
            Bound.Most => IntervalSet.Everything,
        };

    private static string TextOf(RulePeer peer, Endpoint other) =>
        peer switch
        {
            RulePeer.Block { Range: var range } => range.ToString(),
            RulePeer.Group { Id: var id } => $"{other.Name}, which carries {id}",
            _ => other.Name,
        };
}
