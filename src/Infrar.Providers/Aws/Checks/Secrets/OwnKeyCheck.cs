using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Checks.Secrets;

/// <summary>Whether secrets are sealed with the system's own key where that is asked.</summary>
internal sealed class OwnKeyCheck : Check
{
    /// <inheritdoc/>
    public override string Id => "SEC007";

    /// <inheritdoc/>
    public override string Title => "A secret is not sealed with the system's own key";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Low;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Secrets;

    /// <inheritdoc/>
    public override string Rationale =>
        "With AWS's shared key, whoever may read the secret may unseal it. A key of one's own is a second permission, and its use is recorded by itself.";

    /// <inheritdoc/>
    public override string Mend => "Set kms_key_id to an aws_kms_key of the system.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_secretsmanager_secret"];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Run(CheckScope scope) =>
        StoredSecrets
            .Of(scope)
            .Where(s =>
                s.Store.OwnKey
                && s.Keeper is { Type: "aws_secretsmanager_secret" }
                && s.Keeper["kms_key_id"] is Value.Null
            )
            .Select(s =>
                Found(
                    scope,
                    s.Keeper,
                    $"'{s.Store.Name}' asks for a key of the system's own, and '{s.Entry.Name}' is sealed with the one that AWS keeps for every secret of the account.",
                    "Set kms_key_id to the system's key for secrets.",
                    new ProofStep("", $"ownKey of '{s.Store.Name}' is true."),
                    new ProofStep(s.Keeper.Address, "kms_key_id is not set.", Breaks: true)
                )
            );
}
