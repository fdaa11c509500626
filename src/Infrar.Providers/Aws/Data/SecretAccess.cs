using System.Collections.Immutable;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Resources;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Aws.Data;

/// <summary>Who may read and write which entries of a store of secrets.</summary>
internal static class SecretAccess
{
    private static readonly ImmutableArray<string> Reading =
    [
        "secretsmanager:GetSecretValue",
        "secretsmanager:DescribeSecret",
    ];

    private static readonly ImmutableArray<string> Making =
    [
        "secretsmanager:CreateSecret",
        "secretsmanager:PutSecretValue",
        "secretsmanager:UpdateSecret",
        "secretsmanager:DeleteSecret",
        "secretsmanager:TagResource",
    ];

    /// <summary>Reading the password of a database's administering user, wherever it is kept. Depends on names alone.</summary>
    public static ImmutableArray<PolicyStatement> ReadPassword(PostgreSql database, Site site) =>
        [
            new($"ReadPasswordOf{Sids.Of(database)}", Reading, [MasterPassword.SecretArn(database, site)]),
            .. Statement(
                $"UnsealPasswordOf{Sids.Of(database)}",
                RdsPostgreSql.KeyOf(database) is Value.Null ? [] : [RdsPostgreSql.KeyOf(database)],
                "kms:Decrypt"
            ),
        ];

    /// <summary>Reading certain entries. Depends on names alone.</summary>
    public static ImmutableArray<PolicyStatement> Read(SecretStore store, IEnumerable<string> entries, Site site)
    {
        var names = entries.ToImmutableArray();
        var arns = names
            .Select(e => SecretsManager.ArnOf(store, e, site))
            .Where(a => a is not Value.Null)
            .Distinct()
            .ToImmutableArray();
        return arns.IsEmpty
            ? []
            : [new(Sid("Read", store), Reading, arns), .. Decrypt(store, KeysOf(store, names, site), "kms:Decrypt")];
    }

    /// <summary>
    /// What a workload may do: read the entries that it names, or all where it names none; read those of tenants; and,
    /// for a service, make them. Depends on names alone.
    /// </summary>
    public static ImmutableArray<PolicyStatement> Of(SecretStore store, Component user, Site site)
    {
        var named = NamedBy(user, store);
        var fixedEntries = store.Entries.Where(e => !e.PerTenant).Select(e => e.Name);
        return [.. Read(store, named.IsEmpty ? fixedEntries : named, site), .. Tenants(store, user, site)];
    }

    /// <summary>Entries of a store that a workload has injected into its environment, in ordinal order.</summary>
    public static ImmutableArray<string> NamedBy(Component user, SecretStore store)
    {
        var prefix = $"{store.Name}/";
        return user is Workload workload
            ?
            [
                .. workload
                    .Secrets.Values.Where(v => v.StartsWith(prefix, StringComparison.Ordinal))
                    .Select(v => v[prefix.Length..])
                    .Distinct(StringComparer.Ordinal)
                    .Order(StringComparer.Ordinal),
            ]
            : [];
    }

    private static ImmutableArray<PolicyStatement> Tenants(SecretStore store, Component user, Site site)
    {
        var arns = store
            .Entries.Where(e => e.PerTenant)
            .Select(e => TenantPattern(e.Name))
            .Distinct(StringComparer.Ordinal)
            .Select(pattern =>
                (Value)Template(
                    $"arn:aws:secretsmanager:{site.RegionOf(store)}:",
                    AwsAccount.Id,
                    $":secret:{SecretsManager.PrefixOf(store, site)}/{pattern}"
                )
            )
            .ToImmutableArray();
        if (arns.IsEmpty)
        {
            return [];
        }

        ImmutableArray<Value> keys = store.OwnKey ? [EncryptionKeys.Arn("secrets")] : [];
        return user is Service
            ?
            [
                new(Sid("ReadTenants", store), Reading, arns),
                new(Sid("MakeTenants", store), Making, arns),
                .. Statement(Sid("SealTenants", store), keys, "kms:Decrypt", "kms:GenerateDataKey"),
            ]
            :
            [
                new(Sid("ReadTenants", store), Reading, arns),
                .. Statement(Sid("UnsealTenants", store), keys, "kms:Decrypt"),
            ];
    }

    // Everything before the tenant's id, which stands in braces: users/{project_id}/aws-credentials → users/*.
    private static string TenantPattern(string entry)
    {
        var id = entry.IndexOf('{', StringComparison.Ordinal);
        var end = id >= 0 ? id : entry.IndexOf('/', StringComparison.Ordinal) + 1;
        return end > 0 ? entry[..end] + "*" : entry + "/*";
    }

    private static ImmutableArray<Value> KeysOf(SecretStore store, IEnumerable<string> entries, Site site) =>
        [.. entries.Select(e => KeyOf(store, e, site)).Where(k => k is not Value.Null).Distinct()];

    private static Value KeyOf(SecretStore store, string entry, Site site) =>
        MasterPassword.DatabaseOf(store, entry, site) is { } database && MasterPassword.IsManaged(database)
            ? RdsPostgreSql.KeyOf(database)
        : store.OwnKey ? EncryptionKeys.Arn("secrets")
        : Value.None;

    private static ImmutableArray<PolicyStatement> Decrypt(
        SecretStore store,
        ImmutableArray<Value> keys,
        params ImmutableArray<string> actions
    ) => Statement(Sid("Unseal", store), keys, actions);

    private static ImmutableArray<PolicyStatement> Statement(
        string sid,
        ImmutableArray<Value> keys,
        params ImmutableArray<string> actions
    ) => keys.IsEmpty ? [] : [new(sid, actions, keys)];

    // A workload may use several stores, and statement ids are unique in a policy.
    private static string Sid(string verb, Component store) => verb + Sids.Of(store);
}
