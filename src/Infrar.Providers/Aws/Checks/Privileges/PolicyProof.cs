using Infrar.Core.Checks;

namespace Infrar.Providers.Aws.Checks.Privileges;

/// <summary>Proofs that point at statements of policies.</summary>
internal static class PolicyProof
{
    /// <summary>What a statement says, as the step that breaks the rule.</summary>
    public static ProofStep Breaks(this HeldPolicy policy, Statement statement) =>
        new(policy.Holder.Address, $"{policy.Setting}: '{statement.Label}' {statement.Says}.", Breaks: true);

    /// <summary>Whom a statement concerns.</summary>
    public static ProofStep Names(this HeldPolicy policy, Statement statement) =>
        new(
            policy.Holder.Address,
            $"{policy.Setting}: '{statement.Label}' names {string.Join(", ", statement.Principals.Select(p => Unknowns.Show(p.Id)).Distinct(StringComparer.Ordinal))}."
        );
}
