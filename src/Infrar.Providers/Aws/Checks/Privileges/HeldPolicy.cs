using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Checks.Privileges;

/// <summary>A policy and the resource that states it.</summary>
/// <param name="Holder">Resource to change.</param>
/// <param name="Setting">Its attribute that holds the policy.</param>
/// <param name="Document">What it says; null where that is not known.</param>
/// <param name="Managed">Name of AWS's own policy; empty for any other.</param>
internal sealed record HeldPolicy(Resource Holder, string Setting, PolicyDocument? Document, string Managed = "")
{
    /// <summary>Its statements that are known and allow something.</summary>
    public IEnumerable<Statement> Allowing => Document?.Statements.Where(s => s.IsAllow) ?? [];
}
