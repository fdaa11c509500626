using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Checks.Reachability;

namespace Infrar.Providers.Aws.Checks.Network;

/// <summary>No rule of a security group opens more than those need who use it.</summary>
internal sealed class WideRuleCheck : Check
{
    /// <inheritdoc/>
    public override string Id => "NET005";

    /// <inheritdoc/>
    public override string Title => "A security group rule opens more than is used";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Exposure;

    /// <inheritdoc/>
    public override string Rationale =>
        "A rule that is wider than its use lets in what nobody meant to: other ports of the same machine, or other machines to the same port.";

    /// <inheritdoc/>
    public override string Mend => "Narrow the rule to the protocol, the ports and the groups that use it.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => NetworkTypes.Filters;

    /// <inheritdoc/>
    public override IEnumerable<Finding> Run(CheckScope scope)
    {
        if (scope.System is null)
        {
            return [];
        }

        return from use in RuleUse.Of(AwsNetwork.Of(scope).Model, SystemNeeds.Of(scope).All)
            where !use.Needs.IsEmpty
            let excess = Excess(use).ToArray()
            where excess.Length > 0
            select FindingOf(scope, use, excess);
    }

    private Finding FindingOf(CheckScope scope, RuleUse use, string[] excess)
    {
        var component = scope.Graph.Find(use.Group.Id)?.Component ?? "";
        var used = use
            .Needs.Select(n => (n.Traffic, Other: use.Rule.Direction is Direction.In ? n.From : n.To))
            .DistinctBy(n => (n.Traffic, n.Other.Name))
            .Select(n => $"{Traffic.NameOf(n.Traffic.Protocol)} {n.Traffic.Port} with {n.Other.Name}");
        return new()
        {
            Check = Id,
            Title = Title,
            Severity = use.Rule.Direction is Direction.In ? Severity.Medium : Severity.Low,
            Resource = use.Rule.Stated,
            Subject = use.Rule.Key,
            Component = component,
            Location = scope.LocationOf(component),
            Message = $"It lets {RuleWords.Of(use.Rule)}; {string.Join(", and ", excess)}.",
            Mend = $"Narrow this rule of {use.Group.Id} to what is used: {string.Join("; ", used)}.",
            Proof =
            [
                .. use.Needs.Select(n => n.Reason).Distinct().Select(r => new ProofStep("", $"{r}.")),
                new(use.Rule.Stated, $"Lets {RuleWords.Of(use.Rule)}.", true),
            ],
        };
    }

    private static IEnumerable<string> Excess(RuleUse use)
    {
        var protocols = use.Needs.Select(n => n.Traffic.Protocol).Distinct().Order().ToArray();
        if (use.Rule.Traffic is { Protocol: null })
        {
            yield return $"only {string.Join(" and ", protocols.Select(Traffic.NameOf))} is used";
        }

        foreach (var protocol in protocols)
        {
            if (use.ExcessPorts(protocol) is { IsEmpty: false } ports)
            {
                yield return $"nobody uses {Traffic.NameOf(protocol)} {TrafficFilter.TextOf(ports)}";
            }
        }

        if (
            use.Rule.Peer is RulePeer.Block { Range.IsEverywhere: true }
            && use.Needs.All(n => !(use.Rule.Direction is Direction.In ? n.From : n.To).IsInternet)
        )
        {
            yield return "only parts of the system use it";
        }
    }
}
