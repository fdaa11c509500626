using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Resources;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Aws.Data;

/// <summary>Who keeps the password of a database's administering user, and where.</summary>
/// <remarks>
/// RDS makes, keeps and rotates it by itself, but refuses to for a database with read replicas
/// (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html, limitations). Such a database
/// gets the password from a variable, through arguments that leave it out of plan and state. Either way the secret is
/// the same JSON object with <c>username</c> and <c>password</c>, and the password lies in no file.
/// </remarks>
internal static class MasterPassword
{
    // Member of the secret's JSON that holds the password itself.
    private const string Member = "password";

    /// <summary>Whether RDS keeps the password.</summary>
    public static bool IsManaged(PostgreSql database) => database.Replicas.IsEmpty;

    /// <summary>ARN of the secret. Depends on names alone.</summary>
    public static Value SecretArn(PostgreSql database, Site site) =>
        IsManaged(database)
            ? Ref(RdsPostgreSql.AddressOf(database), "master_user_secret[0].secret_arn")
            : Ref(SecretAddress(database, site), "arn");

    /// <summary>What a container definition names to have the password injected. Depends on names alone.</summary>
    public static Value ValueFrom(PostgreSql database, Site site) =>
        Template(SecretArn(database, site), $":{Member}::");

    /// <summary>The database whose administering user's password is a certain entry and that lies at RDS, or null.</summary>
    public static PostgreSql? DatabaseOf(Component store, string entry, Site site) =>
        site
            .System.Components.OfType<PostgreSql>()
            .FirstOrDefault(d => d.PasswordSecret == $"{store.Name}/{entry}" && site.OfferingOf(d) is RdsPostgreSql);

    /// <summary>Arguments of the database instance that settle the password.</summary>
    public static IEnumerable<(string Name, Value Value)> Arguments(PostgreSql database, Site site) =>
        IsManaged(database)
            ? [("manage_master_user_password", true), ("master_user_secret_kms_key_id", RdsPostgreSql.KeyOf(database))]
            : [("password_wo", Declare(database, site)), ("password_wo_version", 1)];

    /// <summary>Makes the secret of a password that RDS does not keep, and gives it its first value.</summary>
    public static void Place(PostgreSql database, Site site)
    {
        if (IsManaged(database))
        {
            return;
        }

        var scope = ResourceScope.Of(database, site, "database");
        if (EntryOf(database, site) is null)
        {
            scope.Add(
                "aws_secretsmanager_secret",
                OwnSecretName(database),
                ("name", $"{SecretsManager.DefaultPrefix(site)}/{database.Name}/master"),
                ("description", $"Administering user of {database.Title}."),
                ("kms_key_id", RdsPostgreSql.KeyOf(database)),
                ("recovery_window_in_days", SecretsManager.RecoveryWindowDays)
            );
        }

        var instance = RdsPostgreSql.AddressOf(database);
        // The members that AWS's own rotation functions for PostgreSQL read. The version stays 1, so that what
        // a rotation writes is never overwritten.
        scope.Add(
            "aws_secretsmanager_secret_version",
            OwnSecretName(database),
            ("secret_id", Ref(SecretAddress(database, site), "id")),
            (
                "secret_string_wo",
                new Value.Json(
                    Map(
                        ("engine", "postgres"),
                        ("host", Ref(instance, "address")),
                        ("port", Ref(instance, "port")),
                        ("dbname", Ref(instance, "db_name")),
                        ("username", Ref(instance, "username")),
                        (Member, Declare(database, site))
                    )
                )
            ),
            ("secret_string_wo_version", 1)
        );
        site.Note(
            $"RDS does not keep the password of a database with read replicas: set the variable {VariableName(database)} (16 or more characters) for the first apply. It goes to the database and its secret, and into neither plan nor state."
        );
    }

    private static Value.Variable Declare(PostgreSql database, Site site) =>
        site.Declare(
            new(
                VariableName(database),
                "string",
                $"First password of the administering user of {database.Title}; used once, then changed by rotation.",
                Value.None,
                Sensitive: true
            )
        );

    private static string VariableName(PostgreSql database) => $"{AwsNaming.TofuName(database)}_password";

    private static string OwnSecretName(PostgreSql database) => $"{AwsNaming.TofuName(database)}_master";

    private static string SecretAddress(PostgreSql database, Site site) =>
        EntryOf(database, site) is { } entry
            ? SecretsManager.AddressOf(entry.Store, entry.Entry)
            : $"aws_secretsmanager_secret.{OwnSecretName(database)}";

    // The entry that the manifest names, where it lies in a store that is made here.
    private static (SecretStore Store, SecretEntry Entry)? EntryOf(PostgreSql database, Site site)
    {
        foreach (var store in site.System.Components.OfType<SecretStore>())
        {
            var entry = store.Entries.FirstOrDefault(e => database.PasswordSecret == $"{store.Name}/{e.Name}");
            if (entry is not null && site.OfferingOf(store) is SecretsManager)
            {
                return (store, entry);
            }
        }

        return null;
    }
}
