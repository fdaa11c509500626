using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Resources;
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
        if (Component(stated, site) is not { } component)
        {
            return stated;
        }

        var entry = stated[(component.Name.Length + 1)..];
        return component switch
        {
            SecretStore store => store.Entries.Any(e => e.Name == entry && !e.PerTenant)
                ? EntryArn(store, entry)
                : Value.None,
            // For example database/password, where the platform keeps the password by itself.
            _ => site.Endpoint(component.Name, entry),
        };
    }

    /// <summary>What the execution role must be allowed, so that ECS can read the value.</summary>
    public static IEnumerable<PolicyStatement> Grants(IEnumerable<string> stated, Workload workload, Site site)
    {
        var all = stated.Distinct(StringComparer.Ordinal).ToArray();
        var readable = all.Where(s => !IsParameter(s, site))
            .SelectMany(s => SecretArns(s, site))
            .Distinct()
            .ToImmutableArray();
        if (readable.Length > 0)
        {
            yield return new("ReadInjectedSecrets", ["secretsmanager:GetSecretValue"], readable);
        }

        var parameters = all.Where(s => IsParameter(s, site)).Select(s => ParameterArn(s, site)).ToImmutableArray();
        if (parameters.Length > 0)
        {
            yield return new("ReadInjectedParameters", ["ssm:GetParameters"], parameters);
        }

        // A secret under a key of its own is opened with that key, whoever reads it.
        foreach (var store in all.Select(s => Component(s, site)).OfType<SecretStore>().Distinct())
        {
            if (site.OfferingOf(store) is IGrantsAccess offering)
            {
                foreach (var grant in offering.Grants(store, workload, site).Where(IsDecryption))
                {
                    yield return grant;
                }
            }
        }
    }

    private static bool IsDecryption(PolicyStatement grant) =>
        grant.Actions.All(a => a.StartsWith("kms:", StringComparison.Ordinal));

    private static Value.Reference EntryArn(SecretStore store, string entry) =>
        Ref($"aws_secretsmanager_secret.{AwsNaming.TofuName(store)}_{AwsNaming.TofuName(entry)}", "arn");

    private static Component? Component(string stated, Site site) =>
        stated.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash
            ? site.System.Components.FirstOrDefault(c => c.Name == stated[..slash])
            : null;

    // ECS reads a name that is not an ARN from the parameter store.
    private static bool IsParameter(string stated, Site site) =>
        Component(stated, site) is null && !stated.Contains(":secretsmanager:", StringComparison.Ordinal);

    private static Value ParameterArn(string stated, Site site) =>
        stated.StartsWith("arn:", StringComparison.Ordinal)
            ? stated
            : Template($"arn:aws:ssm:{AwsRegions.Home(site)}:", AwsAccount.Id, $":parameter/{stated.TrimStart('/')}");

    private static IEnumerable<Value> SecretArns(string stated, Site site)
    {
        var from = From(stated, site);
        if (from.AsText() is not { } arn)
        {
            // A JSON key may follow the ARN (arn:password::); a policy names the secret alone.
            return [from is Value.Template { Parts: [Value.Reference secret, ..] } ? secret : from];
        }

        // The ARN of a secret ends in six characters of AWS's choosing, which people leave out.
        var secretArn = SecretArn().Match(arn) is { Success: true } match ? match.Value : arn;
        return Suffixed().IsMatch(secretArn) ? [secretArn] : [secretArn, $"{secretArn}-??????"];
    }

    [GeneratedRegex("^arn:[^:]*:secretsmanager:[^:]*:[^:]*:secret:[^:]*", RegexOptions.CultureInvariant)]
    private static partial Regex SecretArn();

    [GeneratedRegex("-[A-Za-z0-9]{6}$", RegexOptions.CultureInvariant)]
    private static partial Regex Suffixed();
}
