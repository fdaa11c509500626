using Infrar.Rehearsal.Clouds;
using Infrar.Rehearsal.Planning;
using Infrar.Rehearsal.Values;

namespace Infrar.Rehearsal.Providers.Aws;

/// <summary>An RDS instance or cluster: who keeps its password, and under which conditions it may go.</summary>
internal sealed class Database : TypeBehavior
{
    private static readonly string[] s_passwords = ["password", "password_wo", "master_password", "master_password_wo"];

    public override IEnumerable<Diagnostic> Validate(ResourceScope scope, Value config)
    {
        var managed = config["manage_master_user_password"];
        var given = s_passwords.FirstOrDefault(p => !config[p].IsNull);
        if (managed.AsBool is true && given is not null)
        {
            yield return new Diagnostic(
                "Conflicting configuration arguments",
                $"\"{given}\" conflicts with manage_master_user_password: AWS makes the password itself.",
                ValuePath.Of(given)
            );
        }
    }

    public override Value? Fill(ResourceScope scope, string attribute, Value planned, Entropy entropy)
    {
        if (attribute is not "master_user_secret" || planned["manage_master_user_password"].AsBool is not true)
        {
            return null;
        }

        var region = scope.RegionOf(planned);
        var arn =
            $"arn:{ProviderSettings.PartitionOf(region)}:secretsmanager:{region}:{scope.Settings.Account}"
            + $":secret:rds!db-{entropy.Uuid("secret")}-{entropy.Lower(6, "secret")}";
        return new ListValue([
            Value.MapOf(
                KeyValuePair.Create(
                    "kms_key_id",
                    planned["master_user_secret_kms_key_id"] is TextValue key ? key : Value.Of("")
                ),
                KeyValuePair.Create("secret_arn", Value.Of(arn)),
                KeyValuePair.Create("secret_status", Value.Of("active"))
            ),
        ]);
    }

    public override IEnumerable<Diagnostic> RefuseDelete(
        ResourceScope scope,
        Cloud cloud,
        CloudKey existing,
        Value prior
    )
    {
        if (prior["deletion_protection"].AsBool is true)
        {
            yield return new Diagnostic(
                "Database is protected",
                $"{existing.Id} has deletion_protection. Turn it off and apply before deleting it."
            );
        }

        var isReplica = prior["replicate_source_db"].AsText is { Length: > 0 };
        if (
            prior["skip_final_snapshot"].AsBool is not true
            && prior["final_snapshot_identifier"].AsText is null or ""
            && !isReplica
        )
        {
            yield return new Diagnostic(
                "Final snapshot has no name",
                "final_snapshot_identifier is required when skip_final_snapshot is false."
            );
        }
    }
}
