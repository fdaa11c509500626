using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Resources;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Aws.Compute;

/// <summary>A policy as a strategy states it.</summary>
/// <param name="Name">Name, unique among the stated ones.</param>
/// <param name="Document">Its document.</param>
internal sealed record StatedPolicy(string Name, Value.Json Document);

/// <summary>Reads the policies that a strategy states.</summary>
internal static class StatedPolicies
{
    /// <summary>The policies that attach to a workload, in manifest order.</summary>
    public static IEnumerable<StatedPolicy> For(Workload workload, Site site)
    {
        if (site.SettingsOf("aws").Settings["policies"] is not Value.MapOf policies)
        {
            yield break;
        }

        foreach (var (name, policy) in policies.Entries)
        {
            if (Stated.Texts(policy.At("attach")).Contains(workload.Name))
            {
                yield return new(name, Document(name, policy.At("document"), site));
            }
        }
    }

    private static Value.Json Document(string name, Value stated, Site site)
    {
        var statement = stated.At("Statement") is { } one && stated is Value.MapOf map ? map["Statement"] : Value.None;
        var statements = statement is Value.MapOf single ? [single] : statement.Items().OfType<Value.MapOf>();
        return new(
            Map(
                ("Version", stated.At("Version") is Value.Null ? "2012-10-17" : stated.At("Version")),
                ("Id", stated.At("Id")),
                ("Statement", List(statements.Select(s => (Value)WithoutPrincipal(name, s, site))))
            )
        );
    }

    // IAM refuses a principal in a role's own policy: the role is the principal.
    private static Value.MapOf WithoutPrincipal(string name, Value.MapOf statement, Site site)
    {
        if (statement["Principal"] is Value.Null)
        {
            return statement;
        }

        site.Note(
            $"The policy '{name}' names a principal, which AWS refuses in a policy that is attached to a role. It is left out: the roles it attaches to are its principals."
        );
        return new([.. statement.Entries.Where(e => e.Key != "Principal")]);
    }
}
