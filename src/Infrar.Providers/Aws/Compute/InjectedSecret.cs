using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Resources;
using Infrar.Providers.Aws.Data;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Aws.Compute;

/// <summary>A secret that ECS puts into a container's environment when it starts it; its value is never in the configuration.</summary>
internal static partial class InjectedSecret
{
    /// <summary>What ECS reads the value from: an ARN of ours, or the ARN or name as stated; <see cref="Value.None"/> for an entry that does not exist.</summary>
    /// <param name="stated"><c>component/entry</c>, or an ARN or name.</param>
    /// <param name="site">The site.</param>
    public static Value From(string stated, Site site)
    {
        if (Split(stated, site) is not var (component, entry))
        {
            return stated;
        }

        return component is SecretStore store && site.OfferingOf(store) is SecretsManager
            ? SecretsManager.ValueFrom(store, entry, site)
            : site.Endpoint(component.Name, entry);
    }

    /// <summary>What the execution role must be allowed, so that ECS can read the values.</summary>
    public static IEnumerable<PolicyStatement> Grants(IEnumerable<string> stated, Site site)
    {
        var all = stated.Distinct(StringComparer.Ordinal).ToArray();
        var ours = all.Select(s => Split(s, site)).OfType<(Component Component, string Entry)>().ToArray();
        foreach (var owner in ours.GroupBy(s => s.Component))
        {
            foreach (var statement in Reading(owner.Key, owner.Select(s => s.Entry), site))
            {
                yield return statement;
            }
        }

        var others = all.Where(s => Split(s, site) is null).ToArray();
        var secrets = others.Where(IsSecret).SelectMany(SecretArns).ToImmutableArray();
        if (secrets.Length > 0)
        {
            yield return new("ReadStatedSecrets", ["secretsmanager:GetSecretValue"], secrets);
        }

        var parameters = others.Where(s => !IsSecret(s)).Select(s => ParameterArn(s, site)).ToImmutableArray();
        if (parameters.Length > 0)
        {
            yield return new("ReadStatedParameters", ["ssm:GetParameters"], parameters);
        }
    }

    private static ImmutableArray<PolicyStatement> Reading(Component owner, IEnumerable<string> entries, Site site) =>
        owner switch
        {
            SecretStore store when site.OfferingOf(store) is SecretsManager => SecretAccess.Read(store, entries, site),
            PostgreSql database when site.OfferingOf(database) is RdsPostgreSql => SecretAccess.ReadPassword(
                database,
                site
            ),
            _ => [],
        };

    private static (Component Component, string Entry)? Split(string stated, Site site) =>
        stated.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash
        && site.System.Components.FirstOrDefault(c => c.Name == stated[..slash]) is { } component
            ? (component, stated[(slash + 1)..])
            : null;

    private static bool IsSecret(string stated) => stated.Contains(":secretsmanager:", StringComparison.Ordinal);

    // ECS reads a name that is not an ARN from the parameter store.
    private static Value ParameterArn(string stated, Site site) =>
        stated.StartsWith("arn:", StringComparison.Ordinal)
            ? stated
            : Template($"arn:aws:ssm:{AwsRegions.Home(site)}:", AwsAccount.Id, $":parameter/{stated.TrimStart('/')}");

    // A JSON key may follow the ARN; and the six characters of AWS's choosing that it ends in are often left out.
    private static IEnumerable<Value> SecretArns(string stated)
    {
        var arn = SecretArn().Match(stated) is { Success: true } match ? match.Value : stated;
        return Suffixed().IsMatch(arn) ? [arn] : [arn, $"{arn}-??????"];
    }

    [GeneratedRegex("^arn:[^:]*:secretsmanager:[^:]*:[^:]*:secret:[^:]*", RegexOptions.CultureInvariant)]
    private static partial Regex SecretArn();

    [GeneratedRegex("-(?=[A-Za-z0-9]*[A-Z0-9])[A-Za-z0-9]{6}$", RegexOptions.CultureInvariant)]
    private static partial Regex Suffixed();
}
