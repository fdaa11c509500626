using System.Collections.Immutable;
using Infrar.Core.Checks;

namespace Infrar.Providers.Aws.Checks.Secrets;

/// <summary>Whether secrets change by themselves.</summary>
internal sealed class RotationCheck : Check
{
    /// <inheritdoc/>
    public override string Id => "SEC005";

    /// <inheritdoc/>
    public override string Title => "A secret is not rotated";

    /// <inheritdoc/>
    public override Severity Severity => Severity.High;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Secrets;

    /// <inheritdoc/>
    public override string Rationale =>
        "A secret that never changes stays good for whoever copied it once. Where the manifest asks for a rotation, its absence breaks what was promised.";

    /// <inheritdoc/>
    public override string Mend => "Add an aws_secretsmanager_secret_rotation with the interval that is asked for.";

    /// <inheritdoc/>
    public override ImmutableArray<Control> Controls => [new("AWS FSBP", "SecretsManager.1")];

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes =>
        ["aws_secretsmanager_secret", "aws_secretsmanager_secret_rotation"];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Run(CheckScope scope) =>
        scope.System is null ? Unrotated(scope) : Asked(scope);

    private IEnumerable<Finding> Asked(CheckScope scope)
    {
        foreach (var secret in StoredSecrets.Of(scope))
        {
            if (secret.Entry.RotateAfterDays is { } days && StoredSecrets.RotationOf(secret.Keeper, scope) is null)
            {
                yield return Found(
                    scope,
                    secret.Keeper,
                    FormattableString.Invariant(
                        $"'{secret.Store.Name}/{secret.Entry.Name}' is to change every {days} days, and nothing rotates it: it stays as it is until somebody remembers."
                    ),
                    FormattableString.Invariant(
                        $"Add an aws_secretsmanager_secret_rotation with automatically_after_days = {days}."
                    ),
                    new ProofStep("", FormattableString.Invariant($"rotateAfter is {days} days.")),
                    new ProofStep(secret.Keeper.Address, "No rotation names this secret.", Breaks: true)
                ) with
                {
                    Subject = secret.Entry.Name,
                };
            }
        }
    }

    private IEnumerable<Finding> Unrotated(CheckScope scope) =>
        scope
            .Graph.OfType("aws_secretsmanager_secret")
            .Where(s => StoredSecrets.RotationOf(s, scope) is null)
            .Select(s =>
                Found(
                    scope,
                    s,
                    "Nothing rotates the secret: whoever copied it once can use it until somebody remembers to change it.",
                    "Add an aws_secretsmanager_secret_rotation, or note who changes the secret and when.",
                    new ProofStep(s.Address, "No aws_secretsmanager_secret_rotation names this secret.", Breaks: true)
                ) with
                {
                    Severity = Severity.Low,
                }
            );
}
