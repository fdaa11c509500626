using System.Collections.Immutable;
using Infrar.Core.Checks;

namespace Infrar.Providers.Aws.Checks.Network;

/// <summary>No security group lets the internet in on every port.</summary>
internal sealed class OpenEverythingCheck : Check
{
    /// <inheritdoc/>
    public override string Id => "NET012";

    /// <inheritdoc/>
    public override string Title => "A security group opens every port to everybody";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Critical;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Exposure;

    /// <inheritdoc/>
    public override string Rationale =>
        "Such a group filters nothing. Whatever carries it answers anybody on every port that something happens to listen on, now or later.";

    /// <inheritdoc/>
    public override string Mend => "Replace the rule by one for each port that is meant, with who is meant.";

    /// <inheritdoc/>
    public override ImmutableArray<Control> Controls =>
        [
            new("AWS FSBP", "EC2.18"),
            new("AWS FSBP", "EC2.19"),
            new("CIS AWS 3.0.0", "5.2"),
            new("CIS AWS 3.0.0", "5.3"),
        ];

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => NetworkTypes.Filters;

    /// <inheritdoc/>
    public override IEnumerable<Finding> Run(CheckScope scope) =>
        from open in OpenPorts.In(scope)
        where OpenPorts.IsEveryPort(open.Rule)
        select Found(
            scope,
            OpenPorts.ResourceOf(scope, open.Rule),
            $"{open.Group.Id} lets in anybody ({RuleWords.Everywhere(open.Rule)}) on every port ({open.Rule.Traffic}).",
            "Replace the rule by one for each port that is meant, with the groups or addresses that are meant.",
            new ProofStep(open.Rule.Stated, $"Lets {RuleWords.Of(open.Rule)}.", true)
        ) with
        {
            Subject = open.Rule.Key,
        };
}
