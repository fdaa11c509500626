using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Checks.Privileges;

/// <summary>Whether a policy that is attached to an identity names a principal.</summary>
internal sealed class PrincipalInIdentityPolicyCheck : Check
{
    /// <inheritdoc/>
    public override string Id => "IAM010";

    /// <inheritdoc/>
    public override string Title => "The policy of an identity names a principal";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Critical;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Privileges;

    /// <inheritdoc/>
    public override string Rationale =>
        "A policy with a principal belongs to a resource. IAM refuses it on a role, user or group (MalformedPolicyDocument), whose principal is always itself; nothing after it is applied.";

    /// <inheritdoc/>
    public override string Mend => "Leave Principal out, or attach the policy to the resource that it is about.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => IdentityPolicyTypes.Stating;

    /// <inheritdoc/>
    public override IEnumerable<Finding> Run(CheckScope scope)
    {
        foreach (var policy in Permissions.Of(scope).Identities.Where(p => p.Document is not null))
        {
            foreach (var statement in policy.Document?.Statements.Where(s => !s.Principals.IsEmpty) ?? [])
            {
                yield return Found(
                    scope,
                    policy.Holder,
                    $"'{statement.Label}' names a principal, which AWS refuses in a policy that is attached to an identity: applying fails with MalformedPolicyDocument.",
                    "Leave Principal out of the statement.",
                    policy.Names(statement) with
                    {
                        Breaks = true,
                    }
                ) with
                {
                    Subject = statement.Label,
                };
            }
        }

        foreach (var finding in Stated(scope))
        {
            yield return finding;
        }
    }

    // What a strategy states with a principal is generated without it, so that it can be applied; stating it is still wrong.
    private IEnumerable<Finding> Stated(CheckScope scope)
    {
        var settings = scope.System?.Strategy.Providers.GetValueOrDefault("aws")?.Settings["policies"];
        if (settings is not Value.MapOf policies)
        {
            yield break;
        }

        foreach (var (name, policy) in policies.Entries)
        {
            var document = policy.At("document") as Value.MapOf;
            var statements = document?["Statement"] is Value.MapOf one ? [one] : document?["Statement"].Items() ?? [];
            var holder = scope.Graph.OfType("aws_iam_role_policy").FirstOrDefault(r => r["name"].AsText() == name);
            if (holder is not null && statements.Any(s => s.At("Principal") is not Value.Null))
            {
                yield return Found(
                    scope,
                    holder,
                    $"The strategy's policy '{name}' names a principal, which AWS refuses in a policy that is attached to a role. The generated policy leaves it out; the stated one cannot be applied by other means.",
                    $"Leave Principal out of policies.{name}.document: the roles it is attached to are its principals.",
                    new ProofStep("", $"providers.aws.policies.{name}.document states a Principal.", Breaks: true)
                ) with
                {
                    Subject = name,
                    Severity = Severity.Medium,
                };
            }
        }
    }
}
