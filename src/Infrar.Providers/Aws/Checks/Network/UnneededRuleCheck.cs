using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Checks.Reachability;

namespace Infrar.Providers.Aws.Checks.Network;

/// <summary>No rule of a security group lets something through that nobody needs.</summary>
internal sealed class UnneededRuleCheck : Check
{
    /// <inheritdoc/>
    public override string Id => "NET004";

    /// <inheritdoc/>
    public override string Title => "A security group rule serves nobody";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Exposure;

    /// <inheritdoc/>
    public override string Rationale =>
        "What is open and unused is a way for an attacker that nobody watches, and nobody notices when it changes meaning.";

    /// <inheritdoc/>
    public override string Mend => "Remove the rule, or state the use that it is for.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => NetworkTypes.Filters;

    /// <inheritdoc/>
    public override IEnumerable<Finding> Run(CheckScope scope)
    {
        // What a foreign plan's owner needs is not known here.
        if (scope.System is null)
        {
            return [];
        }

        var network = AwsNetwork.Of(scope);
        return RuleUse
            .Of(network.Model, SystemNeeds.Of(scope).All)
            .Where(use => use.Needs.IsEmpty)
            .Select(use => FindingOf(scope, network, use));
    }

    private Finding FindingOf(CheckScope scope, AwsNetwork network, RuleUse use)
    {
        var (group, rule, _) = use;
        var carriers = network.Members.Where(m => m.Endpoint.Groups.Contains(group.Id)).ToArray();
        var who = carriers.Length == 0 ? "Nobody" : string.Join(", ", carriers.Select(c => c.Endpoint.Name));
        var component = scope.Graph.Find(group.Id)?.Component ?? "";
        return new()
        {
            Check = Id,
            Title = Title,
            Severity = SeverityOf(rule, carriers.Length > 0),
            Resource = rule.Stated,
            Subject = rule.Key,
            Component = component,
            Location = scope.LocationOf(component),
            Message = $"It lets {RuleWords.Of(rule)}, and no component uses anything that way.",
            Mend = $"Remove this rule of {group.Id}, or state in uses who needs it.",
            Proof =
            [
                new(
                    group.Id,
                    $"{who} {(carriers.Length == 1 || carriers.Length == 0 ? "carries" : "carry")} this group."
                ),
                new(rule.Stated, $"Lets {RuleWords.Of(rule)}; none of the system's uses passes here.", true),
            ],
        };
    }

    // What lets anybody in to somebody matters; what lets nobody out to nowhere hardly does.
    private static Severity SeverityOf(GroupRule rule, bool isCarried) =>
        !isCarried ? Severity.Low
        : rule.Direction is Direction.Out ? Severity.Low
        : rule.Peer is RulePeer.Block { Range.IsEverywhere: true } ? Severity.High
        : Severity.Medium;
}
