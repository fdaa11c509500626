using System.Collections.Immutable;
using Infrar.Core.Manifests;
using Infrar.Core.Manifests.Language;
using Infrar.Core.Placements;
using Infrar.Core.Resources;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Aws.Data;

/// <summary>Sealed credentials in AWS Secrets Manager: one secret for each entry, without a value.</summary>
internal sealed class SecretsManager : Offering, IGrantsAccess
{
    /// <summary>Days that a deleted secret can still be brought back; the most that AWS offers.</summary>
    public const int RecoveryWindowDays = 30;

    private const string RotationVariable = "rotation_lambda_arn";

    /// <inheritdoc/>
    public override string Id => "aws/secrets-manager";

    /// <inheritdoc/>
    public override string Title => "AWS Secrets Manager";

    /// <inheritdoc/>
    // Its API is AWS' own, so that whatever reads secrets is changed on leaving; every value can be read out.
    public override OfferingFacts Facts { get; } =
        new()
        {
            Source = "docs.aws.amazon.com/secretsmanager/latest/userguide",
            Elasticity = Elasticity.Unbounded,
            Control = [ControlAspect.Network, ControlAspect.Region, ControlAspect.Keys],
            Isolation =
            [
                IsolationAspect.PrivateNetwork,
                IsolationAspect.Identities,
                IsolationAspect.EncryptedAtRest,
                IsolationAspect.AuditLog,
            ],
            Open = [OpenAspect.Export],
        };

    /// <inheritdoc/>
    public override ImmutableArray<ComponentKind> Kinds { get; } = [ComponentKind.Secrets];

    /// <inheritdoc/>
    public override ObjectShape Options { get; } =
        new(
            new Field(
                "recoveryDays",
                new NumberShape(0, RecoveryWindowDays, Whole: true)
                {
                    Description =
                        "Days that a deleted secret can be brought back and its name stays taken: 7 to 30, or 0 for none. Default 30.",
                }
            )
        );

    /// <summary>Address of the secret of an entry. Depends on names alone.</summary>
    public static string AddressOf(Component store, SecretEntry entry) =>
        $"aws_secretsmanager_secret.{AwsNaming.TofuName(store)}_{AwsNaming.TofuName(entry.Name)}";

    /// <summary>Prefix of names where the manifest states none.</summary>
    public static string DefaultPrefix(Site site) => $"/{site.System.Name}/{site.System.Environment}";

    /// <summary>
    /// What a container definition names to have an entry injected: the secret's ARN, with the JSON member where the
    /// secret holds more than the entry; none for an entry that the store does not have. Depends on names alone.
    /// </summary>
    public static Value ValueFrom(SecretStore store, string entry, Site site) =>
        MasterPassword.DatabaseOf(store, entry, site) is { } database
            ? MasterPassword.ValueFrom(database, site)
            : ArnOf(store, entry, site);

    /// <summary>ARN of the secret of an entry; none for an entry that the store does not have. Depends on names alone.</summary>
    public static Value ArnOf(SecretStore store, string entry, Site site) =>
        MasterPassword.DatabaseOf(store, entry, site) is { } database ? MasterPassword.SecretArn(database, site)
        : store.Entries.FirstOrDefault(e => e.Name == entry && !e.PerTenant) is { } found
            ? Ref(AddressOf(store, found), "arn")
        : Value.None;

    /// <summary>Prefix of the names of a store's secrets, without a slash at its end.</summary>
    public static string PrefixOf(SecretStore store, Site site) =>
        store.Prefix.Length > 0 ? store.Prefix.TrimEnd('/') : DefaultPrefix(site);

    /// <inheritdoc/>
    public override IEnumerable<string> Obstacles(Component component, Site site) =>
        RecoveryDays(component, site) is > 0 and < 7
            ?
            [
                "Secrets Manager keeps a deleted secret for 7 to 30 days, or for none; state one of these as recoveryDays.",
            ]
            : [];

    /// <inheritdoc/>
    public override Value Endpoint(Component component, string attribute, Site site) =>
        ArnOf((SecretStore)component, attribute, site);

    /// <inheritdoc/>
    public ImmutableArray<PolicyStatement> Grants(Component target, Component user, Site site) =>
        SecretAccess.Of((SecretStore)target, user, site);

    /// <inheritdoc/>
    public override void Place(Component component, Site site)
    {
        var store = (SecretStore)component;
        var scope = ResourceScope.Of(store, site, "secrets");
        var key = store.OwnKey
            ? EncryptionKeys.Ensure(scope, "secrets", "Credentials in Secrets Manager.")
            : Value.None;

        var own = store.Entries.Where(e => !e.PerTenant && !IsKeptByRds(store, e, site)).ToImmutableArray();
        foreach (var entry in own)
        {
            PlaceSecret(store, entry, key, scope);
        }

        foreach (var entry in store.Entries.Where(e => !e.PerTenant))
        {
            PlaceRotation(store, entry, scope);
        }

        StateUse(store, own, site);
        if (own.Length > 0)
        {
            site.Note(
                $"The secrets of '{store.Name}' are made without values, which belong in no configuration: put one into each before the first deployment, since a task does not start on an empty secret."
            );
        }
    }

    private static void PlaceSecret(SecretStore store, SecretEntry entry, Value key, ResourceScope scope) =>
        scope.Add(
            "aws_secretsmanager_secret",
            $"{AwsNaming.TofuName(store)}_{AwsNaming.TofuName(entry.Name)}",
            ("name", $"{PrefixOf(store, scope.Site)}/{entry.Name}"),
            ("description", entry.Description.Length > 0 ? entry.Description : Value.None),
            ("kms_key_id", key),
            ("recovery_window_in_days", RecoveryDays(store, scope.Site))
        );

    private static void PlaceRotation(SecretStore store, SecretEntry entry, ResourceScope scope)
    {
        if (entry.RotateAfterDays is not { } days)
        {
            return;
        }

        // RDS rotates what it keeps; everything else needs a function that knows how to change it at its source.
        var kept = IsKeptByRds(store, entry, scope.Site);
        scope.Add(
            "aws_secretsmanager_secret_rotation",
            $"{AwsNaming.TofuName(store)}_{AwsNaming.TofuName(entry.Name)}",
            ("secret_id", ArnOf(store, entry.Name, scope.Site)),
            ("rotation_lambda_arn", kept ? Value.None : DeclareRotation(scope.Site)),
            // The first value is put in by people; rotating at once would find nothing to rotate.
            ("rotate_immediately", kept ? Value.None : false),
            ("rotation_rules", Block(("automatically_after_days", days)))
        );
        if (!kept)
        {
            scope.Site.Note(
                $"'{store.Name}/{entry.Name}' is rotated every {days} days by the function that the variable {RotationVariable} names. AWS publishes one for PostgreSQL users: SecretsManagerRDSPostgreSQLRotationSingleUser in the Serverless Application Repository. It must be reachable from, and allowed to reach, the database."
            );
        }
    }

    private static Value.Variable DeclareRotation(Site site) =>
        site.Declare(
            new(
                RotationVariable,
                "string",
                "ARN of the Lambda function that rotates secrets which no AWS service rotates by itself.",
                Value.None
            )
        );

    private static void StateUse(SecretStore store, ImmutableArray<SecretEntry> own, Site site)
    {
        foreach (var entry in own)
        {
            site.Use(
                AddressOf(store, entry),
                "monthly_requests",
                p => Shares.Of(p.Of(store.Name, "reads") ?? Quantities.Zero, own.Length)
            );
        }

        // Secrets that the system makes while it runs are no resources; the first one answers for them.
        if (own is [var first, ..])
        {
            site.Use(
                AddressOf(store, first),
                "tenant_secrets",
                p => p.Of(store.Name, "tenantSecrets") ?? Quantities.Zero
            );
        }
    }

    private static int RecoveryDays(Component store, Site site) =>
        (int)(site.AssignmentOf(store).Options["recoveryDays"].AsNumber() ?? RecoveryWindowDays);

    private static bool IsKeptByRds(SecretStore store, SecretEntry entry, Site site) =>
        MasterPassword.DatabaseOf(store, entry.Name, site) is { } database && MasterPassword.IsManaged(database);
}
