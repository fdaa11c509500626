using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;
using static System.FormattableString;

namespace Infrar.Providers.Aws.Checks.Secrets;

/// <summary>Whether secrets change as often as is asked.</summary>
internal sealed class RotationIntervalCheck : Check
{
    // The interval that AWS's own control takes where nothing is asked.
    private const int UsualDays = 90;

    /// <inheritdoc/>
    public override string Id => "SEC006";

    /// <inheritdoc/>
    public override string Title => "A secret is rotated too rarely";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Secrets;

    /// <inheritdoc/>
    public override string Rationale =>
        "The longer a secret stays the same, the longer a copy of it is of use to somebody else.";

    /// <inheritdoc/>
    public override string Mend => "Set automatically_after_days to what is asked, or to 90 where nothing is.";

    /// <inheritdoc/>
    public override ImmutableArray<Control> Controls => [new("AWS FSBP", "SecretsManager.4")];

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_secretsmanager_secret_rotation"];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Run(CheckScope scope)
    {
        var asked = StoredSecrets
            .Of(scope)
            .Where(s => s.Entry.RotateAfterDays is not null)
            .GroupBy(s => s.Keeper.Address, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Min(s => s.Entry.RotateAfterDays), StringComparer.Ordinal);
        foreach (var rotation in scope.Graph.OfType("aws_secretsmanager_secret_rotation"))
        {
            var secret = scope.Graph.Follow(rotation["secret_id"])?.Address ?? "";
            var wanted = asked.GetValueOrDefault(secret);
            if (
                rotation["rotation_rules.automatically_after_days"].AsNumber() is { } days
                && days > (wanted ?? UsualDays)
            )
            {
                yield return Found(
                    scope,
                    rotation,
                    Invariant(
                        $"The secret changes every {days} days, and {(wanted is null ? "90 is what AWS's own control allows" : Invariant($"the manifest asks for every {wanted}"))}: a copy of it is of use for longer than meant."
                    ),
                    Invariant($"Set automatically_after_days to {wanted ?? UsualDays} or less."),
                    new ProofStep(rotation.Address, Invariant($"automatically_after_days = {days}"), Breaks: true)
                ) with
                {
                    Severity = wanted is null ? Severity.Low : Severity.Medium,
                };
            }
        }
    }
}
