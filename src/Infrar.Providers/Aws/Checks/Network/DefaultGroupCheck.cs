using System.Collections.Immutable;
using Infrar.Core.Checks;

namespace Infrar.Providers.Aws.Checks.Network;

/// <summary>The group that AWS gives what states none lets nothing through.</summary>
internal sealed class DefaultGroupCheck : Check
{
    private const string Group = "aws_default_security_group";

    /// <inheritdoc/>
    public override string Id => "NET013";

    /// <inheritdoc/>
    public override string Title => "The default security group lets traffic through";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Exposure;

    /// <inheritdoc/>
    public override string Rationale =>
        "Whatever states no group gets this one. By itself it lets all its members talk to each other and to anywhere, so that a "
        + "forgotten setting joins things that should not know each other.";

    /// <inheritdoc/>
    public override string Mend =>
        "Adopt it with an aws_default_security_group that states no rules, and give everything groups of its own.";

    /// <inheritdoc/>
    public override ImmutableArray<Control> Controls => [new("AWS FSBP", "EC2.2"), new("CIS AWS 3.0.0", "5.4")];

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes { get; } = [Group, "aws_vpc"];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Run(CheckScope scope) => Open(scope).Concat(NotAdopted(scope));

    private IEnumerable<Finding> Open(CheckScope scope) =>
        from @group in AwsNetwork.Of(scope).Model.Groups
        where !@group.Rules.IsEmpty
        let resource = scope.Graph.Find(@group.Id)
        where resource is { Type: Group }
        select Found(
            scope,
            resource,
            $"The default security group {@group.Id} lets {string.Join("; ", @group.Rules.Take(3).Select(RuleWords.Of))}.",
            "Remove its rules and give what relies on them a group of its own.",
            new ProofStep(@group.Rules[0].Stated, $"Lets {RuleWords.Of(@group.Rules[0])}.", true)
        );

    // A network that is not adopted keeps the rules that AWS makes; in nobody's files, so it weighs less.
    private IEnumerable<Finding> NotAdopted(CheckScope scope)
    {
        var adopted = scope.Graph.OfType(Group).Select(g => scope.Graph.Follow(g["vpc_id"])).ToArray();
        // One whose network is not known may be any network's.
        return from vpc in scope.Graph.OfType("aws_vpc")
            where !adopted.Contains(vpc) && !adopted.Contains(null)
            select Found(
                scope,
                vpc,
                $"Nothing adopts the default security group of {vpc.Address}, so that it keeps the rules AWS gives it: everything among its members, and everything out.",
                $"Add an aws_default_security_group with vpc_id = {vpc.Address}.id and no rules.",
                new ProofStep(vpc.Address, "No aws_default_security_group names this network.", true)
            ) with
            {
                Severity = Severity.Low,
            };
    }
}
