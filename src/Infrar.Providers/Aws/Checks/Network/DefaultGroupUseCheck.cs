using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Checks.Network;

/// <summary>Nothing runs in a network's default security group.</summary>
internal sealed class DefaultGroupUseCheck : Check
{
    /// <inheritdoc/>
    public override string Id => "NET014";

    /// <inheritdoc/>
    public override string Title => "Something carries the default security group";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Exposure;

    /// <inheritdoc/>
    public override string Rationale =>
        "Members of the default group are joined by chance and not by need. Closing the group, as the benchmarks ask, then cuts off whoever relied on it.";

    /// <inheritdoc/>
    public override string Mend => "Give it a security group of its own.";

    /// <inheritdoc/>
    public override ImmutableArray<Control> Controls => [new("CIS AWS 3.0.0", "5.4")];

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes { get; } = [.. MemberShapes.All.Select(s => s.Type)];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Run(CheckScope scope) =>
        from shape in MemberShapes.All
        from resource in scope.Graph.OfType(shape.Type)
        let groups = resource[shape.Groups]
        from item in groups is Value.ListOf ? groups.Items() : [groups]
        let named = IsDefaultOf(scope.Graph, item)
        where named is not null
        select Found(
            scope,
            resource,
            $"{resource.Address} carries the default security group of {named}.",
            $"Name a group of its own in {shape.Groups}.",
            new ProofStep(resource.Address, $"{shape.Groups} names the default group of {named}.", true)
        );

    private static string? IsDefaultOf(ResourceGraph graph, Value item) =>
        graph.Follow(item) switch
        {
            { Type: "aws_default_security_group" } adopted => adopted.Address,
            { Type: "aws_vpc" } vpc when item is Value.Reference { Path: "default_security_group_id" } => vpc.Address,
            _ => null,
        };
}
