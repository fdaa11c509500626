using System.Collections.Immutable;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws;

/// <summary>An offering whose components a workload may reach only with permission.</summary>
internal interface IGrantsAccess
{
    /// <summary>What a workload needs to be allowed, and nothing more, to use a component. Depends on names alone.</summary>
    /// <param name="target">Component of this offering that is used.</param>
    /// <param name="user">Workload whose role gets the permission.</param>
    /// <param name="site">The site.</param>
    ImmutableArray<PolicyStatement> Grants(Component target, Component user, Site site);
}

/// <summary>One thing that a policy allows.</summary>
/// <param name="Sid">Letters and digits, unique in the policy; says what for.</param>
/// <param name="Actions">For example <c>s3:GetObject</c>.</param>
/// <param name="Resources">ARNs: references, templates or text.</param>
internal sealed record PolicyStatement(string Sid, ImmutableArray<string> Actions, ImmutableArray<Value> Resources)
{
    /// <summary>Conditions, operator to key to value; an empty map for none.</summary>
    public Value.MapOf Condition { get; init; } = Value.MapOf.Empty;
}
